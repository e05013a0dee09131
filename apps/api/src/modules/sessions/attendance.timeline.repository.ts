import type { PersonId, SessionId } from '@stageline/contracts';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { findRows } from '@stageline/tenancy';
import { AttendanceModel } from './attendance.model.ts';
import { SessionModel } from './sessions.model.ts';
import type { SessionRow } from './sessions.types.ts';

/** One interval that somebody was in a room. */
export interface TimelineVisit {
  readonly _id: string;
  readonly sessionId: SessionId;
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
}

type Planned = Pick<SessionRow, 'title' | 'startsAt' | 'endsAt' | 'startedAt' | 'endedAt'>;
/** As many as tell what somebody was in lately. */
const MOST_VISITS = 100;

/** How long a masterclass took, in milliseconds. */
export interface SessionSpan {
  readonly title: string;
  readonly startedAt: Date;
  readonly lengthMs: number;
}

/** When one person of the current tenant was in a room, newest first. */
export const visitsOfPerson = (identity: PersonId, below: PageBound | null, limit: number): Promise<TimelineVisit[]> =>
  findRows(
    AttendanceModel,
    { identity, ...rowsBelow('joinedAt', below) },
    { projection: { sessionId: 1, joinedAt: 1, leftAt: 1 }, sort: { joinedAt: -1, _id: -1 }, limit },
  );

/** When these people of the current tenant were in rooms, in no order. */
export const visitsOfPeople = (
  people: readonly PersonId[],
): Promise<(TimelineVisit & { readonly identity: PersonId })[]> =>
  AttendanceModel.find({ identity: { $in: [...people] } }, { identity: 1, sessionId: 1, joinedAt: 1, leftAt: 1 }).lean<
    (TimelineVisit & { identity: PersonId })[]
  >();

/** When these people of the current tenant were in the room of a masterclass; whoever was not is missing. */
export async function sessionVisits(
  sessionId: SessionId,
  people: readonly PersonId[],
): Promise<Map<PersonId, { readonly from: Date; readonly to: Date | null }[]>> {
  const rows = await AttendanceModel.find(
    { sessionId, role: 'attendee', identity: { $in: [...people] } },
    { _id: 0, identity: 1, joinedAt: 1, leftAt: 1 },
  ).lean<{ identity: PersonId; joinedAt: Date; leftAt: Date | null }[]>();
  const visits = new Map<PersonId, { from: Date; to: Date | null }[]>();
  for (const { identity, joinedAt: from, leftAt: to } of rows)
    visits.set(identity, [...(visits.get(identity) ?? []), { from, to }]);
  return visits;
}

/** Masterclasses that somebody was in, the newest first. */
export async function sessionsOfPerson(identity: PersonId): Promise<SessionId[]> {
  const visits = await visitsOfPerson(identity, null, MOST_VISITS);
  return [...new Set(visits.map(({ sessionId }) => sessionId))];
}

/** Everybody who was in a room of the current tenant as a guest. */
export const attendeesOf = (sessionId: SessionId): Promise<PersonId[]> =>
  AttendanceModel.distinct('identity', { sessionId, role: 'attendee' }) as unknown as Promise<PersonId[]>;

/** When masterclasses of the current tenant began and ended, and what they are called; unknown ones are missing. */
export async function sessionSpans(ids: readonly SessionId[]): Promise<Map<SessionId, SessionSpan>> {
  if (ids.length === 0) return new Map();
  const fields = { title: 1, startsAt: 1, endsAt: 1, startedAt: 1, endedAt: 1 };
  const rows = await SessionModel.find({ _id: { $in: [...ids] } }, fields).lean<(Planned & { _id: SessionId })[]>();
  return new Map(rows.map(({ _id, ...row }) => [_id, spanOf(row)]));
}
/** Until it has ended, a masterclass is as long as it was planned to be. */
function spanOf({ title, startsAt, endsAt, startedAt, endedAt }: Planned): SessionSpan {
  const isOver = startedAt !== null && endedAt !== null;
  const [from, to] = isOver ? [startedAt, endedAt] : [startsAt, endsAt];
  return { title, startedAt: startedAt ?? startsAt, lengthMs: to.getTime() - from.getTime() };
}

/** Titles by masterclass, of the current tenant; unknown ones are missing. */
export async function sessionTitles(ids: readonly SessionId[]): Promise<Map<SessionId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await SessionModel.find({ _id: { $in: [...ids] } }, { title: 1 }).lean<
    { _id: SessionId; title: string }[]
  >();
  return new Map(rows.map(({ _id, title }) => [_id, title]));
}
