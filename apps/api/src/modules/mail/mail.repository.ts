import type { MailId, MailStatus, MailStop, MailTopic, PersonId, TenantId } from '@stageline/contracts';
import type { Attachment, EmailMessage, Mailbox } from '@stageline/integrations/email';
import { bulkInsert } from '@stageline/tenancy';
import { MailMessageModel, type MailMessageRow } from './mail-message.model.ts';

export interface StoredMail extends Omit<EmailMessage, 'id' | 'replyTo' | 'unsubscribe'> {
  readonly id: MailId;
  readonly replyTo: Mailbox | null;
  readonly channel: 'email' | 'sms';
  readonly topic: MailTopic;
  readonly personId: PersonId | null;
  /** Null where its reader cannot stop it. */
  readonly unsubscribeUrl: string | null;
  /** After it the mail is not sent any more; null where it is of use whenever it comes. */
  readonly uselessAt: Date | null;
  readonly status: MailStatus;
}

/** A mail that somebody has. */
interface Claim {
  readonly id: MailId;
  readonly claim: string;
}

export interface NewMail extends StoredMail {
  readonly key: string;
  readonly isOwed: boolean;
  /** When it is sent by the rounds, should nobody have sent it before. */
  readonly dueAt: Date;
}

/** A mail as the mailbox lists it. */
export interface KeptMail {
  readonly id: MailId;
  readonly tenantId: TenantId;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly channel: 'email' | 'sms';
  readonly subject: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

/** A mailbox as it is stored; its name may be missing. */
export const toMailbox = ({ name, address }: MailMessageRow['from']): Mailbox =>
  name == null ? { address } : { name, address };

/** A mail as it is stored. */
export function toStored(row: MailMessageRow): StoredMail {
  const id = row._id as MailId;
  const { from, to, replyTo, subject, html, text, status } = row;
  const mailboxes = { from: toMailbox(from), to: toMailbox(to), replyTo: replyTo ? toMailbox(replyTo) : null };
  // Rows of before there were short messages have no channel, those of before there were topics have none.
  const { channel = 'email', topic = 'necessary' } = row;
  const personId = (row.personId ?? null) as PersonId | null;
  const unsubscribeUrl = row.unsubscribeUrl ?? null;
  const uselessAt = row.uselessAt ?? null;
  const files = row.attachments == null ? {} : { attachments: row.attachments.map(toAttachment) };
  return {
    id,
    ...mailboxes,
    ...files,
    channel,
    topic,
    personId,
    unsubscribeUrl,
    uselessAt,
    subject,
    html,
    text,
    status,
  };
}

/** What is heard later about a mail weighs more. */
const WEIGHTS: readonly MailStatus[] = [
  'queued',
  'suppressed',
  'sent',
  'rejected',
  'delivered',
  'bounced',
  'complained',
];
const MAX_HISTORY = 30;

const toAttachment = ({ filename, contentType, content }: Attachment): Attachment => ({
  filename,
  contentType,
  content,
});

/** Reads and writes the mail of the current tenant. */
export const mailRepository = {
  async findIdByKey(key: string): Promise<MailId | null> {
    const row = await MailMessageModel.findOne({ key }, { _id: 1 }).lean();
    return (row?._id as MailId | undefined) ?? null;
  },
  async insert(mail: NewMail, now: Date): Promise<void> {
    const { id, replyTo, personId, unsubscribeUrl, uselessAt, isOwed, ...rest } = mail;
    const row = {
      _id: id,
      ...rest,
      ...(replyTo === null ? {} : { replyTo }),
      ...(personId === null ? {} : { personId }),
      ...(uselessAt === null ? {} : { uselessAt }),
      ...(isOwed && { isOwed }),
      attempts: 0,
      ...(unsubscribeUrl === null ? {} : { unsubscribeUrl }),
      history: [{ status: rest.status, at: now }],
      kept: false,
      createdAt: now,
      sentAt: null,
    };
    await bulkInsert(MailMessageModel, [row as never]);
  },
  async find(id: MailId): Promise<StoredMail | null> {
    const row = await MailMessageModel.findOne({ _id: id }).lean();
    return row === null ? null : toStored(row);
  },
  /**
   * Says what became of a mail that its sender has. What was heard of it meanwhile stays, and what another took is theirs.
   * @param detail why, where that is known
   * @returns whether nothing else had become of it
   */
  async close(
    mail: Claim,
    status: 'sent' | 'rejected' | 'bounced' | 'suppressed',
    now: Date,
    detail?: string,
  ): Promise<boolean> {
    const sentAt = status === 'suppressed' ? null : now;
    const step = { status, at: now, ...(detail !== undefined && { detail }) };
    const own = { _id: mail.id, claim: mail.claim };
    const change = { $unset: { dueAt: 1 }, $push: { history: step } };
    const ended = { ...change, $set: { status, sentAt } };
    if ((await MailMessageModel.updateOne({ ...own, status: 'queued' }, ended)).matchedCount > 0) return true;
    await MailMessageModel.updateOne({ ...own, status: { $ne: 'queued' } }, { ...change, $set: { sentAt } });
    return false;
  },
  /** Closes those that wait and that nobody is sending. */
  async withdraw(keys: readonly string[], now: Date): Promise<void> {
    // A claim that has run out is none.
    const free = { key: { $in: [...keys] }, status: 'queued', $or: [{ claim: null }, { dueAt: { $lte: now } }] };
    const step = { status: 'suppressed', at: now, detail: 'withdrawn' satisfies MailStop };
    const $unset = { dueAt: 1, claim: 1 };
    await MailMessageModel.updateMany(free, { $set: { status: 'suppressed' }, $unset, $push: { history: step } });
  },
  /** The other side told us what became of a mail. The weightier news stays, in whichever order it comes. */
  async heard(id: MailId, status: MailStatus, at: Date, detail?: string): Promise<void> {
    const step = { status, at, ...(detail !== undefined && { detail }) };
    const $push = { history: { $each: [step], $slice: -MAX_HISTORY } };
    const lighter = WEIGHTS.slice(0, WEIGHTS.indexOf(status));
    const { matchedCount } = await MailMessageModel.updateOne(
      { _id: id, status: { $in: lighter } },
      { $set: { status }, $unset: { dueAt: 1 }, $push },
    );
    if (matchedCount === 0) await MailMessageModel.updateOne({ _id: id }, { $push });
  },
  async keep(id: MailId): Promise<void> {
    await MailMessageModel.updateOne({ _id: id }, { $set: { kept: true } });
  },
};
