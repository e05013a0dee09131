import {
  MOST_POLL_RUNS,
  ProblemError,
  type PollBoard,
  type PollId,
  type PollRunId,
  type PollView,
  type SessionId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { ChangeChat } from '../chat/index.ts';
import type { SessionsService } from '../sessions/index.ts';
import { emptyCounts } from './polls.counting.ts';
import { presentPoll, presentRun } from './polls.presenter.ts';
import type { PollRunRow, PollsRepository } from './polls.repository.ts';

export interface PollsBoardDeps {
  readonly repository: PollsRepository;
  readonly sessions: Pick<SessionsService, 'get'>;
  /** The numbered changes of a room. */
  readonly change: ChangeChat;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** Polls as a room is asked them: launched, closed, their results shown. */
export function createPollsBoard({ repository, sessions, change, clock, audit }: PollsBoardDeps) {
  async function board(sessionId: SessionId): Promise<PollBoard> {
    const rows = [...(await repository.open(sessionId)), ...(await repository.shown(sessionId))];
    return { runs: [...new Map(rows.map((row) => [row._id, row])).values()].map(presentRun) };
  }

  async function existing(sessionId: SessionId, pollId: PollId, runId: PollRunId): Promise<PollRunRow> {
    const row = await repository.findRun(sessionId, runId);
    if (row === null || row.pollId !== pollId) throw new ProblemError('not-found');
    return row;
  }

  async function viewOf(sessionId: SessionId, id: PollId): Promise<PollView> {
    const poll = await repository.find(sessionId, id);
    if (poll === null) throw new ProblemError('not-found');
    return presentPoll(
      poll,
      (await repository.runs(sessionId)).filter(({ pollId }) => pollId === id),
    );
  }

  /** One numbered change of the room. @param write false where there is nothing to change */
  async function changeRoom(sessionId: SessionId, write: () => Promise<boolean>): Promise<void> {
    await change({ tenantId: currentTenantId(), sessionId }, async (revision) =>
      (await write()) ? { revision, polls: await board(sessionId) } : null,
    );
  }

  /** In a transaction: who did it, and to which launch. */
  const note = (
    action: 'poll.launched' | 'poll.closed' | 'poll.results-shown' | 'poll.results-hidden',
    { pollId, sessionId, number, title }: Pick<PollRunRow, 'pollId' | 'sessionId' | 'number' | 'title'>,
  ) =>
    audit.record({ action, target: { type: 'poll', id: pollId, name: title }, after: { sessionId, launch: number } });

  /** In a transaction. */
  async function closeAll(sessionId: SessionId): Promise<number> {
    const rows = await repository.open(sessionId);
    for (const { _id } of rows) await repository.setRun(_id, { closedAt: clock.now() });
    return rows.length;
  }

  return {
    board,
    viewOf,

    /** A run of its own, whatever was asked before. @throws ProblemError `not-found`; `not-live`; `limit-reached` */
    async launch(sessionId: SessionId, id: PollId): Promise<PollView> {
      await changeRoom(sessionId, async () => {
        const poll = await repository.find(sessionId, id);
        if (poll === null) throw new ProblemError('not-found');
        if ((await sessions.get(sessionId)).status !== 'live') throw new ProblemError('not-live');
        if (poll.runs >= MOST_POLL_RUNS) throw new ProblemError('limit-reached');
        await closeAll(sessionId);
        const { title, questions, changeable } = poll;
        const results = { people: 0, counts: emptyCounts(questions), version: 1 };
        const times = { openedAt: clock.now(), closedAt: null, shownAt: null };
        const facts = { pollId: id, sessionId, number: poll.runs + 1, title, questions, changeable };
        await repository.launch({ _id: newId('pru'), ...facts, ...times, ...results });
        await note('poll.launched', facts);
        return true;
      });
      return viewOf(sessionId, id);
    },

    /** Again: nothing. @throws ProblemError `not-found` */
    async close(sessionId: SessionId, pollId: PollId, runId: PollRunId): Promise<PollView> {
      await changeRoom(sessionId, async () => {
        const run = await existing(sessionId, pollId, runId);
        if (run.closedAt !== null) return false;
        await repository.setRun(runId, { closedAt: clock.now() });
        await note('poll.closed', run);
        return true;
      });
      return viewOf(sessionId, pollId);
    },

    /** One run's results at a time. Again: nothing. @throws ProblemError `not-found` */
    async showResults(sessionId: SessionId, pollId: PollId, runId: PollRunId, shown: boolean): Promise<PollView> {
      await changeRoom(sessionId, async () => {
        const run = await existing(sessionId, pollId, runId);
        if ((run.shownAt !== null) === shown) return false;
        for (const other of await repository.shown(sessionId)) await repository.setRun(other._id, { shownAt: null });
        await repository.setRun(runId, { shownAt: shown ? clock.now() : null });
        await note(shown ? 'poll.results-shown' : 'poll.results-hidden', run);
        return true;
      });
      return viewOf(sessionId, pollId);
    },

    /** The session is over: nothing is asked any more. May be repeated. */
    async finish(sessionId: SessionId): Promise<void> {
      await changeRoom(sessionId, async () => (await closeAll(sessionId)) > 0);
    },
  };
}
export type PollsBoard = ReturnType<typeof createPollsBoard>;
