import type { MailSkipReason, PersonId, SessionId } from '@stageline/contracts';
import { dueAtOf, isFollowUp, planFor } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { MailService } from '../mail/index.ts';
import { mailKeyOf, plannedMailsRepository, type SentBefore } from './planned-mails.repository.ts';
import { hasMoved, sequencesRepository, timesSince } from './sequences.repository.ts';
import type {
  PlannedMail,
  PlanRow,
  SeatHolder,
  SeatReader,
  Sequence,
  SequenceSession,
  SessionReader,
} from './sequences.types.ts';

export interface PlannerDeps {
  readonly sessions: Pick<SessionReader, 'find' | 'recent'>;
  readonly seats: Pick<SeatReader, 'holders' | 'holding'>;
  readonly mailer: Pick<MailService, 'withdraw'>;
  readonly clock: Clock;
}

/** By what mails are planned at one moment. */
interface Planning {
  readonly plan: PlanRow;
  readonly sequence: Sequence;
  readonly isLive: boolean;
  readonly now: Date;
}

/**
 * Plans the mails of masterclasses for whoever has a seat. Every call may come twice, at any time and in any order, and may die
 * anywhere: a plan has a number, a mail is unique within it, and one of a lower number does not go out unless it was due before.
 */
export function createPlanner({ sessions, seats, mailer, clock }: PlannerDeps) {
  /** What is planned for some people, those rows first that are due first. */
  async function rowsFor(
    { plan, sequence, isLive, now }: Planning,
    holders: readonly SeatHolder[],
  ): Promise<PlannedMail[]> {
    const people = holders.map(({ personId }) => personId);
    // Only what was planned before can have been sent before.
    const sent = plan.plan === 1 ? [] : await plannedMailsRepository.sentTo(plan.sessionId, people);
    const sentTo = Map.groupBy(sent, ({ personId }) => personId);
    return holders.flatMap(({ personId, since }) => {
      const had = sentTo.get(personId) ?? [];
      const remindedAt = had.filter(({ isReminder }) => isReminder).map(({ doneAt }) => doneAt);
      const steps = sequence.steps.filter((step) => !isSaid(step, plan, had));
      const { minimumGapMinutes } = sequence;
      const due = planFor({ steps, times: plan, registeredAt: since, now, minimumGapMinutes, isLive, remindedAt });
      return due.map(({ step, dueAt }) => rowOf(plan, personId, step.id, dueAt, !isFollowUp(step)));
    });
  }

  async function planAll(planning: Planning): Promise<void> {
    for await (const holders of seats.holders(planning.plan.sessionId))
      await plannedMailsRepository.insertNew(await rowsFor(planning, holders));
  }

  /** The plan by which a masterclass goes now, made or raised where that is needed; null where nothing is to be planned. */
  async function currentPlan(session: SequenceSession): Promise<Planning | null> {
    const { id, startsAt, endsAt } = session;
    const sequence = await sequencesRepository.current();
    // One moment for all of it: what is due after it is planned, and nothing falls between two readings of the clock.
    const common = { sequence, isLive: session.state === 'live', now: clock.now() };
    const times = { startsAt, endsAt, sequenceVersion: sequence.version };
    const known = await sequencesRepository.findPlan(id);
    if (known === null) {
      await sequencesRepository.open(id, times);
      const opened = await sequencesRepository.findPlan(id);
      // Whoever had a seat before there was a plan is planned for with the first who takes one now.
      if (opened === null) return null;
      await planAll({ ...common, plan: opened });
      return { ...common, plan: opened };
    }
    if (known.state === 'ended') return null;
    if (known.state === 'open' && isSame(known, times)) return { ...common, plan: known };
    await sequencesRepository.raise(known, times);
    const raised = await sequencesRepository.findPlan(id);
    return raised === null ? null : { ...common, plan: raised };
  }

  /** A masterclass that mails may still be planned for. */
  async function openSession(sessionId: SessionId): Promise<SequenceSession | null> {
    const session = await sessions.find(sessionId);
    return session === null || session.state === 'ended' || session.state === 'cancelled' ? null : session;
  }

  /** Takes back what was handed over and still waits for its turn, but for what `keeps` says is still true. */
  async function takeBack(
    of: Parameters<typeof plannedMailsRepository.handedOver>[0],
    keeps: (row: Pick<PlannedMail, 'stepId' | 'plannedFor'>) => boolean = () => false,
  ): Promise<void> {
    for await (const rows of plannedMailsRepository.handedOver(of)) {
      const keys = rows.filter((row) => !keeps(row)).map(({ _id }) => mailKeyOf(_id));
      if (keys.length > 0) await mailer.withdraw(keys);
    }
  }

  /** Plans a masterclass anew where its times or the sequence have changed, and finishes what somebody else began. */
  async function replan(sessionId: SessionId, reason: MailSkipReason): Promise<void> {
    const session = await openSession(sessionId);
    if (session === null) return;
    const planning = await currentPlan(session);
    if (planning === null) return;
    const { plan, sequence, now } = planning;
    // First what is new: whoever dies before the rest leaves mails of a former plan, of which none is sent that is in both.
    await planAll(planning);
    await plannedMailsRepository.skip({ sessionId, below: timesSince(plan) }, reason, now);
    await plannedMailsRepository.skip({ sessionId, below: plan.plan, dueAfter: now }, reason, now);
    if (reason === 'rescheduled')
      await takeBack({ sessionId, reminders: true }, ({ stepId, plannedFor }) =>
        sequence.steps.some((step) => step.id === stepId && plannedFor.getTime() === dueAtOf(step, plan).getTime()),
      );
  }

  return {
    /** Somebody has a seat. */
    async seatTaken(sessionId: SessionId, holder: SeatHolder): Promise<void> {
      const session = await openSession(sessionId);
      if (session === null) return;
      const planning = await currentPlan(session);
      if (planning === null) return;
      await plannedMailsRepository.forgetReleased(sessionId, holder.personId);
      await plannedMailsRepository.insertNew(await rowsFor(planning, [holder]));
    },

    /** Somebody gave their seat up, unless they have it again by now: events may overtake each other. */
    async seatReleased(sessionId: SessionId, personId: PersonId): Promise<void> {
      if ((await seats.holding(sessionId, [personId])).has(personId)) return;
      await plannedMailsRepository.skip({ sessionId, personId }, 'released', clock.now());
      await takeBack({ sessionId, personId });
    },

    rescheduled: (sessionId: SessionId): Promise<void> => replan(sessionId, 'rescheduled'),

    /** The sequence has changed: everything that is still to come is planned anew. */
    async replanAll(): Promise<void> {
      const planned = await sequencesRepository.openSessions();
      const known = (await sessions.recent()).map(({ id }) => id);
      for (const sessionId of new Set([...planned, ...known])) await replan(sessionId, 'sequence-changed');
    },

    async cancelled(sessionId: SessionId): Promise<void> {
      await sequencesRepository.close(sessionId, 'cancelled');
      await plannedMailsRepository.skip({ sessionId }, 'cancelled', clock.now());
      await takeBack({ sessionId });
    },

    /** It is over for good, held or not: what would come before it does not. */
    async closed(sessionId: SessionId): Promise<void> {
      const plan = await sequencesRepository.findPlan(sessionId);
      if (plan?.state === 'open') await sequencesRepository.close(sessionId, 'ended');
      await plannedMailsRepository.skip({ sessionId, reminders: true }, 'over', clock.now());
    },

    /** It is over: reminders are of no use, and what follows is counted from when it really ended. */
    async ended(sessionId: SessionId, at: Date): Promise<void> {
      const plan = await sequencesRepository.findPlan(sessionId);
      if (plan === null || plan.state === 'cancelled') return;
      await sequencesRepository.close(sessionId, 'ended', at);
      await plannedMailsRepository.skip({ sessionId, reminders: true }, 'over', clock.now());
      const { steps } = await sequencesRepository.ofVersion(plan.sequenceVersion);
      const times = { startsAt: plan.startsAt, endsAt: at };
      for (const step of steps.filter(isFollowUp))
        await plannedMailsRepository.moveStep(sessionId, step.id, dueAtOf(step, times));
    },
  };
}
export type Planner = ReturnType<typeof createPlanner>;

const isSame = (a: Pick<PlanRow, 'startsAt' | 'endsAt' | 'sequenceVersion'>, b: typeof a): boolean =>
  !hasMoved(a, b) && a.sequenceVersion === b.sequenceVersion;

/** Whether somebody has had what a step says: a follow-up once, a reminder once for a time of the masterclass. */
const isSaid = (step: Sequence['steps'][number], times: PlanRow, had: readonly SentBefore[]): boolean =>
  had.some(
    ({ stepId, isReminder, plannedFor }) =>
      stepId === step.id && (!isReminder || plannedFor.getTime() === dueAtOf(step, times).getTime()),
  );

const rowOf = (
  { sessionId, plan }: PlanRow,
  personId: PersonId,
  stepId: string,
  dueAt: Date,
  isReminder: boolean,
): PlannedMail => ({
  _id: newId('pml'),
  sessionId,
  personId,
  stepId,
  plan,
  isReminder,
  plannedFor: dueAt,
  dueAt,
  state: 'planned',
  batch: null,
  attempts: 0,
  reason: null,
  mailId: null,
  templateVersion: null,
  facts: [],
  doneAt: null,
});
