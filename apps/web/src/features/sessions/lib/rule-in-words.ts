import type { SeriesRule } from '@stageline/contracts';
import { instantOf } from '@stageline/domain';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { formatDate, formatTime, formatZone } from '../../../shared/lib/format.ts';
import { sessionsTexts } from '../texts.ts';

/** 1 January 2024 was a Monday. */
const dateOfWeekday = (weekday: number): Date => new Date(Date.UTC(2024, 0, weekday));

/** `Tuesday`, for 1 (Monday) to 7. */
export const weekdayName = (weekday: number, length: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(pageLocale().tag, { weekday: length, timeZone: 'UTC' }).format(dateOfWeekday(weekday));

function daysInWords({ pattern }: SeriesRule): string {
  const { rule } = sessionsTexts().series;
  if (pattern.kind === 'monthly-day') return rule.monthlyDay(pattern.day);
  if (pattern.kind === 'monthly-weekday')
    return rule.monthlyWeekday(rule.ordinals[pattern.nth === -1 ? 'last' : pattern.nth], weekdayName(pattern.weekday));
  const days = new Intl.ListFormat(pageLocale().tag).format(pattern.weekdays.map((day) => weekdayName(day)));
  return rule.weekly(pattern.every, days);
}

/** `Every Tuesday at 19:00, Central European Time, until 14 April 2026.` */
export function ruleInWords(rule: SeriesRule): string {
  const { end, from, time, timeZone } = rule;
  const texts = sessionsTexts().series.rule;
  const at = instantOf(from, time, timeZone);
  const when = texts.at(daysInWords(rule), formatTime(at, { timeZone }), formatZone(timeZone, at));
  if (end.kind === 'never') return texts.open(when);
  if (end.kind === 'count') return texts.times(when, end.count);
  return texts.until(when, formatDate(`${end.date}T12:00:00Z`, { timeZone: 'UTC' }));
}
