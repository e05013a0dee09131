import { isTimeless, type MailAudience, type MailAudienceKind, type SequenceStep } from '@stageline/contracts';

export const UNITS = { minutes: 1, hours: 60, days: 1440 } as const;
export type Unit = keyof typeof UNITS;

/** An offset as somebody writes it down: how many of what, before or after. */
export interface WrittenOffset {
  readonly amount: number;
  readonly unit: Unit;
  readonly when: 'before' | 'after';
}

/** The largest unit of which it is a whole number. */
export function writtenOffset(offsetMinutes: number): WrittenOffset {
  const minutes = Math.abs(offsetMinutes);
  const unit =
    minutes > 0 && minutes % UNITS.days === 0
      ? 'days'
      : minutes > 0 && minutes % UNITS.hours === 0
        ? 'hours'
        : 'minutes';
  return { amount: minutes / UNITS[unit], unit, when: offsetMinutes < 0 ? 'before' : 'after' };
}
export const offsetOf = ({ amount, unit, when }: WrittenOffset): number =>
  Math.round(amount * UNITS[unit]) * (when === 'before' ? -1 : 1) || 0;

export const isAfterEnd = ({ anchor, offsetMinutes }: Pick<SequenceStep, 'anchor' | 'offsetMinutes'>): boolean =>
  anchor === 'end' && offsetMinutes >= 0;

/** Steps in the order in which they come; of a masterclass whose length is not known, the end is after every begin. */
export const inOrder = (steps: readonly SequenceStep[]): SequenceStep[] =>
  steps.toSorted((a, b) => rank(a) - rank(b) || a.offsetMinutes - b.offsetMinutes);
const rank = ({ anchor, offsetMinutes }: SequenceStep): number =>
  anchor === 'start' ? (offsetMinutes <= 0 ? 0 : 1) : offsetMinutes < 0 ? 2 : 3;

export const audienceOf = (kind: MailAudienceKind): MailAudience => {
  if (kind === 'left-before') return { kind, minutes: 30 };
  if (kind === 'watched-replay') return { kind, percent: 50 };
  return { kind };
};

/** A step that asks for who was there only where that can be known. */
export const settled = (step: SequenceStep): SequenceStep =>
  isAfterEnd(step) || isTimeless(step.audience.kind) ? step : { ...step, audience: { kind: 'everybody' } };

/** A new step; its id is its own for good. */
export const newStep = (steps: readonly SequenceStep[]): SequenceStep => {
  const taken = new Set(steps.map(({ id }) => id));
  let number = steps.length + 1;
  while (taken.has(`step-${number}`)) number += 1;
  return {
    id: `step-${number}`,
    on: true,
    anchor: 'start',
    offsetMinutes: -180,
    template: 'reminder-hour',
    audience: { kind: 'everybody' },
  };
};
