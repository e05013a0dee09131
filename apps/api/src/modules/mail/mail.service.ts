import { canStop, MailOwed, MailQueued, type MailId, type MailTopic, type PersonId } from '@stageline/contracts';
import { parseMailbox, type Attachment } from '@stageline/integrations/email';
import type { SmsPort } from '@stageline/integrations/sms';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { escapeHtml } from '@stageline/domain';
import type { MailPreferencesService } from '../mail-preferences/index.ts';
import type { SiteFacts } from '../site/index.ts';
import { findKeptMail, listKeptMail, type MailboxQuery } from './mail.cross-tenant.repository.ts';
import type { Sending } from './sending.service.ts';
import { withUnsubscribeLink } from './unsubscribe-part.ts';
import { mailRepository, type KeptMail, type StoredMail } from './mail.repository.ts';

/** The address of its own that mail of the current tenant comes from (B-14). */
export interface OwnSender {
  /** Null where it has none that works now. */
  address(): Promise<string | null>;
}

export interface MailServiceDeps {
  readonly sending: Pick<Sending, 'sendNow'>;
  /** Null where this platform sends no short messages. */
  readonly sms: SmsPort | null;
  /** `Name <address>` or an address: where every site's mail comes from. The name in front of it is the promoter's. */
  readonly fromAddress: string;
  /** Name and contact of the current tenant's promoter. */
  readonly siteFacts: () => Promise<Pick<SiteFacts, 'promoterName' | 'contactEmail' | 'url'>>;
  readonly preferences: Pick<MailPreferencesService, 'tokenFor'>;
  /** The site's own sender; the platform's address where it is left out. */
  readonly senders?: OwnSender;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A mail in the name of the current tenant's site, with both parts complete. */
export interface OutgoingMail {
  readonly to: string;
  readonly toName?: string;
  /** Whose name it comes in; the site's when it is left out. */
  readonly fromName?: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Files that go along with it. */
  readonly attachments?: readonly Attachment[];
  /** What it is about; what its reader is owed when it is left out. */
  readonly topic?: MailTopic;
  /** Set for a mail to one of the site's own people; it stands in their timeline. */
  readonly personId?: PersonId;
  /** It goes out for a suspended site, too: what its owner is owed whatever happens. */
  readonly isOwed?: true;
  /** After it the mail is of no use: should its turn come later, it is not sent. */
  readonly uselessAt?: Date;
  /** A second mail of the tenant with the same key is the same mail. Needed only outside a subscriber's transaction. */
  readonly idempotencyKey?: string;
}

/** A short message; `to` is a number in E.164. */
export type OutgoingSms = Pick<OutgoingMail, 'to' | 'text'> & { readonly uselessAt?: Date | null };

export interface MailService {
  /**
   * Takes a mail, within the caller's transaction where there is one: it goes out when and only when that commits.
   * @returns the mail's id; the first one's where the key is known
   */
  send(mail: OutgoingMail): Promise<MailId>;
  /**
   * Takes a short message as `send` takes a mail; null where this platform sends none.
   * @param to E.164
   */
  readonly sendSms: ((message: OutgoingSms) => Promise<MailId>) | null;
  /**
   * Hands a taken mail to the transport; a mail that went out is left alone, and one that cannot go now waits. At least once: a
   * crash between the hand-over and its record sends it again, with the same Message-ID, and that is noted.
   */
  deliver(id: MailId): Promise<void>;
  /**
   * Takes mails back that still wait, by their keys, within the caller's transaction where there is one. What went out or is being
   * sent is left alone. A key that was taken back is not free: a mail with it is not sent again.
   */
  withdraw(keys: readonly string[]): Promise<void>;
  /** The embedded mailbox over all tenants, newest first; for central administrators. */
  listKept(query: MailboxQuery): Promise<{ items: KeptMail[]; nextCursor: MailId | null }>;
  findKept(id: MailId): Promise<(KeptMail & { html: string; text: string }) | null>;
}

/** Sends mail in the name of sites. @throws Error when `fromAddress` is no address */
export function createMailService(deps: MailServiceDeps): MailService {
  const { unitOfWork, clock } = deps;
  const { address: fromAddress } = parseMailbox(deps.fromAddress);

  const dueAt = (waits: boolean) => new Date(clock.now().getTime() + (waits ? 0 : HEAD_START_MS));

  async function compose(id: MailId, mail: OutgoingMail): Promise<StoredMail> {
    const { promoterName, contactEmail, url } = await deps.siteFacts();
    const { topic = 'necessary', personId = null } = mail;
    const to = { address: mail.to, personId };
    // Mail to the team stays with the platform: whoever cannot be reached at the site's domain has to be able to log in.
    const ownAddress = personId === null ? null : ((await deps.senders?.address()) ?? null);
    const unsubscribeUrl = canStop(topic) ? `${url}/mails/${deps.preferences.tokenFor(to, topic)}` : null;
    return {
      id,
      channel: 'email',
      topic,
      personId,
      unsubscribeUrl,
      from: { name: oneLine(mail.fromName ?? promoterName), address: ownAddress ?? fromAddress },
      to: { address: mail.to, ...(mail.toName === undefined ? {} : { name: oneLine(mail.toName) }) },
      replyTo: contactEmail === null ? null : { address: contactEmail },
      subject: oneLine(mail.subject, MAX_SUBJECT),
      ...withUnsubscribeLink(mail, unsubscribeUrl),
      ...(mail.attachments !== undefined && { attachments: [...mail.attachments] }),
      uselessAt: mail.uselessAt ?? null,
      status: 'queued',
    };
  }

  async function takeSms({ to, text, uselessAt = null }: OutgoingSms): Promise<MailId> {
    const id = newId('mai');
    const { promoterName } = await deps.siteFacts();
    const from = { name: oneLine(promoterName), address: fromAddress };
    // The viewer lists it by its text; its page is the text and nothing else.
    const [subject, html] = [oneLine(text, MAX_SUBJECT), `<p>${escapeHtml(text)}</p>`];
    const row = { id, channel: 'sms', from, to: { address: to }, replyTo: null, subject, html, text } as const;
    return unitOfWork.run(async (tx) => {
      await mailRepository.insert(
        { ...row, ...OF_NO_TOPIC, uselessAt, status: 'queued', key: id, dueAt: dueAt(false) },
        clock.now(),
      );
      tx.record(MailQueued, { mailId: id });
      return id;
    });
  }

  return {
    sendSms: deps.sms === null ? null : takeSms,
    async send(mail) {
      const id = newId('mai');
      const stored = await compose(id, mail);
      return unitOfWork.run(async (tx) => {
        const key = mail.idempotencyKey ?? id;
        const known = mail.idempotencyKey === undefined ? null : await mailRepository.findIdByKey(key);
        if (known !== null) return known;
        const isOwed = mail.isOwed === true;
        const waits = canStop(stored.topic);
        await mailRepository.insert({ ...stored, key, isOwed, dueAt: dueAt(waits) }, clock.now());
        // Mails that wait for their turn are found by the rounds: ten thousand events would stand before everybody else's.
        if (!waits) tx.record(isOwed ? MailOwed : MailQueued, { mailId: id });
        return id;
      });
    },

    deliver: (id) => deps.sending.sendNow(id),

    withdraw: (keys) => mailRepository.withdraw(keys, clock.now()),
    listKept: listKeptMail,
    findKept: findKeptMail,
  };
}

/** A short message is owed, and goes to a number. */
const OF_NO_TOPIC = {
  topic: 'necessary',
  personId: null,
  unsubscribeUrl: null,
  isOwed: false,
} as const;

/** What is owed is sent by the event that tells of it; should that be late, the rounds take it. */
const HEAD_START_MS = 30_000;

/** What the port takes: a longer one would be refused, and the whole mail with it. */
const MAX_NAME = 200;
const MAX_SUBJECT = 500;

/** A person's or a site's text on its way into a header: one line, cut where it is too long, and never within a sign. */
function oneLine(text: string, most = MAX_NAME): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  if (line.length <= most) return line;
  return `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
