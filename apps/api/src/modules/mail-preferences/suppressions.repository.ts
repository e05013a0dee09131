import type { MailTopic, SuppressionReason } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { MailSuppressionModel } from './mail-suppression.model.ts';

export interface Suppression {
  readonly hash: string;
  readonly topic: MailTopic;
  readonly reason: SuppressionReason;
  readonly at: Date;
}
const FIELDS = { _id: 0, hash: 1, topic: 1, reason: 1, at: 1 } as const;

/** Who gets no mail of what, in the current tenant. */
export const suppressionsRepository = {
  /** At most sixteen rows for each hash. */
  find: (hashes: readonly string[]): Promise<Suppression[]> =>
    MailSuppressionModel.find({ hash: { $in: [...hashes] } }, FIELDS).lean<Suppression[]>(),

  /** Writes what is not there yet; what is there keeps its time. */
  async add(hashes: readonly string[], topics: readonly MailTopic[], reason: SuppressionReason, at: Date) {
    for (const hash of hashes)
      for (const topic of topics)
        await retryUpsert(() =>
          MailSuppressionModel.updateOne(
            { hash, topic, reason },
            { $setOnInsert: { _id: newId('sup'), at } },
            { upsert: true },
          ),
        );
  },

  /** @returns how many rows are gone */
  async remove(hashes: readonly string[], topics: readonly MailTopic[], reasons: readonly SuppressionReason[]) {
    const filter = { hash: { $in: [...hashes] }, topic: { $in: [...topics] }, reason: { $in: [...reasons] } };
    return (await MailSuppressionModel.deleteMany(filter)).deletedCount;
  },
};
