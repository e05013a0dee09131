import { canStop, type MailStop } from '@stageline/contracts';
import {
  IntegrationError,
  parseMailbox,
  type DkimKey,
  type EmailMessage,
  type EmailPort,
} from '@stageline/integrations/email';
import type { SmsPort } from '@stageline/integrations/sms';
import type { Logger } from '@stageline/platform';
import type { MailPreferencesService } from '../mail-preferences/index.ts';
import type { StoredMail } from './mail.repository.ts';

export interface HandOverDeps {
  readonly email: EmailPort;
  /** Null where this platform sends no short messages. */
  readonly sms: SmsPort | null;
  readonly preferences: Pick<MailPreferencesService, 'stopsFor'>;
  /** Signs mail from the platform's address; null where nobody does, or the mail server. */
  readonly dkim?: DkimKey | null;
  /** What vouches for mail of a site's own sender (B-14). */
  readonly senders?: {
    /** Null where nothing does any more. */
    keyFor(address: string): Promise<DkimKey | null>;
  };
  /** `Name <address>` or an address: the platform's, which also stands in the envelope, so that bounces come to it. */
  readonly fromAddress: string;
  /** Who reads there stops what the subject of a mail to it names (RFC 2369); null where nobody does. */
  readonly unsubscribeMailbox?: string | null;
  /** The HTML of a mail with its links marked, where they are measured; without it nothing is. */
  readonly measured?: (mail: StoredMail) => Promise<string>;
  readonly logger: Logger;
}

/** How an attempt ended. `away`: the mail server is; `deferred`: it takes this one mail later, perhaps; `uncertain`: nobody knows. */
export type Outcome =
  | { readonly kind: 'sent' | 'away' | 'uncertain' }
  /** With what the mail server says of the reader's mailbox, where that is why. */
  | { readonly kind: 'deferred'; readonly detail?: string }
  | { readonly kind: 'rejected'; readonly detail?: string }
  /** The address does not exist. */
  | { readonly kind: 'bounced'; readonly detail: string }
  | { readonly kind: 'suppressed'; readonly detail: MailStop };

export interface HandOver {
  /** Why mails may not go out, in their order; what the team is owed always may. */
  stopsFor(mails: readonly StoredMail[]): Promise<(MailStop | null)[]>;
  /** Hands one mail to the transport, where nothing stops it. */
  one(mail: StoredMail, stop: MailStop | null): Promise<Outcome>;
}

export function createHandOver(deps: HandOverDeps): HandOver {
  const { email, logger } = deps;
  const { address: platformAddress } = parseMailbox(deps.fromAddress);

  /** Mail of a sender whose domain vouches for it no more comes from the platform. */
  async function signed({ from }: StoredMail): Promise<Pick<EmailMessage, 'from' | 'dkim' | 'returnPath'>> {
    const own = from.address === platformAddress ? null : ((await deps.senders?.keyFor(from.address)) ?? null);
    if (own !== null) return { from, dkim: own, returnPath: platformAddress };
    const { dkim = null } = deps;
    return { from: { ...from, address: platformAddress }, ...(dkim !== null && { dkim }) };
  }

  async function transport(mail: StoredMail): Promise<void> {
    if (mail.channel === 'email')
      return email.deliver(toMessage(await marked(mail, deps), await signed(mail), deps.unsubscribeMailbox));
    if (deps.sms === null) throw new IntegrationError('sms', 'rejected', false);
    await deps.sms.deliver({ id: mail.id, to: mail.to.address, text: mail.text });
  }

  async function one(mail: StoredMail, stop: MailStop | null): Promise<Outcome> {
    // RFC 2606: no such host will ever be; the platform's own test sites have their addresses there.
    if (mail.to.address.endsWith('.invalid')) return { kind: 'rejected' };
    // A number has no preferences, but what comes too late is of no use to it either.
    if (stop !== null && (mail.channel === 'email' || stop === 'expired')) return { kind: 'suppressed', detail: stop };
    try {
      await transport(mail);
      return { kind: 'sent' };
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      const { code } = error;
      if (code === 'mailbox-closed') return { kind: 'deferred', detail: error.message };
      if (error.retryable) return { kind: code === 'deferred' || code === 'uncertain' ? code : 'away' };
      // Trying again would change nothing.
      logger.warn({ err: error, mailId: mail.id }, 'mail rejected');
      return code === 'no-such-mailbox' ? { kind: 'bounced', detail: error.message } : { kind: 'rejected' };
    }
  }
  return {
    one,
    async stopsFor(mails) {
      const stoppable = mails.filter(isStoppable);
      const asked = stoppable.map(({ to, personId, topic }) => ({ address: to.address, personId, topic }));
      const stops = asked.length === 0 ? [] : await deps.preferences.stopsFor(asked);
      const byId = new Map(stoppable.map(({ id }, at) => [id, stops[at] ?? null]));
      return mails.map(({ id }) => byId.get(id) ?? null);
    },
  };
}

/** A bounce may not lock a member of the team out: links to log in, invitations and the like go out all the same. */
const isStoppable = ({ personId, topic }: StoredMail): boolean => personId !== null || canStop(topic);

/** What is measured is decided when a mail goes out, and the copy that is kept has the addresses that were meant. */
const marked = async (mail: StoredMail, { measured }: HandOverDeps): Promise<StoredMail> =>
  measured === undefined ? mail : { ...mail, html: await measured(mail) };

function toMessage(
  mail: StoredMail,
  signed: Pick<EmailMessage, 'from' | 'dkim' | 'returnPath'>,
  mailbox: string | null = null,
): EmailMessage {
  const { id, to, replyTo, subject, html, text, attachments, unsubscribeUrl: url } = mail;
  const unsubscribe = url === null ? {} : { unsubscribe: { url, ...(mailbox !== null && { mailbox }) } };
  return {
    id,
    ...signed,
    to,
    subject,
    html,
    text,
    ...(attachments !== undefined && { attachments }),
    ...(replyTo !== null && { replyTo }),
    ...unsubscribe,
  };
}
