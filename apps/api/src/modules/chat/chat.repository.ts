import type { ChatMessageId, MembershipId, PersonId, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, findRows, isDuplicateKey, raiseCounter } from '@stageline/tenancy';
import { ChatCounterModel, ChatMessageModel } from './chat.model.ts';

export interface ChatMessageRow {
  readonly _id: ChatMessageId;
  readonly sequence: number;
  readonly authorName: string;
  readonly fromHost: boolean;
  readonly text: string;
  readonly sentAt: Date;
  /** When it was written, where it waited for a host. */
  readonly heldAt?: Date;
  readonly revision?: number;
  readonly removedAt?: Date;
}

/** A message together with whoever wrote it. */
export type AuthoredRow = ChatMessageRow & { readonly identity: PersonId | MembershipId };

/** What makes a message the same when it is sent again. */
export interface MessageKey {
  readonly sessionId: SessionId;
  readonly identity: PersonId | MembershipId;
  readonly clientId: string;
}

const FIELDS = {
  sequence: 1,
  authorName: 1,
  fromHost: 1,
  text: 1,
  sentAt: 1,
  revision: 1,
  removedAt: 1,
} as const;

/** Reads and writes of chat messages; every call runs in the current tenant. */
export function createChatRepository() {
  return {
    async find(key: MessageKey): Promise<ChatMessageRow | null> {
      return ChatMessageModel.findOne({ ...key }, FIELDS).lean<ChatMessageRow>();
    },

    /** Takes the next number. Call it in a transaction: what is committed is then always a prefix 1 … n. */
    async takeSequence(sessionId: SessionId): Promise<number> {
      return raiseCounter(ChatCounterModel, { match: { sessionId }, field: 'sequence', by: 1, id: newId('msg') });
    },

    /** False when the same message is there already; the transaction cannot go on then. */
    async insert(key: MessageKey, message: ChatMessageRow): Promise<boolean> {
      try {
        const { inserted } = await bulkInsert(ChatMessageModel, [{ ...key, ...message }]);
        return inserted === 1;
      } catch (error) {
        // In a transaction the server refuses the command as a whole, and the driver names no row.
        if (!isDuplicateKey(error)) throw error;
        return false;
      }
    },

    /** Messages after a number, oldest first. */
    async after(sessionId: SessionId, sequence: number, limit: number): Promise<ChatMessageRow[]> {
      const filter = { sessionId, sequence: { $gt: sequence } };
      return findRows(ChatMessageModel, filter, { projection: FIELDS, sort: { sequence: 1 }, limit });
    },

    /** A message of this session, with its author. */
    async findById(sessionId: SessionId, id: ChatMessageId): Promise<AuthoredRow | null> {
      return ChatMessageModel.findOne({ _id: id, sessionId }, { ...FIELDS, identity: 1 }).lean<AuthoredRow>();
    },

    /** These messages of this session, in no order. */
    async findMany(sessionId: SessionId, ids: readonly string[]): Promise<ChatMessageRow[]> {
      if (ids.length === 0) return [];
      const filter = { _id: { $in: [...ids] }, sessionId };
      return findRows(ChatMessageModel, filter, { projection: FIELDS, sort: { _id: 1 }, limit: ids.length });
    },

    /** Takes a message out. */
    async remove(id: ChatMessageId, by: string, removedAt: Date, revision: number): Promise<void> {
      await ChatMessageModel.updateOne({ _id: id }, { $set: { removedAt, removedBy: by, revision } });
    },

    /** Messages that changed after a revision, in the order of their last change. */
    async changedAfter(sessionId: SessionId, revision: number, limit: number): Promise<ChatMessageRow[]> {
      const filter = { sessionId, revision: { $gt: revision } };
      return findRows(ChatMessageModel, filter, { projection: FIELDS, sort: { revision: 1 }, limit });
    },

    /** When somebody wrote last in a session what did not wait for a host, if that was after `since`. */
    async wroteAt({ sessionId, identity }: Omit<MessageKey, 'clientId'>, since: Date): Promise<Date | null> {
      const filter = { identity, sessionId, sentAt: { $gt: since }, heldAt: { $exists: false } };
      const options = { projection: { sentAt: 1 }, sort: { sentAt: -1, _id: -1 }, limit: 1 } as const;
      const [last] = await findRows<{ sentAt: Date }>(ChatMessageModel, filter, options);
      return last?.sentAt ?? null;
    },

    async lastSequence(sessionId: SessionId): Promise<number> {
      const counter = await ChatCounterModel.findOne({ sessionId }, { _id: 0, sequence: 1 }).lean<{
        sequence: number;
      }>();
      return counter?.sequence ?? 0;
    },
  };
}
export type ChatRepository = ReturnType<typeof createChatRepository>;
