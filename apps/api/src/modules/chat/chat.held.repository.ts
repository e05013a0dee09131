import type { HeldId, HeldMessage, MembershipId, PersonId, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, findRows, raiseCounter } from '@stageline/tenancy';
import { ChatCounterModel, HeldMessageModel } from './chat.model.ts';

export interface HeldRow {
  readonly _id: HeldId;
  readonly revision: number;
  readonly kind: HeldMessage['kind'];
  readonly identity: PersonId;
  readonly clientId: string;
  readonly authorName: string;
  readonly text: string;
  readonly reason: HeldMessage['reason'];
  readonly state: HeldMessage['state'];
  readonly heldAt: Date;
}
export interface HeldKey {
  readonly sessionId: SessionId;
  readonly identity: PersonId;
  readonly kind: HeldMessage['kind'];
  readonly clientId: string;
}
/** What a host decided, and who. */
export interface Decision {
  readonly state: 'approved' | 'declined';
  readonly decidedAt: Date;
  readonly decidedBy: PersonId | MembershipId;
}

const FIELDS = {
  revision: 1,
  kind: 1,
  identity: 1,
  clientId: 1,
  authorName: 1,
  text: 1,
  reason: 1,
  state: 1,
  heldAt: 1,
} as const;

/** Reads and writes of what waits for a host; every call runs in the current tenant. */
export function createChatHeldRepository() {
  const takeRevision = (sessionId: SessionId): Promise<number> =>
    raiseCounter(ChatCounterModel, { match: { sessionId }, field: 'held', by: 1, id: newId('msg') });

  return {
    async find(key: HeldKey): Promise<HeldRow | null> {
      return HeldMessageModel.findOne({ ...key }, FIELDS).lean<HeldRow>();
    },

    async findById(sessionId: SessionId, id: HeldId): Promise<HeldRow | null> {
      return HeldMessageModel.findOne({ _id: id, sessionId }, FIELDS).lean<HeldRow>();
    },

    /** Call it in a transaction: what is committed is then always a prefix 1 … n of the revisions. */
    async insert(key: HeldKey, facts: Omit<HeldRow, 'revision' | keyof HeldKey>): Promise<HeldRow> {
      const row = { ...key, ...facts, revision: await takeRevision(key.sessionId) };
      await bulkInsert(HeldMessageModel, [row]);
      return row;
    },

    /** Decides about one that waits; null where it does not. Call it in a transaction, which cannot go on after null. */
    async decide(sessionId: SessionId, id: HeldId, decision: Decision): Promise<HeldRow | null> {
      const fields = { ...decision, revision: await takeRevision(sessionId) };
      return HeldMessageModel.findOneAndUpdate(
        { _id: id, sessionId, state: 'waiting' },
        { $set: fields },
        { new: true, projection: FIELDS },
      ).lean<HeldRow>();
    },

    /** What changed after a revision; after 0, what waits. */
    async changedAfter(sessionId: SessionId, revision: number, limit: number): Promise<HeldRow[]> {
      const filter = { sessionId, ...(revision === 0 && { state: 'waiting' }), revision: { $gt: revision } };
      return findRows(HeldMessageModel, filter, { projection: FIELDS, sort: { revision: 1 }, limit });
    },

    /** Somebody's own, the newest first. */
    async newestOf(sessionId: SessionId, identity: PersonId, limit: number): Promise<HeldRow[]> {
      const options = { projection: FIELDS, sort: { heldAt: -1 }, limit } as const;
      return findRows(HeldMessageModel, { identity, sessionId }, options);
    },

    /** Up to a limit, how many wait in a room. */
    async countWaiting(sessionId: SessionId, limit: number): Promise<number> {
      return HeldMessageModel.countDocuments({ sessionId, state: 'waiting' }).limit(limit);
    },

    async lastRevision(sessionId: SessionId): Promise<number> {
      const counter = await ChatCounterModel.findOne({ sessionId }, { _id: 0, held: 1 }).lean<{ held?: number }>();
      return counter?.held ?? 0;
    },

    /** When somebody wrote last, apart from `except`, a message that was held, if that was after `since`. */
    async wroteAt(sessionId: SessionId, identity: string, since: Date, except?: HeldId): Promise<Date | null> {
      const other = except !== undefined && { _id: { $ne: except } };
      const filter = { identity, sessionId, kind: 'message', heldAt: { $gt: since }, ...other };
      const options = { projection: { heldAt: 1 }, sort: { heldAt: -1 }, limit: 1 } as const;
      const [last] = await findRows<{ heldAt: Date }>(HeldMessageModel, filter, options);
      return last?.heldAt ?? null;
    },
  };
}
export type ChatHeldRepository = ReturnType<typeof createChatHeldRepository>;
