import {
  AttendanceJoined,
  AttendanceLeft,
  AttendanceSettled,
  ProblemError,
  type PersonId,
  type SessionId,
  type sessions,
  type SfuReport,
} from '@stageline/contracts';
import { CURVE_STEP_SECONDS, unionSeconds, viewerCurve } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { z } from 'zod';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { AttendanceRepository, AttendanceRow } from './attendance.repository.ts';
import type { RoomChannel } from './room-channel.ts';
import type { SessionsRepository } from './sessions.repository.ts';

export interface AttendanceServiceDeps {
  readonly repository: AttendanceRepository;
  readonly sessions: SessionsRepository;
  readonly leads: {
    recordAttendance(personId: PersonId, sessionId: SessionId, seconds: number): Promise<void>;
    namesOf(personIds: readonly PersonId[]): Promise<Map<PersonId, string>>;
    /** Who somebody is by now. */
    personOf(personId: PersonId): Promise<PersonId>;
  };
  readonly room: RoomChannel;
  readonly hints: Hints;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Attendees whom a report concerns. */
export interface Moved {
  readonly joined: readonly PersonId[];
  readonly left: readonly PersonId[];
}

type AttendanceList = z.output<typeof sessions.listAttendance.response>;
type CurveView = z.output<typeof sessions.viewerCurve.response>;

/**
 * Attendance of the current tenant's sessions, from what the sfu reports; the clock is the server's (C-07). It is time in a room
 * that is live, in the audience or on the stage: of attendees the sfu says nothing before, wherever they are (apps/sfu, `Room`).
 */
export function createAttendanceService(deps: AttendanceServiceDeps) {
  const { repository, sessions, leads, room, hints, unitOfWork, clock } = deps;

  const secondsOf = (rows: readonly AttendanceRow[], now: Date) =>
    unionSeconds(rows.map(({ joinedAt, leftAt }) => ({ from: joinedAt, to: leftAt ?? now })));

  /**
   * Writes one person's total to their lead. Open intervals do not count yet, so the total only grows.
   * @returns whether none of their connections is left
   */
  async function recordTotal(sessionId: SessionId, personId: PersonId): Promise<boolean> {
    const intervals = await repository.intervals(sessionId, personId);
    const closed = intervals.filter(({ leftAt }) => leftAt !== null);
    await leads.recordAttendance(personId, sessionId, secondsOf(closed, clock.now()));
    return closed.length === intervals.length;
  }

  /** Writes the totals of those who left, and tells of them and of those who came: again after a crash, so at least once. */
  async function tell(sessionId: SessionId, joined: Iterable<PersonId>, left: Iterable<PersonId>): Promise<void> {
    const gone: PersonId[] = [];
    for (const personId of left) if (await recordTotal(sessionId, personId)) gone.push(personId);
    const came = [...joined];
    if (came.length + gone.length === 0) return;
    await unitOfWork.run(async (tx) => {
      if (came.length > 0) tx.record(AttendanceJoined, { sessionId, personIds: came });
      if (gone.length > 0) tx.record(AttendanceLeft, { sessionId, personIds: gone });
    });
  }

  /** Counts who is there and tells it, if it changed. */
  async function recount(sessionId: SessionId): Promise<void> {
    const audience = await repository.audience(sessionId);
    if (!(await sessions.setAudience(sessionId, audience))) return;
    const tenantId = currentTenantId();
    room.viewers(tenantId, sessionId, audience.viewers);
    hints.send([appRooms.hosts(tenantId)], 'session', sessionId);
  }

  return {
    /**
     * Takes one report into the intervals; safe to repeat, in any order.
     * @returns the attendees whose interval was opened or closed
     */
    async apply(report: SfuReport): Promise<Moved> {
      const at = new Date(report.at);
      if (report.type === 'room-alive') {
        await repository.seen(report.sessionId, report.connectionIds, at);
        const left = await repository.closeSilent(report.sessionId, at, report.nodeId, report.connectionIds);
        return { joined: [], left };
      }
      if (report.type !== 'peer-joined' && report.type !== 'peer-left') return { joined: [], left: [] };
      // A ticket carries who they were when it was given out; since then they may have become part of somebody else.
      const identity = report.role === 'attendee' ? await leads.personOf(report.identity as PersonId) : report.identity;
      const who = report.role === 'attendee' ? [identity as PersonId] : [];
      const connection = { ...connectionOf(report), identity };
      if (report.type === 'peer-joined') {
        await repository.joined(connection, at);
        return { joined: who, left: [] };
      }
      await repository.left(connection, at);
      return { joined: [], left: who };
    },

    /** After reports about a session: the totals of those who left, who came and went, and the viewers. */
    async settle(sessionId: SessionId, joined: ReadonlySet<PersonId>, left: ReadonlySet<PersonId>): Promise<void> {
      await tell(sessionId, joined, left);
      await recount(sessionId);
    },

    /** Closes what an sfu that fell silent left open, each interval at its last word. */
    async closeSilentSince(sessionId: SessionId, before: Date): Promise<void> {
      const gone = await repository.closeSilent(sessionId, before);
      await tell(sessionId, [], new Set(gone));
      await recount(sessionId);
    },

    /** The end of a session: nothing stays open, every total is written, and then it is told. */
    async finish(sessionId: SessionId, at: Date): Promise<void> {
      await repository.closeAll(sessionId, at);
      for (const [personId, rows] of byPerson(await repository.intervals(sessionId))) {
        await leads.recordAttendance(personId, sessionId, secondsOf(rows, at));
      }
      await unitOfWork.run(async (tx) => void tx.record(AttendanceSettled, { sessionId }));
      await recount(sessionId);
    },

    /** Who attended and for how long, the longest first. @throws ProblemError `not-found` */
    async list(sessionId: SessionId): Promise<AttendanceList> {
      if ((await sessions.find(sessionId)) === null) throw new ProblemError('not-found');
      const people = byPerson(await repository.intervals(sessionId));
      const names = await leads.namesOf([...people.keys()]);
      const now = clock.now();
      const items = [...people].map(([personId, rows]) => ({
        name: names.get(personId) ?? 'Unknown',
        seconds: secondsOf(rows, now),
        firstJoinedAt: new Date(Math.min(...rows.map(({ joinedAt }) => joinedAt.getTime()))).toISOString(),
        present: rows.some(({ leftAt }) => leftAt === null),
      }));
      return { items: items.sort((a, b) => b.seconds - a.seconds || a.name.localeCompare(b.name)) };
    },

    /** How many were there at once, from going live until the end or until now (G-06). @throws ProblemError `not-found` */
    async curve(sessionId: SessionId): Promise<CurveView> {
      const session = await sessions.find(sessionId);
      if (session === null) throw new ProblemError('not-found');
      const { startedAt: from, endedAt } = session;
      if (from === null) return NO_CURVE;
      const now = clock.now();
      const rows = await repository.intervals(sessionId);
      const stays = rows.map(({ identity, joinedAt, leftAt }) => ({ identity, from: joinedAt, to: leftAt ?? now }));
      const { peak, drops, counts, ...numbers } = viewerCurve(stays, { from, to: endedAt ?? now });
      return {
        ...numbers,
        from: from.toISOString(),
        counts: [...counts],
        peak: peak && { ...peak, at: peak.at.toISOString() },
        drops: drops.map((drop) => ({ ...drop, at: drop.at.toISOString() })),
      };
    },
  };
}
export type AttendanceService = ReturnType<typeof createAttendanceService>;

const NO_CURVE: CurveView = {
  from: null,
  stepSeconds: CURVE_STEP_SECONDS,
  counts: [],
  peak: null,
  average: 0,
  unique: 0,
  drops: [],
};

type PeerReport = Extract<SfuReport, { type: 'peer-joined' | 'peer-left' }>;
const connectionOf = ({ sessionId, identity, role, connectionId, nodeId }: PeerReport) => ({
  sessionId,
  identity,
  role,
  connectionId,
  nodeId,
});

function byPerson(rows: readonly AttendanceRow[]): Map<PersonId, AttendanceRow[]> {
  const people = new Map<PersonId, AttendanceRow[]>();
  for (const row of rows) people.set(row.identity, [...(people.get(row.identity) ?? []), row]);
  return people;
}
