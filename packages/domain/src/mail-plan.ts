/** What a step of a sequence is counted from: the beginning or the end of a masterclass. */
export type MailAnchor = 'start' | 'end';

/** One mail of a sequence, as far as its time is concerned. */
export interface PlannedStep {
  readonly id: string;
  readonly on: boolean;
  readonly anchor: MailAnchor;
  /** Minutes after the anchor; negative before it. A length of time and no hour of a day, so a change of the clocks moves nothing. */
  readonly offsetMinutes: number;
}

/** Begin and end of a masterclass, as instants. */
export interface SessionTimes {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export interface MailPlanInput<Step extends PlannedStep> {
  readonly steps: readonly Step[];
  readonly times: SessionTimes;
  /** When the person registered; the confirmation goes out at that moment and counts as a mail. */
  readonly registeredAt: Date;
  readonly now: Date;
  /** Minutes that have to lie between two reminders of a person. */
  readonly minimumGapMinutes: number;
  /** It is going on at this moment: whatever its times say, its end and what follows it are still to come. */
  readonly isLive?: boolean;
  /** Reminders that the person has had already. */
  readonly remindedAt?: readonly Date[];
}

export interface DueMail<Step extends PlannedStep> {
  readonly step: Step;
  readonly dueAt: Date;
}

const MINUTE_MS = 60_000;

/** Whether a step follows a masterclass up; every other one reminds of it and is of no use once it is over. */
export const isFollowUp = ({ anchor, offsetMinutes }: Pick<PlannedStep, 'anchor' | 'offsetMinutes'>): boolean =>
  anchor === 'end' && offsetMinutes >= 0;

/** When a step is due. */
export const dueAtOf = (
  { anchor, offsetMinutes }: Pick<PlannedStep, 'anchor' | 'offsetMinutes'>,
  { startsAt, endsAt }: SessionTimes,
): Date => new Date((anchor === 'start' ? startsAt : endsAt).getTime() + offsetMinutes * MINUTE_MS);

/**
 * What is to be sent to somebody, and when, the earliest first (B-06). What is past is not made up for, so whoever registers late
 * begins with the next that is still to come. A reminder that would come too soon after another one, or after the confirmation, is
 * left out; so is one that would come when the masterclass is over. One that overruns still has its follow-ups to come. Follow-ups are not held to the gap: which of them goes out is
 * known only afterwards.
 */
export function planFor<Step extends PlannedStep>(input: MailPlanInput<Step>): DueMail<Step>[] {
  const { steps, times, registeredAt, now, minimumGapMinutes, isLive = false, remindedAt = [] } = input;
  const gapMs = minimumGapMinutes * MINUTE_MS;
  const taken = [registeredAt, ...remindedAt].map((at) => at.getTime());
  const due = steps
    .filter(({ on }) => on)
    .map((step) => ({ step, dueAt: dueAtOf(step, times) }))
    .filter(({ step, dueAt }) => (isLive && isFollowUp(step)) || (dueAt > now && dueAt > registeredAt))
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || compare(a.step.id, b.step.id));
  return due.filter(({ step, dueAt }) => {
    if (isFollowUp(step)) return true;
    const at = dueAt.getTime();
    if (dueAt >= times.endsAt || taken.some((other) => Math.abs(at - other) < gapMs)) return false;
    taken.push(at);
    return true;
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
