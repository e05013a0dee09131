import type { AnalyticsView } from '@stageline/contracts';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { formatter } from '../../../shared/lib/format-time.ts';
import { analyticsTexts } from '../texts.ts';

type View = Pick<AnalyticsView, 'step' | 'range' | 'calendar'>;
const written = (from: string, { calendar }: View, options: Intl.DateTimeFormatOptions): string =>
  formatter(pageLocale().tag, { ...options, timeZone: calendar.timeZone }).format(new Date(from));

/** What stands under a bucket: as short as its range allows. */
export function shortBucket(from: string, view: View): string {
  if (view.step === 'hour') return written(from, view, { hour: 'numeric' });
  if (view.range === 'this_week') return written(from, view, { weekday: 'short' });
  return written(from, view, view.range === 'this_month' ? { day: 'numeric' } : { day: 'numeric', month: 'short' });
}

/** A bucket by its full name; the hour that comes twice in October says which one it is. */
export function longBucket(from: string, view: View): string {
  if (view.step === 'hour') return written(from, view, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });
  const day = written(from, view, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(view.range === 'all_time' && { year: 'numeric' }),
  });
  return view.step === 'week' ? analyticsTexts().weekOf(day) : day;
}
