import { IntegrationError } from '../kit/errors.ts';
import { createResilience } from '../kit/resilience.ts';
import { parseMessage } from './parse-message.ts';
import type { EmailMessage, EmailPort, Mailbox } from './port.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  /** Bound on each wait: for the connection, the greeting, and silence. */
  readonly timeoutMs?: number;
  /** How long a server that failed several times is left alone. */
  readonly breakForMs?: number;
}

/** Sends through an SMTP server; nodemailer builds the MIME message and keeps a few connections open. */
export async function createSmtpEmail(options: SmtpOptions): Promise<EmailPort> {
  const { createTransport } = await import('nodemailer');
  const timeoutMs = options.timeoutMs ?? 10_000;
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 5,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Parts are ours and complete: nothing may be read from a disk or fetched to build them.
    disableFileAccess: true,
    disableUrlAccess: true,
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
      const parsed = parseMessage(message);
      const deferred = await resilience.run(async () => {
        try {
          await transport.sendMail(toMime(parsed));
          return null;
        } catch (error) {
          const translated = translate(error);
          // The server works: it is no reason to try at once, nor to spare it other mail.
          if (translated.code === 'deferred') return translated;
          throw translated;
        }
      });
      if (deferred !== null) throw deferred;
    },
    close: async () => transport.close(),
  };
}

function toMime(message: EmailMessage) {
  const { id, from, to, replyTo, subject, html, text, attachments = [], unsubscribe, dkim } = message;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    messageId: `<${id}@${domain}>`,
    from: toAddress(from),
    to: toAddress(to),
    ...(replyTo === undefined ? {} : { replyTo: toAddress(replyTo) }),
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

/** A 5xx answer is final (RFC 5321, 4.2.1); a 4xx answer or no connection may be better next time. */
function translate(error: unknown): IntegrationError {
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  if (responseCode !== undefined && responseCode >= 500)
    return new IntegrationError('email', 'rejected', false, { cause: error });
  // Of a mail that it puts off the server has said so after it was named; what it says before is about itself.
  const isOneMail = responseCode !== undefined && responseCode !== 421 && command !== 'CONN';
  return new IntegrationError('email', isOneMail ? 'deferred' : 'unavailable', true, { cause: error });
}
