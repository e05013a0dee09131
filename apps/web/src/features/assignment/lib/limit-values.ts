import type { ResponseLimit } from '@stageline/contracts';
import type { LimitInput } from '../api/response.queries.ts';

interface DayValues {
  isOpen: boolean;
  from: string;
  to: string;
}
/** The limit as controls hold it: numbers are text, nobody's number is ''; holidays are lines. */
export interface LimitValues {
  enabled: boolean;
  limitMinutes: string;
  remindMinutes: string;
  reassignMinutes: string;
  hasHours: boolean;
  timeZone: string;
  week: DayValues[];
  holidays: string;
}

/** A control for a time has no 24:00; a day that ends at midnight ends at 00:00 there. */
const MIDNIGHT = { stored: '24:00', shown: '00:00' } as const;
const shownEnd = (to: string) => (to === MIDNIGHT.stored ? MIDNIGHT.shown : to);
const storedEnd = (to: string) => (to === MIDNIGHT.shown ? MIDNIGHT.stored : to);

const CLOSED: DayValues = { isOpen: false, from: '09:00', to: '18:00' };
const WEEK = Array.from({ length: 7 }, (_, index) => (index < 5 ? { ...CLOSED, isOpen: true } : CLOSED));

export const limitValuesOf = (limit: ResponseLimit): LimitValues => ({
  enabled: limit.enabled,
  limitMinutes: String(limit.limitMinutes),
  remindMinutes: String(limit.remindMinutes),
  reassignMinutes: limit.reassignMinutes === null ? '' : String(limit.reassignMinutes),
  hasHours: limit.hours !== null,
  timeZone: limit.hours?.timeZone ?? '',
  week:
    limit.hours?.week.map((day) => (day === null ? CLOSED : { isOpen: true, from: day.from, to: shownEnd(day.to) })) ??
    WEEK,
  holidays: limit.hours?.holidays.join('\n') ?? '',
});

/** What the form says, as the api takes it. A field that holds no number is refused there, beside it. */
export const limitInputOf = (version: number, values: LimitValues): LimitInput => ({
  version,
  enabled: values.enabled,
  limitMinutes: Number(values.limitMinutes),
  remindMinutes: Number(values.remindMinutes),
  reassignMinutes: values.reassignMinutes.trim() === '' ? null : Number(values.reassignMinutes),
  hours: values.hasHours
    ? {
        timeZone: values.timeZone === '' ? null : values.timeZone,
        week: values.week.map(({ isOpen, from, to }) => (isOpen ? { from, to: storedEnd(to) } : null)),
        holidays: values.holidays.split(/[\s,;]+/).filter((day) => day !== ''),
      }
    : null,
});
