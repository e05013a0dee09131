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
}

/** What makes a message the same when it is sent again. */
export interface MessageKey {
  readonly sessionId: SessionId;
  readonly identity: PersonId | MembershipId;
  readonly clientId: string;
}

const FIELDS = { sequence: 1, authorName: 1, fromHost: 1, text: 1, sentAt: 1 } as const;

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

    async lastSequence(sessionId: SessionId): Promise<number> {
      const counter = await ChatCounterModel.findOne({ sessionId }, { _id: 0, sequence: 1 }).lean<{
        sequence: number;
      }>();
      return counter?.sequence ?? 0;
    },
  };
}
export type ChatRepository = ReturnType<typeof createChatRepository>;
