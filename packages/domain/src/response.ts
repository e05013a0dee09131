import type { ResponseStep } from '@stageline/contracts';
import { dueInstant, type BusinessHours } from './business-hours.ts';

/** Until when somebody has to answer a lead that is theirs now (F-07); all in minutes of business hours. */
export interface ResponseRules {
  readonly limitMinutes: number;
  /** Before the limit; 0 for no reminder. */
  readonly remindMinutes: number;
  /** After the limit; null for never. */
  readonly reassignMinutes: number | null;
  /** Null for around the clock. */
  readonly hours: BusinessHours | null;
}

export interface ResponseTimes {
  readonly remindAt: Date | null;
  readonly dueAt: Date;
  readonly reassignAt: Date | null;
}

const MINUTE_MS = 60_000;

/** The instants that follow from an owner's beginning; null where business hours never come. */
export function responseTimes(since: Date, rules: ResponseRules): ResponseTimes | null {
  const { limitMinutes, remindMinutes, reassignMinutes, hours } = rules;
  const after = (minutes: number) => dueInstant(since, minutes * MINUTE_MS, hours);
  const dueAt = after(limitMinutes);
  if (dueAt === null) return null;
  const remindAt = remindMinutes === 0 ? null : after(limitMinutes - remindMinutes);
  return { remindAt, dueAt, reassignAt: reassignMinutes === null ? null : after(limitMinutes + reassignMinutes) };
}

/** What happens to a lead that nobody has answered. */
export type ResponseAct = 'remind' | 'escalate' | 'reassign';

/**
 * The act that is due, one at a time and in their order; a reminder that comes too late is left out. Null where none is due.
 * @param step how far it has come
 */
export function dueAct(step: ResponseStep, times: ResponseTimes, now: Date): ResponseAct | null {
  const { remindAt, dueAt, reassignAt } = times;
  if (step === 'stayed') return null;
  if (step === 'overdue') return reassignAt !== null && reassignAt <= now ? 'reassign' : null;
  if (dueAt <= now) return 'escalate';
  return step === 'running' && remindAt !== null && remindAt <= now ? 'remind' : null;
}

/** When the next act comes after a step; null where none does. */
export function nextActAt(step: ResponseStep, { remindAt, dueAt, reassignAt }: ResponseTimes): Date | null {
  if (step === 'running') return remindAt ?? dueAt;
  if (step === 'reminded') return dueAt;
  return step === 'overdue' ? reassignAt : null;
}
