import type { SessionId } from '@stageline/contracts';
import { SessionModel } from './sessions.model.ts';

/** How many seats a session of the current tenant has; null without a limit. In the caller's transaction where there is one. */
export async function seatLimitOf(sessionId: SessionId): Promise<number | null> {
  const row = await SessionModel.findOne({ _id: sessionId }, { capacity: 1 }).lean<{ capacity?: number | null }>();
  return row?.capacity ?? null;
}

/** Counts registrations that come or go without an event of their own, in the caller's transaction. */
export async function countRegistrations(sessionId: SessionId, by: number): Promise<void> {
  if (by !== 0) await SessionModel.updateOne({ _id: sessionId }, { $inc: { registered: by } });
}
