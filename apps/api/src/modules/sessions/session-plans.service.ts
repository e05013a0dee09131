import { ProblemError, SessionClosed, type AuditAction, type SessionId, type sessions } from '@stageline/contracts';
import { sessionSteps, type SessionStep } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { SessionViews } from './session-views.ts';
import {
  assertFits,
  endOf,
  invalid,
  isSame,
  timesOf,
  type SessionChanges,
  type SessionWrites,
} from './session-writes.ts';
import { factsOf } from './sessions.presenter.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { SeriesDate, SessionPlan, SessionRow } from './sessions.types.ts';

export interface SessionPlansDeps {
  readonly repository: SessionsRepository;
  readonly views: SessionViews;
  readonly writes: SessionWrites;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** Tells the dashboards that there is another one. */
  readonly planned: (session: SessionRow) => void;
  /** Tells the room and the dashboards. */
  readonly announce: (session: SessionRow) => Promise<void>;
}

type View = sessions.SessionView;
interface Times {
  readonly startsAt: Date;
  readonly durationMinutes: number;
  readonly timeZone: string;
}

/** What was changed for itself is left alone by its series. */
const apart = ({ series }: SessionRow): SeriesDate | undefined => series && { ...series, isApart: true };

/** Plans of the current tenant's masterclasses: what they are, when, and whether they are held (B-03). */
export function createSessionPlans(deps: SessionPlansDeps) {
  const { repository, views, writes, audit, unitOfWork, clock, planned, announce } = deps;

  function assertToCome(times: Pick<Times, 'startsAt' | 'durationMinutes'>): void {
    if (endOf(times) <= clock.now()) throw invalid('/startsAt', 'Please choose a time that is still to come.');
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
        const row = await writes.insert(newId('ses'), plan);
        assertFits(factsOf(row));
        await record('session.planned', row);
        tx.afterCommit(() => planned(row));
        return row;
      });
      return views.whole(session);
    },

    /** The first masterclass of a new site; a second call with the same id changes nothing. */
    async planFirst(sessionId: SessionId, plan: SessionPlan): Promise<void> {
      if ((await repository.find(sessionId)) === null) planned(await writes.insert(sessionId, plan));
    },

    /** @throws ProblemError `not-found`; `illegal-transition` once it is over; `validation-failed` */
    edit: (sessionId: SessionId, changes: SessionChanges): Promise<View> =>
      command(sessionId, 'edit', async (tx, before) => {
        const after = await writes.edit(tx, before, changes, apart(before));
        if (after !== null) await record('session.edited', after, { before: factsOf(before), after: factsOf(after) });
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
        const after = await writes.move(tx, before, to, true, apart(before));
        if (after !== null)
          await record('session.rescheduled', after, { before: timesOf(before), after: timesOf(after) });
        return after;
      }),

    /** Calls it off; whoever is registered is told why. @throws ProblemError `not-found`, `illegal-transition` */
    cancel: (sessionId: SessionId, reason: string): Promise<View> =>
      command(sessionId, 'cancel', async (tx) => {
        const after = await writes.cancel(tx, sessionId, reason);
        if (after !== null) await record('session.cancelled', after, { reason });
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
