import type { ChatMessageId, QuestionId, SessionId } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { ChatMessageModel, ChatQuestionModel } from './chat.model.ts';

/** A message as everybody in the room saw it, for a replay. */
export interface ReplayedMessage {
  readonly _id: ChatMessageId;
  readonly sequence: number;
  readonly authorName: string;
  readonly fromHost: boolean;
  readonly text: string;
  readonly sentAt: Date;
}
export interface AnsweredQuestion {
  readonly _id: QuestionId;
  readonly authorName: string;
  readonly text: string;
  readonly askedAt: Date;
  readonly answered: 'live' | 'text';
  readonly answer: string;
  /** Missing where it was answered before this was kept. */
  readonly answeredAt?: Date;
}

/** A masterclass has fewer. */
const MOST_ANSWERED = 500;

/** Messages after a sequence number, in their order; one that was taken out is not there. */
export const replayedMessages = (sessionId: SessionId, after: number, limit: number): Promise<ReplayedMessage[]> =>
  findRows(
    ChatMessageModel,
    { sessionId, sequence: { $gt: after }, removedAt: { $exists: false } },
    {
      projection: { sequence: 1, authorName: 1, fromHost: 1, text: 1, sentAt: 1 },
      sort: { sequence: 1 },
      limit,
    },
  );

/** Questions that were answered and are still there. */
export const answeredQuestions = (sessionId: SessionId): Promise<AnsweredQuestion[]> =>
  findRows(
    ChatQuestionModel,
    { sessionId, answered: { $in: ['live', 'text'] }, removedAt: { $exists: false } },
    {
      projection: { authorName: 1, text: 1, askedAt: 1, answered: 1, answer: 1, answeredAt: 1 },
      sort: { revision: 1 },
      limit: MOST_ANSWERED,
    },
  );
