import { useId } from 'react';
import { pageLocale } from '../../../shared/i18n/index.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { dashboardTexts } from '../texts.ts';

export interface DayCount {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly count: number;
}

/** Wall-clock dates are formatted in UTC, where they were parsed, so that no zone moves them to the day before. */
const formatDay = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(pageLocale().tag, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** One quiet bar per day with the same numbers as a table for screen readers; today is the only coloured bar. */
export function DayChart({ days, caption }: { days: readonly DayCount[]; caption: string }) {
  const captionId = useId();
  const highest = Math.max(1, ...days.map((entry) => entry.count));
  return (
    <figure aria-labelledby={captionId} className="m-0">
      <figcaption id={captionId} className="sr-only">
        {caption}
      </figcaption>
      <div aria-hidden="true" className="flex h-40 items-end gap-1 sm:gap-1.5">
        {days.map((entry, index) => (
          <Bar key={entry.day} entry={entry} share={entry.count / highest} isToday={index === days.length - 1} />
        ))}
      </div>
      <div aria-hidden="true" className="mt-2 flex justify-between border-t border-border pt-2 text-xs text-text-muted">
        <span>{days[0] ? formatDay(days[0].day, { day: 'numeric', month: 'short' }) : ''}</span>
        <span>{dashboardTexts().today}</span>
      </div>
      <table className="sr-only">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{dashboardTexts().day}</th>
            <th scope="col">{dashboardTexts().registrations}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((entry) => (
            <tr key={entry.day}>
              <th scope="row">{formatDay(entry.day, { dateStyle: 'long' })}</th>
              <td>{formatNumber(entry.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function Bar({ entry, share, isToday }: { entry: DayCount; share: number; isToday: boolean }) {
  const day = formatDay(entry.day, { weekday: 'short', day: 'numeric', month: 'short' });
  const label = dashboardTexts().onDay(day, entry.count);
  return (
    <div className="group flex h-full min-w-0 flex-1 flex-col justify-end" title={label}>
      <span
        className={`mb-1 text-center text-xs tabular-nums text-text-muted group-hover:opacity-100 ${
          isToday || share === 1 ? '' : 'opacity-0'
        }`}
      >
        {entry.count === 0 && !isToday ? '' : formatNumber(entry.count)}
      </span>
      <div
        className={`rounded-t-sm motion-safe:transition-[height] motion-safe:duration-200 ${
          isToday ? 'bg-primary' : 'bg-text-muted/25 group-hover:bg-text-muted/50'
        }`}
        style={{ height: `calc(${(share * 82).toFixed(2)}% + 2px)` }}
      />
    </div>
  );
}
