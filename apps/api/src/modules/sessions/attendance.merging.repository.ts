import type { PersonId } from '@stageline/contracts';
import { unionSeconds } from '@stageline/domain';
import { movable } from '@stageline/platform/mongo';
import { AttendanceModel } from './attendance.model.ts';

/** Intervals of attendance as they change people in a merge. */
export const mergingAttendance = movable(AttendanceModel, 'identity');

/** Seconds by masterclass that somebody has attended, by closed intervals; two that overlap count once. */
export async function attendedSeconds(identity: PersonId): Promise<Record<string, number>> {
  const rows = await AttendanceModel.find(
    { identity, role: 'attendee', leftAt: { $ne: null } },
    { _id: 0, sessionId: 1, joinedAt: 1, leftAt: 1 },
  ).lean<{ sessionId: string; joinedAt: Date; leftAt: Date }[]>();
  const bySession = Map.groupBy(rows, ({ sessionId }) => sessionId);
  return Object.fromEntries(
    [...bySession].map(([sessionId, intervals]) => [
      sessionId,
      unionSeconds(intervals.map(({ joinedAt: from, leftAt: to }) => ({ from, to }))),
    ]),
  );
}
