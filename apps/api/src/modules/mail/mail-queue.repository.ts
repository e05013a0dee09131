import type { MailId, MailTopic } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { findRows } from '@stageline/tenancy';
import { MailMessageModel, type MailMessageRow } from './mail-message.model.ts';
import { toStored, type StoredMail } from './mail.repository.ts';

/** A mail that somebody is sending. */
export interface ClaimedMail extends StoredMail {
  /** Who has it: whoever lost it to another may not say what became of it. */
  readonly claim: string;
  /** Times that it was begun, this one included. */
  readonly attempts: number;
  /** How many of those are known to have failed; of one that is not, nobody knows whether it arrived. */
  readonly failures: number;
  readonly createdAt: Date;
  /** It went out before, and came back. */
  readonly cameBack: boolean;
}

const claimed = (row: MailMessageRow): ClaimedMail => ({
  ...toStored(row),
  claim: row.claim ?? '',
  attempts: row.attempts ?? 1,
  failures: row.failures ?? 0,
  createdAt: row.createdAt,
  cameBack: row.sentAt != null,
});

export interface DueQuery {
  readonly now: Date;
  readonly limit: number;
  readonly topics: readonly MailTopic[];
  /** Of a paused tenant: what is owed whatever happens. */
  readonly owedOnly: boolean;
}

/** What waits has a time, which the index of those that wait needs to hear. */
const WAITING = { status: 'queued', dueAt: { $exists: true } } as const;

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
      { $set: { dueAt: until, claim: newId('msd') }, $inc: { attempts: 1 } },
      { new: true },
    ).lean();
    return row === null ? null : claimed(row as unknown as MailMessageRow);
  },
  /** The same for several, in the order of their ids; those that somebody else has are left out. */
  async claimMany(ids: readonly MailId[], now: Date, until: Date): Promise<ClaimedMail[]> {
    const claim = newId('msd');
    const free = { _id: { $in: [...ids] }, status: 'queued', dueAt: { $lte: now } };
    await MailMessageModel.updateMany(free, { $set: { dueAt: until, claim }, $inc: { attempts: 1 } });
    const own = { _id: { $in: [...ids] }, claim, status: 'queued' };
    return (
      await findRows<MailMessageRow>(MailMessageModel, own, { projection: {}, sort: { _id: 1 }, limit: ids.length })
    ).map(claimed);
  },
  /** Gives mails back that were not begun after all. */
  async unclaim(mails: readonly ClaimedMail[], dueAt: Date): Promise<void> {
    const claims = { $in: mails.map(({ claim }) => claim) };
    const own = { _id: { $in: mails.map(({ id }) => id) }, claim: claims, status: 'queued' };
    await MailMessageModel.updateMany(own, { $set: { dueAt }, $unset: { claim: 1 }, $inc: { attempts: -1 } });
  },
  /** It may have worked, and is tried once more: the log says so. */
  async doubted({ id, claim }: ClaimedMail, detail: string, now: Date, dueAt: Date): Promise<void> {
    const own = { _id: id, claim, status: 'queued' };
    const $push = { history: { status: 'queued', at: now, detail } };
    await MailMessageModel.updateOne(own, { $set: { dueAt }, $unset: { claim: 1 }, $push });
  },
  /** It came back, and waits once more; whoever is sending it does not say any more what became of it. */
  async again(id: MailId, detail: string, now: Date, dueAt: Date): Promise<void> {
    const step = { status: 'queued', at: now, detail };
    const $set = { status: 'queued', dueAt };
    await MailMessageModel.updateOne(
      { _id: id, status: 'bounced' },
      { $set, $unset: { claim: 1 }, $inc: { failures: 1 }, $push: { history: step } },
    );
  },
  /** It did not work, and is tried again. */
  async failed({ id, claim }: ClaimedMail, dueAt: Date): Promise<void> {
    const own = { _id: id, claim, status: 'queued' };
    await MailMessageModel.updateOne(own, { $set: { dueAt }, $unset: { claim: 1 }, $inc: { failures: 1 } });
  },
  /** Takes a mail that the caller has for longer. @returns whether they have it still */
  async renew({ id, claim }: ClaimedMail, until: Date): Promise<boolean> {
    const own = { _id: id, claim, status: 'queued' };
    return (await MailMessageModel.updateOne(own, { $set: { dueAt: until } })).matchedCount > 0;
  },
  /** Takes those that the caller still has for longer. */
  async renewAll(mails: readonly ClaimedMail[], until: Date): Promise<void> {
    const claims = { $in: [...new Set(mails.map(({ claim }) => claim))] };
    const own = { _id: { $in: mails.map(({ id }) => id) }, claim: claims, status: 'queued' };
    await MailMessageModel.updateMany(own, { $set: { dueAt: until } });
  },
  /** What comes behind a mail to its address waits as long, so that it keeps its order. */
  async holdBack({ id, to }: StoredMail, dueAt: Date): Promise<void> {
    const behind = { 'to.address': to.address, ...WAITING, _id: { $gt: id } };
    await MailMessageModel.updateMany(behind, { $max: { dueAt } });
  },
  /** Whether an older mail to the address waits that this one may not overtake. */
  async isBehind({ id, to, topic }: StoredMail): Promise<boolean> {
    const older = { 'to.address': to.address, ...WAITING, topic, _id: { $lt: id } };
    return (await MailMessageModel.exists(older)) !== null;
  },
};
