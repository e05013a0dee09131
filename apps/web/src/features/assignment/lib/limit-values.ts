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

const CLOSED: DayValues = { isOpen: false, from: '09:00', to: '18:00' };
const WEEK = Array.from({ length: 7 }, (_, index) => (index < 5 ? { ...CLOSED, isOpen: true } : CLOSED));

export const limitValuesOf = (limit: ResponseLimit): LimitValues => ({
  enabled: limit.enabled,
  limitMinutes: String(limit.limitMinutes),
  remindMinutes: String(limit.remindMinutes),
  reassignMinutes: limit.reassignMinutes === null ? '' : String(limit.reassignMinutes),
  hasHours: limit.hours !== null,
  timeZone: limit.hours?.timeZone ?? '',
  week: limit.hours?.week.map((day) => (day === null ? CLOSED : { isOpen: true, ...day })) ?? WEEK,
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
        week: values.week.map(({ isOpen, from, to }) => (isOpen ? { from, to } : null)),
        holidays: values.holidays.split(/[\s,;]+/).filter((day) => day !== ''),
      }
    : null,
});
