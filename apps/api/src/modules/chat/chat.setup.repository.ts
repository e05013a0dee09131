import type { ChatRules, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { raiseCounter } from '@stageline/tenancy';
import { ChatCounterModel } from './chat.model.ts';

/** What holds in a session's chat, and the number of its last change. */
export interface ChatSetupRow extends Readonly<ChatRules> {
  readonly revision: number;
  /** Newest first. */
  readonly pinned: readonly string[];
  readonly openQuestions: number;
}

const AT_FIRST: ChatSetupRow = {
  revision: 0,
  slowSeconds: 0,
  links: 'allow',
  isHeld: false,
  pinned: [],
  openQuestions: 0,
};
const FIELDS = {
  _id: 0,
  revision: 1,
  slowSeconds: 1,
  linksAllowed: 1,
  links: 1,
  isHeld: 1,
  pinned: 1,
  openQuestions: 1,
} as const;
type Stored = Partial<ChatSetupRow> & { readonly linksAllowed?: boolean };

/** Reads and writes of what holds in a chat; every call runs in the current tenant. */
export function createChatSetupRepository() {
  return {
    async find(sessionId: SessionId): Promise<ChatSetupRow> {
      const row = await ChatCounterModel.findOne({ sessionId }, FIELDS).lean<Stored>();
      const { linksAllowed, ...stored } = row ?? {};
      // A room that was set up before links could be held knows only whether they are allowed.
      return { ...AT_FIRST, ...(linksAllowed === false && { links: 'refuse' as const }), ...stored };
    },

    /** Takes the next revision. Call it first in a transaction: those that change a chat then wait for each other. */
    async takeRevision(sessionId: SessionId): Promise<number> {
      return raiseCounter(ChatCounterModel, { match: { sessionId }, field: 'revision', by: 1, id: newId('msg') });
    },

    /** @returns how many questions are open now */
    async countOpen(sessionId: SessionId, by: 1 | 0 | -1): Promise<number> {
      return raiseCounter(ChatCounterModel, { match: { sessionId }, field: 'openQuestions', by, id: newId('msg') });
    },

    /** After `takeRevision`, which has made the document. */
    async change(sessionId: SessionId, fields: Partial<Omit<ChatSetupRow, 'revision'>>): Promise<void> {
      await ChatCounterModel.updateOne({ sessionId }, { $set: fields });
    },
  };
}
export type ChatSetupRepository = ReturnType<typeof createChatSetupRepository>;
