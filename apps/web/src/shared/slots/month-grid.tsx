import { addDays } from '@stageline/domain';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { cn } from '../lib/cn.ts';
import { formatDay } from '../lib/format.ts';
import { formatter } from '../lib/format-time.ts';
import { Button } from '../ui/button.tsx';
import { monthAfter, weeksOf } from './month.ts';
import { slotTexts } from './texts.ts';

interface MonthGridProps {
  /** Their first days, in order. */
  readonly months: readonly string[];
  readonly onMonth: (month: string) => void;
  readonly earliest: string;
  readonly today: string;
  /** How many times are free, by day; undefined while they are looked for. */
  readonly free: ReadonlyMap<string, readonly string[]> | undefined;
  readonly chosen: string | null;
  readonly onChoose: (day: string) => void;
}

const utc = (day: string) => new Date(`${day}T12:00:00Z`);
const ARROWS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const monthName = (month: string): string =>
  formatter(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(utc(month));

/** Months in which the days that have free times can be chosen. Arrows go from one such day to the next. */
export function MonthGrid({ months, onMonth, earliest, today, free, chosen, onChoose }: MonthGridProps) {
  const texts = slotTexts();
  const [month = today] = months;
  const last = months.at(-1) ?? month;
  const days = [...(free?.keys() ?? [])].toSorted();
  const inOrder = chosen !== null && days.includes(chosen) ? chosen : days[0];
  const move = (event: KeyboardEvent<HTMLElement>, from: string) => {
    const step = ARROWS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const wanted = addDays(from, step);
    const target = step > 0 ? days.find((day) => day >= wanted) : days.findLast((day) => day <= wanted);
    const grid = event.currentTarget.closest('[data-months]');
    grid?.querySelector<HTMLElement>(`[data-day="${target ?? from}"]`)?.focus();
  };
  return (
    <div data-months="">
      <div className="mb-3 flex items-center justify-between">
        <p aria-live="polite" className="text-base font-semibold">
          {monthName(month)}
        </p>
        <div className="flex gap-1">
          <Button
            variant="ghost"
            size="icon"
            aria-label={texts.earlier}
            disabled={month <= earliest}
            onClick={() => onMonth(monthAfter(month, -1))}
          >
            <ChevronLeft size={20} aria-hidden="true" />
          </Button>
          <Button variant="ghost" size="icon" aria-label={texts.later} onClick={() => onMonth(monthAfter(last, 1))}>
            <ChevronRight size={20} aria-hidden="true" />
          </Button>
        </div>
      </div>
      {months.map((each) => (
        <table
          key={each}
          className="w-full table-fixed border-separate border-spacing-1"
          aria-label={months.length === 1 ? texts.days : `${texts.days}, ${monthName(each)}`}
        >
          {each === month ? null : (
            <caption className="pt-4 pb-2 text-start text-base font-semibold">{monthName(each)}</caption>
          )}
          <thead className={each === month ? undefined : 'sr-only'}>
            <tr>
              {Array.from({ length: 7 }, (_, index) => utc(addDays('2024-01-01', index))).map((day) => (
                <th key={day.getUTCDay()} scope="col" className="pb-1 text-xs font-medium text-text-muted">
                  {formatter(undefined, { weekday: 'short', timeZone: 'UTC' }).format(day)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(each)
              // Weeks that are over offer nothing.
              .filter((week) => week.some((day) => day !== null && day >= today))
              .map((week) => (
                <tr key={week.find((day) => day !== null)}>
                  {week.map((day, index) => (
                    <td key={day ?? index} className="p-0 text-center">
                      {day === null ? null : (
                        <DayCell
                          day={day}
                          count={free?.get(day)?.length ?? 0}
                          isKnown={free !== undefined}
                          isToday={day === today}
                          isChosen={day === chosen}
                          isInOrder={day === inOrder}
                          onChoose={onChoose}
                          onKeyDown={move}
                        />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

interface DayCellProps {
  readonly day: string;
  readonly count: number;
  readonly isKnown: boolean;
  readonly isToday: boolean;
  readonly isChosen: boolean;
  /** Whether Tab stops here. */
  readonly isInOrder: boolean;
  readonly onChoose: (day: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>, day: string) => void;
}
function DayCell({ day, count, isKnown, isToday, isChosen, isInOrder, onChoose, onKeyDown }: DayCellProps) {
  const texts = slotTexts();
  const number = Number(day.slice(8));
  const look = 'numeric relative mx-auto grid aspect-square w-full max-w-12 place-items-center rounded-md text-sm';
  const dot = isToday && <span aria-hidden="true" className="absolute bottom-1.5 size-1 rounded-full bg-current" />;
  if (count === 0)
    return (
      <span className={cn(look, 'text-text-muted', !isKnown && 'animate-pulse bg-muted motion-reduce:animate-none')}>
        {number}
        {dot}
      </span>
    );
  return (
    <button
      type="button"
      data-day={day}
      tabIndex={isInOrder ? 0 : -1}
      aria-pressed={isChosen}
      aria-label={`${formatDay(utc(day), { timeZone: 'UTC' })}, ${texts.free(count)}`}
      onClick={() => onChoose(day)}
      onKeyDown={(event) => onKeyDown(event, day)}
      className={cn(
        look,
        'font-semibold transition-colors duration-150',
        isChosen
          ? 'bg-primary text-on-primary'
          : 'bg-primary-tint text-primary-text hover:bg-primary hover:text-on-primary',
      )}
    >
      {number}
      {dot}
    </button>
  );
}
