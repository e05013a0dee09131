import {
  MOST_POLLS,
  ProblemError,
  type PollBody,
  type PollId,
  type PollRunId,
  type PollView,
  type SessionId,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import type { SessionsService } from '../sessions/index.ts';
import type { PollAnswersRepository } from './polls.answers.repository.ts';
import { presentPoll } from './polls.presenter.ts';
import type { PollRow, PollsRepository } from './polls.repository.ts';

export interface PollsServiceDeps {
  readonly repository: PollsRepository;
  readonly answers: PollAnswersRepository;
  readonly sessions: Pick<SessionsService, 'get'>;
}

/** Answers in words that a host reads along with. */
const NEWEST_TEXTS = 100;

/** Polls of the current tenant's masterclasses, as they are prepared and looked at. */
export function createPollsService({ repository, answers, sessions }: PollsServiceDeps) {
  return {
    /** @throws ProblemError `not-found` */
    async list(sessionId: SessionId): Promise<{ items: PollView[] }> {
      await sessions.get(sessionId);
      const polls = await repository.list(sessionId);
      const runs = Map.groupBy(await repository.runs(sessionId), ({ pollId }) => pollId);
      return { items: polls.map((poll) => presentPoll(poll, runs.get(poll._id) ?? [])) };
    },

    /** @throws ProblemError `not-found`; `limit-reached` */
    async create(sessionId: SessionId, body: PollBody): Promise<PollView> {
      await sessions.get(sessionId);
      if ((await repository.count(sessionId)) >= MOST_POLLS) throw new ProblemError('limit-reached');
      const row: PollRow = { _id: newId('pol'), sessionId, ...body, runs: 0, version: 1 };
      await repository.insert(row);
      return presentPoll(row, []);
    },

    /** What was launched stays as it was. @throws ProblemError `not-found`; `conflict` */
    async change(sessionId: SessionId, id: PollId, version: number, body: PollBody): Promise<PollView> {
      if ((await repository.find(sessionId, id)) === null) throw new ProblemError('not-found');
      const row = await repository.rewrite(id, version, body);
      if (row === null) throw new ProblemError('conflict');
      const runs = await repository.runs(sessionId);
      return presentPoll(
        row,
        runs.filter(({ pollId }) => pollId === id),
      );
    },

    /** @throws ProblemError `not-found`; `illegal-transition` once it was launched */
    async remove(sessionId: SessionId, id: PollId): Promise<void> {
      if ((await repository.find(sessionId, id)) === null) throw new ProblemError('not-found');
      if (!(await repository.remove(id))) throw new ProblemError('illegal-transition');
    },

    /** The newest answers in words. @throws ProblemError `not-found` */
    async texts(sessionId: SessionId, pollId: PollId, runId: PollRunId) {
      const run = await repository.findRun(sessionId, runId);
      if (run === null || run.pollId !== pollId) throw new ProblemError('not-found');
      const rows = await answers.newest(runId, NEWEST_TEXTS);
      const items = rows.flatMap(({ answers: given, answeredAt }) =>
        given.flatMap((text, question) =>
          typeof text === 'string' && text !== '' ? [{ question, text, answeredAt: answeredAt.toISOString() }] : [],
        ),
      );
      return { items: items.slice(0, NEWEST_TEXTS) };
    },
  };
}
export type PollsService = ReturnType<typeof createPollsService>;
