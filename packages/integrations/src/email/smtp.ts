import { IntegrationError } from '../kit/errors.ts';
import { createResilience } from '../kit/resilience.ts';
import { parseMessage } from './parse-message.ts';
import type { EmailMessage, EmailPort, Mailbox } from './port.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  /** How long a server that failed several times is left alone. */
  readonly breakForMs?: number;
}

const MINUTE_MS = 60_000;
/**
 * RFC 5321, 4.5.3.2: who gives up earlier than a slow server answers sends mails twice that it took. There is one bound on silence
 * for all commands, so it is that of the end of the data, which is the longest.
 */
export const SMTP_TIMEOUTS = {
  connectionTimeout: 5 * MINUTE_MS,
  greetingTimeout: 5 * MINUTE_MS,
  socketTimeout: 10 * MINUTE_MS,
} as const;

/** Sends through an SMTP server; nodemailer builds the MIME message and keeps a few connections open. */
export async function createSmtpEmail(options: SmtpOptions): Promise<EmailPort> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 5,
    ...SMTP_TIMEOUTS,
    // Whether a mail may be sent again is ours to decide.
    maxRequeues: 0,
    // Parts are ours and complete: nothing may be read from a disk or fetched to build them.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  /** Mails whose last byte was taken off us: without an answer nobody knows whether they arrived. */
  const given = new Set<string>();
  transport.use('stream', (mail, done) => {
    const { message, data } = mail;
    // nodemailer tells nowhere that it has written the whole of a message, signature included.
    const read = message.createReadStream.bind(message);
    message.createReadStream = (...args) => read(...args).once('end', () => given.add(String(data.messageId)));
    done();
  });
  const resilience = createResilience({
    port: 'email',
    attempts: 3,
    baseDelayMs: 250,
    breakAfter: 6,
    breakForMs: options.breakForMs ?? 30_000,
  });

  return {
    async deliver(message) {
      const mime = toMime(parseMessage(message));
      const failure = await resilience.run(async () => {
        try {
          await transport.sendMail(mime);
          return null;
        } catch (error) {
          const translated = translate(error, given.has(mime.messageId));
          // Of a mail that is put off the server has said so, and one that may have arrived is not ours to send twice.
          if (SAID_OF_THE_MAIL.includes(translated.code)) return translated;
          throw translated;
        } finally {
          given.delete(mime.messageId);
        }
      });
      if (failure !== null) throw failure;
    },
    close: async () => transport.close(),
  };
}

function toMime(message: EmailMessage) {
  const { id, from, to, replyTo, returnPath, subject, html, text, attachments = [], unsubscribe, dkim } = message;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    messageId: `<${id}@${domain}>`,
    from: toAddress(from),
    to: toAddress(to),
    ...(replyTo === undefined ? {} : { replyTo: toAddress(replyTo) }),
    ...(returnPath !== undefined && { envelope: { from: returnPath, to: to.address } }),
    subject,
    html,
    text,
    attachments,
    // A machine wrote it, so an out-of-office notice is no answer (RFC 3834, section 5).
    headers: { 'Auto-Submitted': 'auto-generated', ...(unsubscribe && unsubscribeHeaders(unsubscribe)) },
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: SIGNED_HEADERS,
      },
    }),
  };
}

/**
 * RFC 6376, 5.4.1, and what RFC 8058, 4 asks for: whoever could change the two headers in between could send the click of
 * a mail program elsewhere.
 */
const SIGNED_HEADERS = [
  'from',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'to',
  'mime-version',
  'content-type',
  'auto-submitted',
  'list-unsubscribe',
  'list-unsubscribe-post',
].join(':');

/** The subject of a mail to the mailbox carries what the link does, so whoever reads it knows whose it is. */
function unsubscribeHeaders({ url, mailbox }: NonNullable<EmailMessage['unsubscribe']>) {
  const subject = encodeURIComponent(`unsubscribe ${url.slice(url.lastIndexOf('/') + 1)}`);
  const places = [`<${url}>`, ...(mailbox === undefined ? [] : [`<mailto:${mailbox}?subject=${subject}>`])];
  return { 'List-Unsubscribe': places.join(', '), 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

const toAddress = ({ name, address }: Mailbox) => ({ name: name ?? '', address });

/**
 * An address that nobody has, as far as its server says it in a way that machines read (RFC 3463, 3.2 and 3.3: bad mailbox, bad
 * system, bad syntax, moved, null MX, disabled). A bare 550 may as well be about us.
 */
const NO_SUCH_MAILBOX = /\b5\.(?:1\.(?:1|2|3|6|10)|2\.1)\b/;
/** A mailbox that takes nothing for now, said in the same way (3.2 and 3.3: full, disabled, moved); what else puts a mail off may be about us. */
const MAILBOX_CLOSED = /\b4\.[12]\.\d{1,3}\b/;
/** What a server has said of one mail, which another attempt at once would not change. */
const SAID_OF_THE_MAIL: readonly string[] = ['deferred', 'mailbox-closed', 'uncertain'];

/** A 5xx answer is final (RFC 5321, 4.2.1); a 4xx answer or no connection may be better next time. @param wasGiven all of the mail */
function translate(error: unknown, wasGiven: boolean): IntegrationError {
  const {
    responseCode,
    command,
    response = '',
  } = error as {
    responseCode?: number;
    command?: string;
    response?: string;
  };
  if (responseCode === undefined && wasGiven) return new IntegrationError('email', 'uncertain', true, { cause: error });
  if (responseCode !== undefined && responseCode >= 500) {
    const isUnknown = command === 'RCPT TO' && NO_SUCH_MAILBOX.test(response);
    return new IntegrationError('email', isUnknown ? 'no-such-mailbox' : 'rejected', false, {
      cause: error,
      message: response,
    });
  }
  // Of a mail that it puts off the server has said so after it was named; what it says before is about itself.
  const isOneMail = responseCode !== undefined && responseCode !== 421 && command !== 'CONN';
  if (isOneMail && command === 'RCPT TO' && MAILBOX_CLOSED.test(response))
    return new IntegrationError('email', 'mailbox-closed', true, { cause: error, message: response });
  return new IntegrationError('email', isOneMail ? 'deferred' : 'unavailable', true, { cause: error });
}
