import type { ReactionCounts, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { ReactionCurveModel } from './reactions.model.ts';

/** How often each reaction was sent within a step. */
export interface ReactionStep {
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  readonly counts: ReactionCounts;
}

/** Reads and writes of the reactions of masterclasses that have ended; every call runs in the current tenant. */
export function createReactionsRepository() {
  return {
    /** Null where nothing was kept. */
    async find(sessionId: SessionId): Promise<readonly ReactionStep[] | null> {
      const row = await ReactionCurveModel.findOne({ sessionId }, { _id: 0, steps: 1 }).lean<{
        steps: ReactionStep[];
      }>();
      return row?.steps ?? null;
    },

    /** In the place of what was kept before. */
    async keep(sessionId: SessionId, steps: readonly ReactionStep[]): Promise<void> {
      const fields = { $set: { steps: [...steps] }, $setOnInsert: { _id: newId('rct') } };
      await retryUpsert(() => ReactionCurveModel.updateOne({ sessionId }, fields, { upsert: true }));
    },
  };
}
export type ReactionsRepository = ReturnType<typeof createReactionsRepository>;
