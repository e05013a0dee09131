import type { PersonId, SessionId } from '@stageline/contracts';
import { ReplayViewModel } from './replays.model.ts';
import { createReplaysRepository } from './replays.repository.ts';
import { countSeconds, secondsIn, type WatchedSeconds } from './watched-seconds.ts';

/**
 * The share of a masterclass's replay, 0 to 1, that these people of the current tenant have watched; whoever has not opened it is
 * missing, and so is everybody where there is none.
 */
export async function watchedShares(
  sessionId: SessionId,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, number>> {
  const replay = await createReplaysRepository().newestPublished([sessionId]);
  if (replay === null || replay.durationMs === null) return new Map();
  const whole = secondsIn(replay.durationMs);
  const rows = await ReplayViewModel.find(
    { replayId: replay._id, viewer: { $in: [...people] } },
    { _id: 0, viewer: 1, seconds: 1 },
  ).lean<{ viewer: string; seconds?: WatchedSeconds }[]>();
  return new Map(rows.map(({ viewer, seconds = {} }) => [viewer as PersonId, countSeconds(seconds) / whole]));
}
