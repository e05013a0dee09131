import type { SessionId } from '@stageline/contracts';
import { SessionModel } from './sessions.model.ts';

/** The masterclasses of the current tenant that are over. */
export async function endedSessionIds(): Promise<ReadonlySet<SessionId>> {
  const rows = await SessionModel.find(
    { status: { $in: ['ended', 'closed'] }, startedAt: { $ne: null } },
    { _id: 1 },
  ).lean<{ _id: SessionId }[]>();
  return new Set(rows.map(({ _id }) => _id));
}

/** A masterclass that was held, or is on the air. */
export interface HeldSession {
  readonly id: SessionId;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** Masterclasses of the current tenant that were on the air after `since`, the latest first. */
export async function sessionsHeldSince(since: Date, limit: number): Promise<HeldSession[]> {
  const held = { startedAt: { $type: 'date' }, $or: [{ startedAt: { $gte: since } }, { endedAt: { $gte: since } }] };
  const rows = await SessionModel.find(held, { startedAt: 1, endedAt: 1 }).sort({ startsAt: -1 }).limit(limit).lean();
  return rows.map(({ _id, startedAt, endedAt }) => ({
    id: _id as SessionId,
    startedAt: startedAt!,
    endedAt: endedAt ?? null,
  }));
}
