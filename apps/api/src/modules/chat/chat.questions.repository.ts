import type { MembershipId, PersonId, QuestionId, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { ChatQuestionModel, ChatVoteModel } from './chat.model.ts';
import type { MessageKey } from './chat.repository.ts';

export interface QuestionRow {
  readonly _id: QuestionId;
  readonly authorName: string;
  readonly text: string;
  readonly askedAt: Date;
  readonly votes: number;
  readonly answered: 'live' | 'text' | null;
  readonly answer: string;
  readonly revision: number;
  readonly removedAt?: Date;
}
type Identity = PersonId | MembershipId;

const FIELDS = {
  authorName: 1,
  text: 1,
  askedAt: 1,
  votes: 1,
  answered: 1,
  answer: 1,
  revision: 1,
  removedAt: 1,
} as const;

/** Reads and writes of questions and the votes for them; every call runs in the current tenant. */
export function createChatQuestionsRepository() {
  return {
    async findSent({ sessionId, identity, clientId }: MessageKey): Promise<QuestionRow | null> {
      return ChatQuestionModel.findOne({ identity, sessionId, clientId }, FIELDS).lean<QuestionRow>();
    },

    async find(sessionId: SessionId, id: QuestionId): Promise<QuestionRow | null> {
      return ChatQuestionModel.findOne({ _id: id, sessionId }, FIELDS).lean<QuestionRow>();
    },

    async insert(key: MessageKey, question: QuestionRow): Promise<void> {
      await bulkInsert(ChatQuestionModel, [{ ...key, ...question }]);
    },

    async change(
      id: QuestionId,
      fields: Partial<Pick<QuestionRow, 'answered' | 'answer' | 'removedAt'>> & {
        answeredAt?: Date | null;
        removedBy?: Identity;
        revision: number;
      },
    ): Promise<void> {
      await ChatQuestionModel.updateOne({ _id: id }, { $set: fields });
    },

    async hasVoted(id: QuestionId, identity: Identity): Promise<boolean> {
      return (await ChatVoteModel.exists({ identity, questionId: id })) !== null;
    },

    /** Writes or takes back a vote, with the number of them. Call it in a transaction, and where it changes something. */
    async vote(id: QuestionId, identity: Identity, inFavour: boolean, revision: number): Promise<void> {
      if (inFavour) await bulkInsert(ChatVoteModel, [{ _id: newId('vot'), questionId: id, identity }]);
      else await ChatVoteModel.deleteOne({ identity, questionId: id });
      await ChatQuestionModel.updateOne({ _id: id }, { $inc: { votes: inFavour ? 1 : -1 }, $set: { revision } });
    },

    /** Questions that changed after a revision, in the order of their last change. */
    async changedAfter(sessionId: SessionId, revision: number, limit: number): Promise<QuestionRow[]> {
      const filter = { sessionId, revision: { $gt: revision } };
      return findRows(ChatQuestionModel, filter, { projection: FIELDS, sort: { revision: 1 }, limit });
    },

    /** Which of these somebody has voted for. */
    async votedFor(identity: Identity, ids: readonly QuestionId[]): Promise<QuestionId[]> {
      if (ids.length === 0) return [];
      const filter = { identity, questionId: { $in: [...ids] } };
      const options = { projection: { questionId: 1 }, sort: { questionId: 1 }, limit: ids.length } as const;
      const votes = await findRows<{ questionId: QuestionId }>(ChatVoteModel, filter, options);
      return votes.map(({ questionId }) => questionId);
    },
  };
}
export type ChatQuestionsRepository = ReturnType<typeof createChatQuestionsRepository>;
