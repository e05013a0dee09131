import { wallTimeOf } from '@stageline/domain';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { cn } from '../lib/cn.ts';
import { formatDay, formatTime } from '../lib/format.ts';
import { queryKeys } from '../lib/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { ErrorState } from '../ui/states.tsx';
import { ZoneSelect } from '../ui/zone-select.tsx';
import { byDay, monthAfter, monthOf, monthsShown, rangeOf } from './month.ts';
import { MonthGrid } from './month-grid.tsx';
import { slotTexts } from './texts.ts';

interface Range {
  readonly from: string;
  readonly to: string;
}
interface SlotPickerProps {
  /** What the times are of; a key for the cache. */
  readonly of: string;
  readonly load: (range: Range, signal: AbortSignal) => Promise<{ readonly slots: readonly string[] }>;
  readonly timeZone: string;
  readonly onTimeZone: (timeZone: string) => void;
  readonly onChoose: (startsAt: string) => void;
  /** The one that is being taken. */
  readonly busy: string | null;
}

/** Months that are looked through by themselves for the first free time. */
const LOOK_AHEAD = 3;

/** A month beside the free times of one of its days, all in one zone. */
export function SlotPicker({ of, load, timeZone, onTimeZone, onChoose, busy }: SlotPickerProps) {
  const texts = slotTexts();
  const today = wallTimeOf(new Date(), timeZone).date;
  const [asked, setAsked] = useState<string | null>(null);
  const [ahead, setAhead] = useState(0);
  const [day, setDay] = useState<string | null>(null);
  const month = asked ?? monthAfter(monthOf(today), ahead);
  const months = monthsShown(month, today);
  const range = rangeOf(months, today, timeZone);
  const slots = useQuery({
    queryKey: queryKeys.slots(of, range.from),
    queryFn: ({ signal }) => load(range, signal),
    staleTime: 30_000,
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });
  const isHere = slots.data !== undefined && !slots.isPlaceholderData;
  const free = isHere ? byDay(slots.data.slots, timeZone) : undefined;
  const isEmpty = free?.size === 0;
  // Nobody has to leaf through months in which nothing is free.
  if (isEmpty && asked === null && ahead < LOOK_AHEAD) setAhead(ahead + months.length);
  const [first] = [...(free?.keys() ?? [])].toSorted();
  const chosen = day !== null && free?.has(day) === true ? day : (first ?? null);
  if (slots.isError && slots.data === undefined)
    return <ErrorState error={slots.error} onRetry={() => void slots.refetch()} />;
  return (
    <div className="grid gap-x-8 gap-y-6 md:grid-cols-[minmax(0,1fr)_minmax(0,15rem)]">
      <div>
        <MonthGrid
          months={months}
          onMonth={setAsked}
          earliest={monthOf(today)}
          today={today}
          free={free}
          chosen={chosen}
          onChoose={setDay}
        />
        <label className="mt-4 block">
          <span className="mb-1.5 block text-xs font-medium text-text-muted">{texts.zone}</span>
          <ZoneSelect value={timeZone} first={timeZone} onChange={(event) => onTimeZone(event.target.value)} />
        </label>
      </div>
      <div className="min-w-0 md:border-s md:border-border md:ps-8">
        {free === undefined ? (
          <TimesSkeleton />
        ) : chosen === null ? (
          <div className="py-2 text-sm text-text-muted">
            <p>{texts.noneThisMonth}</p>
            <Button size="sm" className="mt-3" onClick={() => setAsked(monthAfter(month, months.length))}>
              {texts.toNext}
            </Button>
          </div>
        ) : (
          <Times day={chosen} slots={free.get(chosen) ?? []} timeZone={timeZone} onChoose={onChoose} busy={busy} />
        )}
      </div>
    </div>
  );
}

const PARTS = [
  ['morning', '00:00'],
  ['afternoon', '12:00'],
  ['evening', '17:00'],
] as const;

interface TimesProps extends Pick<SlotPickerProps, 'timeZone' | 'onChoose' | 'busy'> {
  readonly day: string;
  readonly slots: readonly string[];
}
function Times({ day, slots, timeZone, onChoose, busy }: TimesProps) {
  const texts = slotTexts();
  const named = formatDay(`${day}T12:00:00Z`, { timeZone: 'UTC' });
  const partOf = (slot: string) => {
    const { time } = wallTimeOf(new Date(slot), timeZone);
    return PARTS.findLast(([, from]) => time >= from)![0];
  };
  const parts = Map.groupBy(slots, partOf);
  return (
    <section aria-label={texts.times(named)} className="md:max-h-[26rem] md:overflow-y-auto md:pe-1">
      <h2 className="mb-3 text-base font-semibold">{named}</h2>
      <div className="flex flex-col gap-4">
        {[...parts].map(([part, times]) => (
          <div key={part}>
            <h3 className="mb-1.5 text-xs font-medium text-text-muted">{texts[part]}</h3>
            <ul className="grid grid-cols-3 gap-2 md:grid-cols-2">
              {times.map((slot) => (
                <li key={slot}>
                  <Button
                    className={cn('numeric w-full px-2', slot === busy && 'border-primary-edge')}
                    loading={slot === busy}
                    onClick={() => onChoose(slot)}
                  >
                    <time dateTime={slot}>{formatTime(slot, { timeZone })}</time>
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

const TimesSkeleton = () => (
  <div role="status" aria-label={slotTexts().loading} className="grid grid-cols-3 gap-2 pt-9 md:grid-cols-2">
    {Array.from({ length: 6 }, (_, index) => (
      <Skeleton key={index} className="h-11 w-full" />
    ))}
  </div>
);
