import {
  ProblemError,
  type ChatChange,
  type HeldMessage,
  type Question,
  type QuestionAnswer,
  type QuestionId,
  type SessionId,
  type TicketClaims,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import type { AuditLog } from '../audit/index.ts';
import type { PersonLimit } from '../../realtime/person-limit.ts';
import type { ChangeChat } from './chat.changes.ts';
import type { ChatHeld } from './chat.held.service.ts';
import { assertModerates, hasChatRight, mayWrite } from './chat.policy.ts';
import { presentQuestion } from './chat.presenter.ts';
import type { ChatQuestionsRepository, QuestionRow } from './chat.questions.repository.ts';
import type { ChatServiceDeps } from './chat.service.ts';
import type { ChatStandingDeps, ChatStandingService } from './chat.standing.service.ts';

const PAGE = 200;

export interface ChatQuestionsDeps extends ChatStandingDeps {
  readonly questions: ChatQuestionsRepository;
  readonly change: ChangeChat;
  readonly standing: ChatStandingService;
  readonly limiter: PersonLimit;
  readonly voteLimiter: PersonLimit;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly sessions: ChatServiceDeps['sessions'];
  readonly held: ChatHeld;
}

/** Questions of the current tenant's rooms, the votes for them, and how they were answered. */
export function createChatQuestions(deps: ChatQuestionsDeps) {
  const { questions, setups, clock, change, standing, limiter, voteLimiter, sessions, audit, held } = deps;

  async function assertOpen(sessionId: SessionId): Promise<void> {
    if (!mayWrite(await sessions.statusOf(sessionId))) throw new ProblemError('illegal-transition');
  }

  async function existing(sessionId: SessionId, id: QuestionId): Promise<QuestionRow> {
    const row = await questions.find(sessionId, id);
    if (row === null || row.removedAt != null) throw new ProblemError('not-found');
    return row;
  }

  /** A question as it is now, as a change. @param opened by how many more are open */
  async function changed(sessionId: SessionId, row: QuestionRow, opened: 1 | 0 | -1): Promise<ChatChange> {
    const openQuestions = await setups.countOpen(sessionId, opened);
    return { revision: row.revision, question: presentQuestion(row), openQuestions };
  }

  const openness = (row: QuestionRow): 0 | 1 => (row.removedAt == null && row.answered === null ? 1 : 0);

  return {
    /**
     * Stores a question and tells the room, or sets it aside until a host lets it through. The same `clientId` again answers
     * the same.
     * @throws ProblemError as a message; slow mode does not hold for questions
     */
    async ask(claims: TicketClaims, text: string, clientId: string): Promise<Question | HeldMessage> {
      const { sessionId } = claims;
      await limiter.count(claims);
      const key = { sessionId, identity: await standing.holderOf(claims), clientId };
      await assertOpen(sessionId);
      if (!hasChatRight(claims.role, 'moderate')) {
        const { hold } = await standing.assertAllowed(key, text);
        const sent = hold === null ? null : await questions.findSent(key);
        if (sent !== null) return presentQuestion(sent);
        if (hold !== null) return held.hold(claims, 'question', { text, clientId, reason: hold }, 0);
      }
      const told = await change(claims, async (revision) => {
        if ((await questions.findSent(key)) !== null) return null;
        const facts = { authorName: claims.displayName, text, askedAt: clock.now() };
        const row = { _id: newId('qst'), ...facts, votes: 0, answered: null, answer: '', revision };
        await questions.insert(key, row);
        return changed(sessionId, row, 1);
      });
      if (told?.question !== undefined) return told.question;
      return presentQuestion((await questions.findSent(key))!);
    },

    /**
     * One vote per person.
     * @throws ProblemError `not-found`; `illegal-transition` once the session has ended; `too-many-requests`
     */
    async vote(claims: TicketClaims, id: QuestionId, inFavour: boolean): Promise<void> {
      const { sessionId } = claims;
      await voteLimiter.count(claims);
      await assertOpen(sessionId);
      const identity = await standing.holderOf(claims);
      await change(claims, async (revision) => {
        const row = await existing(sessionId, id);
        if ((await questions.hasVoted(id, identity)) === inFavour) return null;
        await questions.vote(id, identity, inFavour, revision);
        return changed(sessionId, { ...row, votes: row.votes + (inFavour ? 1 : -1), revision }, 0);
      });
    },

    /** Notes how a question was answered, or opens it again. @throws ProblemError `forbidden`; `not-found` */
    async answer(claims: TicketClaims, id: QuestionId, answer: QuestionAnswer | null): Promise<void> {
      assertModerates(claims);
      const { sessionId } = claims;
      await change(claims, async (revision) => {
        const row = await existing(sessionId, id);
        const fields = { answered: answer?.how ?? null, answer: answer?.how === 'text' ? answer.text : '', revision };
        await questions.change(id, { ...fields, answeredAt: answer === null ? null : clock.now() });
        const now = { ...row, ...fields };
        return changed(sessionId, now, (openness(now) - openness(row)) as 1 | 0 | -1);
      });
    },

    /** Takes a question out for everybody. @throws ProblemError `forbidden`; `not-found`, also when it is out already */
    async remove(claims: TicketClaims, id: QuestionId): Promise<void> {
      assertModerates(claims);
      const { sessionId, identity: removedBy } = claims;
      await change(claims, async (revision) => {
        const row = await existing(sessionId, id);
        const removedAt = clock.now();
        await questions.change(id, { removedAt, removedBy, revision });
        await audit.record({
          action: 'chat.question-removed',
          actorId: removedBy,
          target: { type: 'question', id, name: row.authorName },
          after: { sessionId },
        });
        return changed(sessionId, { ...row, removedAt, revision }, openness(row) === 1 ? -1 : 0);
      });
    },

    /** Questions that changed after a revision, a page at a time, and those of them that the asker has voted for. */
    async list(claims: TicketClaims, after: number) {
      const rows = await questions.changedAfter(claims.sessionId, after, PAGE + 1);
      const page = rows.slice(0, PAGE);
      const ids = page.map(({ _id }) => _id);
      const voted = await questions.votedFor(await standing.holderOf(claims), ids);
      return { questions: page.map(presentQuestion), voted, hasMore: rows.length > PAGE };
    },
  };
}
export type ChatQuestions = ReturnType<typeof createChatQuestions>;
