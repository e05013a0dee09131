import type { FreeTimes } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { formatDay, formatTime } from '../../../shared/lib/format.ts';
import { slotTexts } from '../../../shared/slots/texts.ts';
import { Button, buttonStyles } from '../../../shared/ui/button.tsx';
import { Select } from '../../../shared/ui/select.tsx';
import { bookingTexts } from '../../../shared/booking/texts.ts';

interface PlainTimesProps {
  readonly times: FreeTimes;
  /** The page's own address. */
  readonly path: string;
  /** What of its query stays when another day is chosen. */
  readonly kept: Readonly<Record<string, string | null>>;
  /** Where a chosen time goes. */
  readonly action: string;
  /** What goes with it. */
  readonly children?: ReactNode;
}

const noon = (day: string): string => `${day}T12:00:00Z`;
const dayName = (day: string): string => formatDay(noon(day), { timeZone: 'UTC' });

/** A path with a query, of which nothing that is missing is said. */
export function pathWith(path: string, query: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** Days that have free times as links, and the times of one of them as buttons: links and forms, no script. */
export function PlainTimes({ times, path, kept, action, children }: PlainTimesProps) {
  const texts = slotTexts();
  const plain = bookingTexts().plain;
  const { timeZone, from, earlier, later, days, chosen, slots } = times;
  const at = (query: Readonly<Record<string, string | null>>) => pathWith(path, { ...kept, zone: timeZone, ...query });
  return (
    <div className="grid gap-x-8 gap-y-6 md:grid-cols-[minmax(0,1fr)_minmax(0,15rem)]">
      <div className="min-w-0">
        <nav aria-label={texts.days}>
          {days.length === 0 ? (
            <p className="py-2 text-sm text-text-muted">{plain.none}</p>
          ) : (
            <ul className="grid gap-2 sm:grid-cols-2">
              {days.map(({ day, count }) => (
                <li key={day}>
                  <a
                    href={`${at({ from, day })}#times`}
                    aria-current={day === chosen ? 'true' : undefined}
                    className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 rounded-md border border-border px-3 py-2 text-sm font-medium hover:border-primary-edge aria-[current]:border-primary aria-[current]:bg-primary-tint aria-[current]:text-primary-text"
                  >
                    <span>{dayName(day)}</span>
                    <span className="numeric font-normal text-text-muted">{texts.free(count)}</span>
                  </a>
                </li>
              ))}
            </ul>
          )}
          <p className="mt-3 flex flex-wrap justify-between gap-2">
            {earlier === null ? (
              <span />
            ) : (
              <a href={at({ from: earlier })} className={buttonStyles({ size: 'sm' })}>
                {plain.earlier}
              </a>
            )}
            <a href={at({ from: later })} className={buttonStyles({ size: 'sm' })}>
              {plain.later}
            </a>
          </p>
        </nav>
        <form method="get" action={path} className="mt-5 flex flex-wrap items-end gap-2">
          {Object.entries({ ...kept, from }).map(([name, value]) =>
            value === null ? null : <input key={name} type="hidden" name={name} value={value} />,
          )}
          <label className="min-w-0 flex-1 basis-48">
            <span className="mb-1.5 block text-xs font-medium text-text-muted">{texts.zone}</span>
            <Select name="zone" defaultValue={timeZone}>
              {[...new Set([timeZone, ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </Select>
          </label>
          <Button type="submit">{plain.showZone}</Button>
        </form>
      </div>
      {chosen === null ? null : (
        <section
          id="times"
          aria-label={texts.times(dayName(chosen))}
          className="min-w-0 md:border-s md:border-border md:ps-8"
        >
          <h2 className="mb-3 text-base font-semibold">{dayName(chosen)}</h2>
          <form method="post" action={action}>
            {children}
            <ul className="grid grid-cols-3 gap-2 md:grid-cols-2">
              {slots.map((slot) => (
                <li key={slot}>
                  <Button type="submit" name="startsAt" value={slot} className="numeric w-full px-2">
                    <time dateTime={slot}>{formatTime(slot, { timeZone })}</time>
                  </Button>
                </li>
              ))}
            </ul>
          </form>
        </section>
      )}
    </div>
  );
}
