import type { PersonId } from '@stageline/contracts';
import { AttendanceModel } from './attendance.model.ts';
import { SessionModel } from './sessions.model.ts';

/** How long after its beginning a masterclass is still the one of this day. */
const THIS_DAY_MS = 18 * 3_600_000;

/** Somebody whom the media server saw in a room. */
export interface Attendee {
  readonly personId: PersonId;
  readonly at: Date;
}

/** Who came to masterclasses of the current tenant last, once for each, the newest first. @param limit of connections read */
export async function recentAttendees(limit: number): Promise<Attendee[]> {
  const rows = await AttendanceModel.find({ role: 'attendee' }, { _id: 0, sessionId: 1, identity: 1, joinedAt: 1 })
    .sort({ joinedAt: -1 })
    .limit(limit)
    .lean<{ sessionId: string; identity: PersonId; joinedAt: Date }[]>();
  // Of several connections to one room the first is when they came.
  return [
    ...new Map(
      rows.map(({ sessionId, identity, joinedAt }) => [
        `${sessionId} ${identity}`,
        { personId: identity, at: joinedAt },
      ]),
    ).values(),
  ];
}

/** Who was in the masterclass that began last, if that is not longer ago than this day. */
export interface DayAudience {
  readonly startedAt: Date;
  readonly timeZone: string;
  readonly personIds: readonly PersonId[];
}

/** The audience of the current tenant's masterclass of this day; null without one. */
export async function audienceOfTheDay(now: Date): Promise<DayAudience | null> {
  const begun = { startedAt: { $gt: new Date(now.getTime() - THIS_DAY_MS), $lte: now } };
  const session = await SessionModel.findOne(begun, { startedAt: 1, timeZone: 1 })
    .sort({ startedAt: -1 })
    .lean<{ _id: string; startedAt: Date; timeZone: string }>();
  if (session === null) return null;
  const { _id: sessionId, startedAt, timeZone } = session;
  const personIds = await AttendanceModel.distinct('identity', { sessionId, role: 'attendee' });
  return { startedAt, timeZone, personIds: personIds as PersonId[] };
}
