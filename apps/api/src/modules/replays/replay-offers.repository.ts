import type { OfferId, ReplayId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { ReplayOfferClickModel } from './replays.model.ts';

/** Who followed which offer out of the current tenant's replays. */
export function createReplayOffersRepository() {
  return {
    /** Once per viewer and offer, however often they follow it. */
    async addClick(
      {
        replayId,
        offerId,
        viewer,
      }: { readonly replayId: ReplayId; readonly offerId: OfferId; readonly viewer: string },
      clickedAt: Date,
    ): Promise<void> {
      const first = { $setOnInsert: { _id: newId('rpc'), clickedAt } };
      await retryUpsert(() => ReplayOfferClickModel.updateOne({ replayId, offerId, viewer }, first, { upsert: true }));
    },

    /** How many viewers followed each; one that nobody followed is not there. */
    async counts(replayId: ReplayId): Promise<Map<OfferId, number>> {
      const rows = await ReplayOfferClickModel.aggregate<{ _id: OfferId; viewers: number }>([
        { $match: { replayId } },
        { $group: { _id: '$offerId', viewers: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, viewers }) => [_id, viewers]));
    },

    async remove(replayId: ReplayId): Promise<void> {
      await ReplayOfferClickModel.deleteMany({ replayId });
    },
  };
}
export type ReplayOffersRepository = ReturnType<typeof createReplayOffersRepository>;
