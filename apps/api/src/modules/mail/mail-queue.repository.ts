import type { MailId, MailTopic } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { MailMessageModel, type MailMessageRow } from './mail-message.model.ts';
import { toStored, type StoredMail } from './mail.repository.ts';

/** A mail that somebody is sending. */
export interface ClaimedMail extends StoredMail {
  /** Times that it was begun, this one included. */
  readonly attempts: number;
  /** How many of those are known to have failed; of one that is not, nobody knows whether it arrived. */
  readonly failures: number;
  readonly createdAt: Date;
}

const claimed = (row: MailMessageRow): ClaimedMail => ({
  ...toStored(row),
  attempts: row.attempts ?? 1,
  failures: row.failures ?? 0,
  createdAt: row.createdAt,
});

export interface DueQuery {
  readonly now: Date;
  readonly limit: number;
  readonly topics: readonly MailTopic[];
  /** Of a paused tenant: what is owed whatever happens. */
  readonly owedOnly: boolean;
}

/** The mails of the current tenant that wait to be handed over. */
export const mailQueueRepository = {
  /** Those whose time has come, the oldest first. */
  due: ({ now, limit, topics, owedOnly }: DueQuery): Promise<{ readonly _id: MailId }[]> =>
    findRows(
      MailMessageModel,
      {
        status: 'queued',
        dueAt: { $lte: now },
        topic: { $in: topics },
        ...(owedOnly && { isOwed: true }),
      },
      { projection: { _id: 1 }, sort: { _id: 1 }, limit },
    ),

  /**
   * Takes a mail for `until`, and notes that it was begun before it is: of one whose worker ends meanwhile it is known that it
   * may have arrived. @returns null where it is not there, was sent, or is being sent
   */
  async claim(id: MailId, now: Date, until: Date): Promise<ClaimedMail | null> {
    const row = await MailMessageModel.findOneAndUpdate(
      { _id: id, status: 'queued', $or: [{ attempts: 0 }, { dueAt: { $lte: now } }] },
      { $set: { dueAt: until }, $inc: { attempts: 1 } },
      { new: true },
    ).lean();
    return row === null ? null : claimed(row as unknown as MailMessageRow);
  },
  /** Gives a mail back that was not begun after all. */
  async unclaim(id: MailId, dueAt: Date): Promise<void> {
    await MailMessageModel.updateOne({ _id: id, status: 'queued' }, { $set: { dueAt }, $inc: { attempts: -1 } });
  },
  /** It did not work, and is tried again. */
  async failed(id: MailId, dueAt: Date): Promise<void> {
    await MailMessageModel.updateOne({ _id: id, status: 'queued' }, { $set: { dueAt }, $inc: { failures: 1 } });
  },
  /** Everything else to an address waits as long, so that it keeps its order. */
  async holdBack(address: string, dueAt: Date): Promise<void> {
    await MailMessageModel.updateMany({ 'to.address': address, status: 'queued', attempts: 0 }, { $max: { dueAt } });
  },
  /** Whether an older mail to the address waits that this one may not overtake. */
  async isBehind({ id, to, topic }: StoredMail): Promise<boolean> {
    const older = { 'to.address': to.address, status: 'queued', topic, _id: { $lt: id } };
    return (await MailMessageModel.exists(older)) !== null;
  },
};
