import type { idSchemas, PersonId, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, findRows, raiseCounter } from '@stageline/tenancy';
import type { z } from 'zod';
import { ChatAsideModel, ChatCounterModel } from './chat.model.ts';

export interface AsideRow {
  readonly _id: z.infer<(typeof idSchemas)['asi']>;
  readonly number: number;
  readonly identity: PersonId;
  readonly personName: string;
  readonly authorName: string;
  readonly fromHost: boolean;
  readonly text: string;
  readonly sentAt: Date;
}
export interface AsideKey {
  readonly sessionId: SessionId;
  readonly identity: PersonId;
  readonly clientId: string;
}

const FIELDS = { number: 1, identity: 1, personName: 1, authorName: 1, fromHost: 1, text: 1, sentAt: 1 } as const;

/** Reads and writes of what attendees and hosts write to each other alone; every call runs in the current tenant. */
export function createChatAsidesRepository() {
  return {
    async find(key: AsideKey): Promise<AsideRow | null> {
      return ChatAsideModel.findOne({ ...key }, FIELDS).lean<AsideRow>();
    },

    /** The last one of somebody's exchange; null where there is none. */
    async lastOf(sessionId: SessionId, identity: PersonId): Promise<AsideRow | null> {
      return ChatAsideModel.findOne({ identity, sessionId }, FIELDS).sort({ number: -1 }).lean<AsideRow>();
    },

    /** Call it in a transaction: what is committed is then always a prefix 1 … n. */
    async insert(key: AsideKey, row: Omit<AsideRow, 'number' | 'identity'>): Promise<AsideRow> {
      const { sessionId, identity } = key;
      const step = { match: { sessionId }, field: 'asides', by: 1, id: newId('msg') };
      const number = await raiseCounter(ChatCounterModel, step);
      await bulkInsert(ChatAsideModel, [{ ...key, ...row, number }]);
      return { ...row, identity, number };
    },

    /** Those of everybody after a number, oldest first. */
    async after(sessionId: SessionId, number: number, limit: number): Promise<AsideRow[]> {
      const filter = { sessionId, number: { $gt: number } };
      return findRows(ChatAsideModel, filter, { projection: FIELDS, sort: { number: 1 }, limit });
    },

    /** The newest of one exchange, oldest first. */
    async newestOf(sessionId: SessionId, identity: PersonId, limit: number): Promise<AsideRow[]> {
      const options = { projection: FIELDS, sort: { number: -1 }, limit } as const;
      return (await findRows<AsideRow>(ChatAsideModel, { identity, sessionId }, options)).reverse();
    },
  };
}
export type ChatAsidesRepository = ReturnType<typeof createChatAsidesRepository>;
