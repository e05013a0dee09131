import type { PersonId, SessionId } from '@stageline/contracts';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { findRows } from '@stageline/tenancy';
import { AttendanceModel } from './attendance.model.ts';
import { SessionModel } from './sessions.model.ts';

/** One interval that somebody was in a room. */
export interface TimelineVisit {
  readonly _id: string;
  readonly sessionId: SessionId;
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
}

/** When one person of the current tenant was in a room, newest first. */
export const visitsOfPerson = (identity: PersonId, below: PageBound | null, limit: number): Promise<TimelineVisit[]> =>
  findRows(
    AttendanceModel,
    { identity, ...rowsBelow('joinedAt', below) },
    { projection: { sessionId: 1, joinedAt: 1, leftAt: 1 }, sort: { joinedAt: -1, _id: -1 }, limit },
  );

/** Titles by masterclass, of the current tenant; unknown ones are missing. */
export async function sessionTitles(ids: readonly SessionId[]): Promise<Map<SessionId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await SessionModel.find({ _id: { $in: [...ids] } }, { title: 1 }).lean<
    { _id: SessionId; title: string }[]
  >();
  return new Map(rows.map(({ _id, title }) => [_id, title]));
}
