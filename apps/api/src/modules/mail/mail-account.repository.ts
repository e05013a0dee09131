import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { isDuplicateKey } from '@stageline/tenancy';
import { MailAccountModel } from './mail-account.model.ts';

const KEY = { key: 'sending' } as const;
const EPOCH = new Date(0);

/** How many mails were handed over in the running hour and day. */
export interface Sent {
  readonly hour: number;
  readonly day: number;
}
const namesOf = (now: Date) => ({ hour: now.toISOString().slice(0, 13), day: now.toISOString().slice(0, 10) });

/** What the current tenant has sent, and who sends for it. */
export const mailAccountRepository = {
  /** @returns what the caller, who sends for the tenant until then, gives back; null where another sends */
  async lease(now: Date, until: Date): Promise<string | null> {
    const owner = newId('msd');
    try {
      const taken = await retryUpsert(() =>
        MailAccountModel.updateOne(
          { ...KEY, leaseUntil: { $lte: now } },
          { $set: { leaseUntil: until, leaseOwner: owner }, $setOnInsert: { _id: newId('msd') } },
          { upsert: true },
        ),
      );
      return taken.matchedCount + taken.upsertedCount > 0 ? owner : null;
    } catch (error) {
      // It is there, and another has it.
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  },
  /** @returns false where the turn was lost to another */
  async renew(owner: string, until: Date): Promise<boolean> {
    const own = { ...KEY, leaseOwner: owner };
    return (await MailAccountModel.updateOne(own, { $set: { leaseUntil: until } })).matchedCount > 0;
  },
  async release(owner: string): Promise<void> {
    await MailAccountModel.updateOne({ ...KEY, leaseOwner: owner }, { $set: { leaseUntil: EPOCH } });
  },

  async sent(now: Date): Promise<Sent> {
    const row = await MailAccountModel.findOne(KEY, { hour: 1, hourCount: 1, day: 1, dayCount: 1 }).lean();
    const { hour, day } = namesOf(now);
    return {
      hour: row?.hour === hour ? (row.hourCount ?? 0) : 0,
      day: row?.day === day ? (row.dayCount ?? 0) : 0,
    };
  },
  async count(by: number, now: Date): Promise<void> {
    const { hour, day } = namesOf(now);
    await retryUpsert(() =>
      MailAccountModel.updateOne(KEY, { $setOnInsert: { _id: newId('msd'), leaseUntil: EPOCH } }, { upsert: true }),
    );
    // Whoever comes first in an hour begins its count; two who come first at once do it once.
    await MailAccountModel.updateOne({ ...KEY, day: { $ne: day } }, { $set: { day, dayCount: 0 } });
    await MailAccountModel.updateOne({ ...KEY, hour: { $ne: hour } }, { $set: { hour, hourCount: 0 } });
    await MailAccountModel.updateOne(KEY, { $inc: { hourCount: by, dayCount: by } });
  },
};
