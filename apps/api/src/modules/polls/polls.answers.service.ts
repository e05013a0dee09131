import {
  ProblemError,
  type PersonId,
  type PollAnswer,
  type PollRunId,
  type PollTally,
  type SessionId,
  type TicketClaims,
} from '@stageline/contracts';
import { createBatcher, newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { PersonLimit } from '../../realtime/person-limit.ts';
import { leadMerges } from '../leads/index.ts';
import type { RoomChannel } from '../sessions/index.ts';
import type { PollAnswerRow, PollAnswersRepository } from './polls.answers.repository.ts';
import { addDifference, cellsOf } from './polls.counting.ts';
import type { PollRunRow, PollsRepository } from './polls.repository.ts';

export interface PollAnswersDeps {
  readonly repository: PollsRepository;
  readonly answers: PollAnswersRepository;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly limiter: PersonLimit;
  readonly room: Pick<RoomChannel, 'hosts' | 'tallies'>;
}
interface Given {
  readonly runId: PollRunId;
  readonly sessionId: SessionId;
  readonly identity: PersonId;
  readonly answers: readonly PollAnswer[];
}
type Outcome = 'stored' | 'poll-closed' | 'poll-answered';
interface Settled {
  readonly outcomes: readonly Outcome[];
  readonly run: PollRunRow | null;
  /** Null where nothing changed. */
  readonly tally: PollTally | null;
}

/** A whole room answers within a few seconds: answers that come together share a transaction, and one count. */
const BATCH = { maxBatch: 250, maxWaiting: 20_000 } as const;
const isSame = (a: readonly PollAnswer[], b: readonly PollAnswer[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/** One answer per person and run, counted in the transaction that stores it. */
export function createPollAnswers(deps: PollAnswersDeps) {
  const { repository, answers: store, unitOfWork, clock, limiter, room } = deps;

  /** Answers of one run, in a transaction: closing writes the same document, so that none slips in behind it. */
  async function settleRun(runId: PollRunId, given: readonly Given[]): Promise<Settled> {
    const run = await repository.findRun(given[0]!.sessionId, runId);
    if (run === null || run.closedAt !== null) return { outcomes: given.map(() => 'poll-closed'), run, tally: null };
    const people = [...new Set(given.map(({ identity }) => identity))];
    const known = new Map((await store.of(runId, people)).map((row) => [row.identity, row]));
    const now = new Map<PersonId, PollAnswerRow>(known);
    const difference = new Map<string, number>();
    const outcomes = given.map(({ identity, sessionId, answers }): Outcome => {
      const before = now.get(identity);
      if (before !== undefined && isSame(before.answers, answers)) return 'stored';
      if (before !== undefined && !run.changeable) return 'poll-answered';
      const cells = before === undefined ? [] : cellsOf(run.questions, before.answers);
      addDifference(difference, cells, cellsOf(run.questions, answers));
      const _id = before?._id ?? newId('pan');
      now.set(identity, { _id, runId, sessionId, identity, answers, answeredAt: clock.now() });
      return 'stored';
    });
    const rows = [...now.values()].filter((row) => known.get(row.identity) !== row);
    if (rows.length === 0) return { outcomes, run, tally: null };
    const fresh = rows.filter(({ identity }) => !known.has(identity));
    await store.insert(fresh);
    await store.update(rows.filter(({ identity }) => known.has(identity)));
    return { outcomes, run, tally: await repository.raise(runId, fresh.length, difference) };
  }

  async function settle(given: readonly Given[]): Promise<Outcome[]> {
    const groups = Map.groupBy(given, ({ runId }) => runId);
    const settled = await unitOfWork.run(async () => {
      const results = new Map<PollRunId, Settled>();
      for (const [runId, own] of groups) results.set(runId, await settleRun(runId, own));
      return results;
    });
    const tenantId = currentTenantId();
    for (const [runId, { run, tally }] of settled) {
      if (run === null || tally === null) continue;
      room.hosts(tenantId, run.sessionId, { tallies: { [runId]: tally } });
      if (run.shownAt !== null) room.tallies(tenantId, run.sessionId, { [runId]: tally });
    }
    return given.map((one) => settled.get(one.runId)!.outcomes[groups.get(one.runId)!.indexOf(one)]!);
  }
  const batcher = createBatcher<Given, Outcome>({ ...BATCH, run: settle });

  return {
    /**
     * Stores what somebody answered; the same again changes nothing. Hosts look on.
     * @throws ProblemError `not-found`; `forbidden` to hosts; `validation-failed` where it does not fit the questions;
     * `poll-closed`; `poll-answered` where an answer cannot be changed; `too-many-requests`
     */
    async answer(claims: TicketClaims, runId: PollRunId, answers: readonly PollAnswer[]): Promise<void> {
      if (claims.role !== 'attendee') throw new ProblemError('forbidden');
      await limiter.count(claims);
      const { sessionId } = claims;
      const run = await repository.findRun(sessionId, runId);
      if (run === null) throw new ProblemError('not-found');
      cellsOf(run.questions, answers);
      const identity = await leadMerges.personOf(claims.identity as PersonId);
      const outcome = await batcher.add(currentTenantId(), { runId, sessionId, identity, answers });
      if (outcome !== 'stored') throw new ProblemError(outcome);
    },

    /** What somebody has answered of these runs. */
    async own(identity: PersonId, runIds: readonly PollRunId[]): Promise<Record<PollRunId, PollAnswer[]>> {
      const rows = await store.ofPerson(await leadMerges.personOf(identity), runIds);
      return Object.fromEntries(rows.map(({ runId, answers }) => [runId, [...answers]]));
    },
  };
}
export type PollAnswers = ReturnType<typeof createPollAnswers>;
