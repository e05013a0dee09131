import type { ReplayId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { findRows } from '@stageline/tenancy';
import { ReplayViewModel } from './replays.model.ts';
import type { WatchedSeconds } from './watched-seconds.ts';

export interface ReplayViewRow {
  readonly viewer: string;
  readonly seconds: WatchedSeconds;
  readonly lastAt: Date;
}

/** What viewers of the current tenant's replays have watched. */
export function createReplayViewsRepository() {
  return {
    /** Adds seconds to what a viewer has watched. Two tabs at once, a repetition and any order end in the same. */
    async add(
      { replayId, viewer }: { readonly replayId: ReplayId; readonly viewer: string },
      { seconds, positionMs, at }: { readonly seconds: WatchedSeconds; readonly positionMs: number; readonly at: Date },
    ): Promise<void> {
      const bits = Object.entries(seconds).map(([word, or]) => [`seconds.${word}`, { or }] as const);
      const change = {
        $setOnInsert: { _id: newId('rpv') },
        $set: { positionMs },
        $min: { firstAt: at },
        $max: { lastAt: at },
        ...(bits.length > 0 && { $bit: Object.fromEntries(bits) }),
      };
      await retryUpsert(() => ReplayViewModel.updateOne({ replayId, viewer }, change, { upsert: true }));
    },

    async positionOf(replayId: ReplayId, viewer: string): Promise<number | null> {
      const row = await ReplayViewModel.findOne({ replayId, viewer }, { _id: 0, positionMs: 1 }).lean<{
        positionMs: number;
      }>();
      return row?.positionMs ?? null;
    },

    /** The viewers who were there last. */
    latest: (replayId: ReplayId, limit: number): Promise<ReplayViewRow[]> =>
      findRows(
        ReplayViewModel,
        { replayId },
        { projection: { _id: 0, viewer: 1, seconds: 1, lastAt: 1 }, sort: { lastAt: -1 }, limit },
      ),

    async remove(replayId: ReplayId): Promise<void> {
      await ReplayViewModel.deleteMany({ replayId });
    },
  };
}
export type ReplayViewsRepository = ReturnType<typeof createReplayViewsRepository>;
