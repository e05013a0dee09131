import type { MembershipId, PersonId, RoomRole, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { AttendanceModel } from './attendance.model.ts';

export interface AttendanceRow {
  readonly identity: PersonId;
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
  readonly lastSeenAt: Date;
}

/** A connection as an sfu names it. */
export interface PeerConnection {
  readonly sessionId: SessionId;
  readonly identity: PersonId | MembershipId;
  readonly role: RoomRole;
  readonly connectionId: string;
  readonly nodeId: string;
}

const INTERVAL_FIELDS = { _id: 0, identity: 1, joinedAt: 1, leftAt: 1, lastSeenAt: 1 } as const;

/**
 * Intervals of attendance of the current tenant. Every write may come twice and in any order: times only move outwards
 * (`$min`, `$max`), so the same set of reports always ends in the same interval.
 */
export function createAttendanceRepository() {
  const write = (peer: PeerConnection, at: Date, left: Date | null) => {
    const { connectionId, ...facts } = peer;
    const change = {
      $setOnInsert: { _id: newId('att'), ...facts },
      $min: { joinedAt: at },
      $max: { lastSeenAt: at, ...(left === null ? {} : { leftAt: left }) },
      ...(left === null ? {} : { $set: { presumed: false } }),
    };
    return retryUpsert(() => AttendanceModel.updateOne({ connectionId }, change, { upsert: true }));
  };

  return {
    /** The connection began, or was there already, at `at`. */
    async joined(peer: PeerConnection, at: Date): Promise<void> {
      await write(peer, at, null);
    },

    /** The connection ended at `at`, whether or not its beginning is known yet. */
    async left(peer: PeerConnection, at: Date): Promise<void> {
      await write(peer, at, at);
    },

    /** The sfu named these connections at `at`; those that were presumed gone before are open again. */
    async seen(sessionId: SessionId, connectionIds: readonly string[], at: Date): Promise<void> {
      const named = { sessionId, connectionId: { $in: [...connectionIds] } };
      await AttendanceModel.updateMany({ ...named, lastSeenAt: { $lt: at } }, { $max: { lastSeenAt: at } });
      await AttendanceModel.updateMany(
        { ...named, presumed: true, leftAt: { $lt: at } },
        { $set: { leftAt: null, presumed: false } },
      );
    },

    /**
     * Closes the open intervals that nobody has named since `before`, each at its last word.
     * @param nodeId only those of one sfu
     * @param except connections that are known to last
     * @returns who was affected
     */
    async closeSilent(
      sessionId: SessionId,
      before: Date,
      nodeId?: string,
      except: readonly string[] = [],
    ): Promise<PersonId[]> {
      const silent = await AttendanceModel.find(
        {
          sessionId,
          leftAt: null,
          lastSeenAt: { $lt: before },
          ...(nodeId === undefined ? {} : { nodeId }),
          ...(except.length === 0 ? {} : { connectionId: { $nin: [...except] } }),
        },
        { _id: 1, identity: 1, role: 1, lastSeenAt: 1 },
      ).lean<{ _id: string; identity: PersonId; role: string; lastSeenAt: Date }[]>();
      // An update cannot copy a field on the servers that we support, so each row brings its own value.
      for (const { _id, lastSeenAt } of silent) {
        await AttendanceModel.updateOne(
          { _id, leftAt: null, lastSeenAt },
          { $set: { leftAt: lastSeenAt, presumed: true } },
        );
      }
      return silent.filter(({ role }) => role === 'attendee').map(({ identity }) => identity);
    },

    /** Closes what is still open when a session ends. */
    async closeAll(sessionId: SessionId, at: Date): Promise<void> {
      await AttendanceModel.updateMany({ sessionId, leftAt: null }, { $set: { leftAt: at, presumed: false } });
    },

    /** Attendees' intervals, of one person where named. */
    async intervals(sessionId: SessionId, identity?: PersonId): Promise<AttendanceRow[]> {
      const filter = { sessionId, role: 'attendee', ...(identity === undefined ? {} : { identity }) };
      return AttendanceModel.find(filter, INTERVAL_FIELDS).lean<AttendanceRow[]>();
    },

    /** Distinct attendees: present now, and ever. */
    async audience(sessionId: SessionId): Promise<{ viewers: number; attended: number }> {
      const [row] = await AttendanceModel.aggregate<{ viewers: number; attended: number }>([
        { $match: { sessionId, role: 'attendee' } },
        { $group: { _id: '$identity', present: { $max: { $cond: [{ $eq: ['$leftAt', null] }, 1, 0] } } } },
        { $group: { _id: null, viewers: { $sum: '$present' }, attended: { $sum: 1 } } },
        { $project: { _id: 0, viewers: 1, attended: 1 } },
      ]);
      return row ?? { viewers: 0, attended: 0 };
    },
  };
}
export type AttendanceRepository = ReturnType<typeof createAttendanceRepository>;
