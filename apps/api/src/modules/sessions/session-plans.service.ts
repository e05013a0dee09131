import {
  ProblemError,
  SessionCancelled,
  SessionCapacityRaised,
  SessionClosed,
  SessionRescheduled,
  type AuditAction,
  type SessionId,
  type sessions,
} from '@stageline/contracts';
import { admissionIssue, sessionSteps, type SessionStep } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { SessionViews } from './session-views.ts';
import { factsOf } from './sessions.presenter.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { SeatQueues, SessionFacts, SessionPlan, SessionRow } from './sessions.types.ts';

export interface SessionPlansDeps {
  readonly repository: SessionsRepository;
  readonly views: SessionViews;
  readonly queues: SeatQueues;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** Tells the dashboards that there is another one. */
  readonly planned: (session: SessionRow) => void;
  /** Tells the room and the dashboards. */
  readonly announce: (session: SessionRow) => Promise<void>;
}

export type SessionChanges = { readonly [K in keyof SessionFacts]?: SessionFacts[K] | undefined };
type View = sessions.SessionView;
interface Times {
  readonly startsAt: Date;
  readonly durationMinutes: number;
  readonly timeZone: string;
}

const invalid = (pointer: string, message: string) =>
  new ProblemError('validation-failed', { issues: [{ in: 'body', pointer, message }] });
const endOf = ({ startsAt, durationMinutes }: Pick<Times, 'startsAt' | 'durationMinutes'>): Date =>
  new Date(startsAt.getTime() + durationMinutes * 60_000);

/** Plans of the current tenant's masterclasses: what they are, when, and whether they are held (B-03). */
export function createSessionPlans(deps: SessionPlansDeps) {
  const { repository, views, queues, audit, unitOfWork, clock, planned, announce } = deps;

  function assertToCome(times: Pick<Times, 'startsAt' | 'durationMinutes'>): void {
    if (endOf(times) <= clock.now()) throw invalid('/startsAt', 'Please choose a time that is still to come.');
  }

  function assertFits(facts: SessionFacts): void {
    const issue = admissionIssue(facts);
    if (issue !== null) throw invalid(`/${issue.field}`, issue.message);
  }

  async function insert(sessionId: SessionId, { durationMinutes, publish = true, ...plan }: SessionPlan) {
    const counters = { registered: 0, viewers: 0, attended: 0 };
    const session: SessionRow = {
      _id: sessionId,
      ...plan,
      endsAt: endOf({ startsAt: plan.startsAt, durationMinutes }),
      ...(publish ? { status: 'scheduled' } : { status: 'draft', unannounced: true }),
      startedAt: null,
      endedAt: null,
      ...counters,
    };
    await repository.insert(session);
    if ((plan.capacity ?? null) !== null) await queues.open(sessionId);
    return session;
  }

  const record = (action: AuditAction, { _id: id, title: name }: SessionRow, more: object = {}): Promise<void> =>
    audit.record({ action, target: { type: 'session', id, name }, ...more });

  /** @throws ProblemError `not-found`, `illegal-transition` */
  async function refuse(sessionId: SessionId): Promise<never> {
    throw new ProblemError((await repository.find(sessionId)) === null ? 'not-found' : 'illegal-transition');
  }

  /** Runs one command: what it changes, its audit entry and its events happen together. */
  async function command(
    sessionId: SessionId,
    step: SessionStep,
    write: (tx: Transaction, before: SessionRow) => Promise<SessionRow | null>,
  ): Promise<View> {
    const session = await unitOfWork.run(async (tx) => {
      const before = await repository.find(sessionId);
      if (before === null) throw new ProblemError('not-found');
      if (!(sessionSteps[step] as readonly string[]).includes(before.status))
        throw new ProblemError('illegal-transition');
      const after = await write(tx, before);
      if (after === null) return refuse(sessionId);
      tx.afterCommit(() => announce(after));
      return after;
    });
    return views.whole(session);
  }

  return {
    /** @throws ProblemError `validation-failed` for a masterclass that would be over already, or whose price does not fit its mode */
    async create(plan: SessionPlan): Promise<View> {
      assertToCome(plan);
      const session = await unitOfWork.run(async (tx) => {
        const row = await insert(newId('ses'), plan);
        assertFits(factsOf(row));
        await record('session.planned', row);
        tx.afterCommit(() => planned(row));
        return row;
      });
      return views.whole(session);
    },

    /** The first masterclass of a new site; a second call with the same id changes nothing. */
    async planFirst(sessionId: SessionId, plan: SessionPlan): Promise<void> {
      if ((await repository.find(sessionId)) === null) planned(await insert(sessionId, plan));
    },

    /** @throws ProblemError `not-found`; `illegal-transition` once it is over; `validation-failed` */
    edit: (sessionId: SessionId, changes: SessionChanges): Promise<View> =>
      command(sessionId, 'edit', async (tx, before) => {
        const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
        const [was, facts] = [factsOf(before), { ...factsOf(before), ...(set as Partial<SessionFacts>) }];
        assertFits(facts);
        const isRaised = facts.capacity === null ? was.capacity !== null : facts.capacity > (was.capacity ?? Infinity);
        // The session first: of two edits at once, one waits here for the other.
        const after = await repository.change(sessionId, sessionSteps.edit, facts);
        if (after === null) return null;
        if (facts.capacity !== null) await queues.open(sessionId);
        if (isRaised) tx.record(SessionCapacityRaised, { sessionId });
        await record('session.edited', after, { before: was, after: facts });
        return after;
      }),

    /** Announces a draft. @throws ProblemError `not-found`, `illegal-transition`; `validation-failed` where its time is over */
    publish: (sessionId: SessionId): Promise<View> =>
      command(sessionId, 'publish', async (_tx, before) => {
        if (before.endsAt <= clock.now()) throw invalid('/startsAt', 'Please choose a time that is still to come.');
        const after = await repository.change(sessionId, ['draft'], { status: 'scheduled' }, { unannounced: 1 });
        if (after !== null) await record('session.published', after);
        return after;
      }),

    /** Moves it; the former start stays to be seen. @throws ProblemError `not-found`, `illegal-transition`, `validation-failed` */
    reschedule: (sessionId: SessionId, times: Times): Promise<View> =>
      command(sessionId, 'reschedule', async (tx, before) => {
        assertToCome(times);
        const { startsAt, timeZone } = times;
        const to = { startsAt, endsAt: endOf(times), timeZone };
        if (isSame(before, to)) return before;
        const isMoved = before.status === 'scheduled' && before.startsAt.getTime() !== startsAt.getTime();
        const mark = isMoved ? { rescheduledFrom: before.startsAt } : {};
        const after = await repository.change(sessionId, [before.status], { ...to, ...mark });
        if (after === null) return null;
        await record('session.rescheduled', after, { before: timesOf(before), after: timesOf(after) });
        if (before.status === 'scheduled')
          tx.record(SessionRescheduled, {
            sessionId,
            startsAt: startsAt.toISOString(),
            endsAt: to.endsAt.toISOString(),
          });
        return after;
      }),

    /** Calls it off; whoever is registered is told why. @throws ProblemError `not-found`, `illegal-transition` */
    cancel: (sessionId: SessionId, reason: string): Promise<View> =>
      command(sessionId, 'cancel', async (tx) => {
        const after = await repository.change(sessionId, sessionSteps.cancel, {
          status: 'cancelled',
          cancelReason: reason,
        });
        if (after === null) return null;
        await record('session.cancelled', after, { reason });
        tx.record(SessionCancelled, { sessionId });
        return after;
      }),

    /** Closes what is over, and discards a draft. @throws ProblemError `not-found`, `illegal-transition` */
    close: (sessionId: SessionId): Promise<View> =>
      command(sessionId, 'close', async (tx) => {
        const after = await repository.change(sessionId, sessionSteps.close, { status: 'closed' });
        if (after === null) return null;
        await record('session.closed', after);
        tx.record(SessionClosed, { sessionId });
        return after;
      }),
  };
}

type StoredTimes = Pick<SessionRow, 'startsAt' | 'endsAt' | 'timeZone'>;
const timesOf = ({ startsAt, endsAt, timeZone }: StoredTimes) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  timeZone,
});
const isSame = (a: StoredTimes, b: StoredTimes): boolean => JSON.stringify(timesOf(a)) === JSON.stringify(timesOf(b));
