import type { PersonId, QuestionId, SessionId } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { ChatQuestionModel } from './chat.model.ts';

export interface AskedQuestion {
  readonly _id: QuestionId;
  readonly identity: PersonId;
  readonly text: string;
}
/** Nobody asks so much that more were read of them. */
const MOST_OF_ONE = 20;

/** What these people asked in a session of the current tenant and is still there, the newest first. */
export const questionsOfPeople = (sessionId: SessionId, people: readonly PersonId[]): Promise<AskedQuestion[]> =>
  findRows(
    ChatQuestionModel,
    { identity: { $in: [...people] }, sessionId, removedAt: { $exists: false } },
    { projection: { identity: 1, text: 1 }, sort: { _id: -1 }, limit: people.length * MOST_OF_ONE },
  );

/** A question with what became of it. */
export interface PutQuestion {
  readonly _id: QuestionId;
  readonly sessionId: SessionId;
  readonly text: string;
  readonly askedAt: Date;
  readonly answered: 'live' | 'text' | null;
  readonly answeredAt?: Date;
}

/** What somebody asked in these sessions of the current tenant and is still there, the newest first. */
export const questionsOfPerson = (
  identity: PersonId,
  sessionIds: readonly SessionId[],
  limit: number,
): Promise<PutQuestion[]> =>
  findRows(
    ChatQuestionModel,
    { identity, sessionId: { $in: [...sessionIds] }, removedAt: { $exists: false } },
    { projection: { sessionId: 1, text: 1, askedAt: 1, answered: 1, answeredAt: 1 }, sort: { askedAt: -1 }, limit },
  );
