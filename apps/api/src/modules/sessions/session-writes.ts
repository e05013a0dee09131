import {
  ProblemError,
  SessionCancelled,
  SessionCapacityRaised,
  SessionRescheduled,
  type SessionId,
} from '@stageline/contracts';
import { admissionIssue, sessionSteps } from '@stageline/domain';
import type { Transaction } from '@stageline/platform/outbox';
import { factsOf } from './sessions.presenter.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { SeatQueues, SeriesDate, SessionFacts, SessionPlan, SessionRow } from './sessions.types.ts';

export type StoredTimes = Pick<SessionRow, 'startsAt' | 'endsAt' | 'timeZone'>;
export type SessionChanges = { readonly [K in keyof SessionFacts]?: SessionFacts[K] | undefined };

export const invalid = (pointer: string, message: string) =>
  new ProblemError('validation-failed', { issues: [{ in: 'body', pointer, message }] });

/** @throws ProblemError `validation-failed` where the price does not fit the mode */
export function assertFits(facts: SessionFacts): void {
  const issue = admissionIssue(facts);
  if (issue !== null) throw invalid(`/${issue.field}`, issue.message);
}

export const endOf = ({ startsAt, durationMinutes }: Pick<SessionPlan, 'startsAt' | 'durationMinutes'>): Date =>
  new Date(startsAt.getTime() + durationMinutes * 60_000);
export const timesOf = ({ startsAt, endsAt, timeZone }: StoredTimes) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  timeZone,
});
export const isSame = (a: StoredTimes, b: StoredTimes): boolean =>
  JSON.stringify(timesOf(a)) === JSON.stringify(timesOf(b));
/** Facts with the changes that were asked for. */
export function changed(before: SessionFacts, changes: SessionChanges): SessionFacts {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...before, ...(set as Partial<SessionFacts>) };
}

/** What masterclasses are written with, one or a whole series; every call belongs to its caller's transaction. */
export function createSessionWrites(repository: SessionsRepository, queues: SeatQueues) {
  return {
    async insert(
      sessionId: SessionId,
      { durationMinutes, publish = true, ...plan }: SessionPlan,
      series?: SeriesDate,
    ): Promise<SessionRow> {
      const counters = { registered: 0, viewers: 0, attended: 0 };
      const session: SessionRow = {
        _id: sessionId,
        ...plan,
        endsAt: endOf({ startsAt: plan.startsAt, durationMinutes }),
        ...(publish ? { status: 'scheduled' } : { status: 'draft', unannounced: true }),
        ...(series !== undefined && { series }),
        startedAt: null,
        endedAt: null,
        ...counters,
      };
      await repository.insert(session);
      if ((plan.capacity ?? null) !== null) await queues.open(sessionId);
      return session;
    },

    /** @returns null where its state forbids it @throws ProblemError `validation-failed` */
    async edit(tx: Transaction, before: SessionRow, changes: SessionChanges, series = before.series) {
      const [sessionId, was, facts] = [before._id, factsOf(before), changed(factsOf(before), changes)];
      assertFits(facts);
      const isRaised = facts.capacity === null ? was.capacity !== null : facts.capacity > (was.capacity ?? Infinity);
      // The session first: of two edits at once, one waits here for the other.
      const after = await repository.change(sessionId, sessionSteps.edit, { ...facts, ...(series && { series }) });
      if (after === null) return null;
      if (facts.capacity !== null) await queues.open(sessionId);
      if (isRaised) tx.record(SessionCapacityRaised, { sessionId });
      return after;
    },

    /**
     * Moves it; who is registered is told by the event.
     * @param isNoted whether its former start stays to be seen
     * @returns null where its state forbids it
     */
    async move(tx: Transaction, before: SessionRow, to: StoredTimes, isNoted: boolean, series = before.series) {
      const isMoved = before.status === 'scheduled' && before.startsAt.getTime() !== to.startsAt.getTime();
      const mark = isMoved && isNoted ? { rescheduledFrom: before.startsAt } : {};
      const set = { ...to, ...mark, ...(series && { series }) };
      const after = await repository.change(before._id, [before.status], set);
      if (after === null) return null;
      const { startsAt, endsAt } = timesOf(to);
      if (before.status === 'scheduled') tx.record(SessionRescheduled, { sessionId: before._id, startsAt, endsAt });
      return after;
    },

    /** @returns null where its state forbids it */
    async cancel(tx: Transaction, sessionId: SessionId, reason: string) {
      const off = { status: 'cancelled', cancelReason: reason } as const;
      const after = await repository.change(sessionId, sessionSteps.cancel, off);
      if (after !== null) tx.record(SessionCancelled, { sessionId });
      return after;
    },
  };
}
export type SessionWrites = ReturnType<typeof createSessionWrites>;
