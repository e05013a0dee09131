import ICAL from 'ical.js';

export interface IcsQuestion {
  /** Files in iCalendar format. */
  readonly files: readonly string[];
  /** Milliseconds of the epoch. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: string;
}

/** Milliseconds by which a zone's wall is ahead of UTC at an instant. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

/** The instant at which a zone's wall shows a time; of what it shows twice the first, of what it skips the one right after. */
function instantOf(wall: number, timeZone: string): number {
  const guess = wall - offsetAt(wall, timeZone);
  return wall - offsetAt(guess, timeZone);
}

const isZone = (name: string | undefined): name is string => {
  try {
    return name !== undefined && new Intl.DateTimeFormat('en-US', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
};

/** Where the file brings no rules of a zone that it names, this runtime's are taken. */
function millisecondsOf(time: ICAL.Time, named: string | undefined, timeZone: string): number {
  const isFloating = time.zone === ICAL.Timezone.localTimezone || time.isDate;
  if (!isFloating) return time.toUnixTime() * 1000;
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  return instantOf(wall, !time.isDate && isZone(named) ? named : timeZone);
}

const namedZone = (event: ICAL.Component): string | undefined => {
  const name = event.getFirstProperty('dtstart')?.getFirstParameter('tzid');
  return name === undefined || name === '' ? undefined : name;
};
const isFree = (event: ICAL.Component): boolean =>
  String(event.getFirstPropertyValue('transp') ?? '').toUpperCase() === 'TRANSPARENT' ||
  String(event.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';

/** What one event, with the dates on which it is another than usual, takes of the time that is asked for. */
function* spansOf(event: ICAL.Event, { from, to, timeZone }: IcsQuestion): Generator<[number, number]> {
  const spanOf = (item: ICAL.Event, start: ICAL.Time, end: ICAL.Time): [number, number] => {
    const named = namedZone(item.component);
    return [millisecondsOf(start, named, timeZone), millisecondsOf(end, named, timeZone)];
  };
  if (!event.isRecurring()) {
    if (!isFree(event.component)) yield spanOf(event, event.startDate, event.endDate);
    return;
  }
  // Dates that were moved are told by themselves: they may come from far behind the span.
  for (const moved of Object.values(event.exceptions))
    if (!isFree(moved.component)) yield spanOf(moved, moved.startDate, moved.endDate);
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    if (millisecondsOf(next, namedZone(event.component), timeZone) >= to) return;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    const span = spanOf(item, startDate, endDate);
    if (span[1] > from && !isFree(item.component)) yield span;
  }
}

/** Events of one file, each series with its exceptions. */
function eventsOf(file: string): ICAL.Event[] {
  const parsed = ICAL.parse(file) as unknown[];
  const roots = Array.isArray(parsed[0]) ? (parsed as unknown[][]) : [parsed];
  const components = roots.flatMap((root) => new ICAL.Component(root as never).getAllSubcomponents('vevent'));
  const [usual, exceptions] = [[] as ICAL.Component[], [] as ICAL.Component[]];
  for (const event of components) (event.hasProperty('recurrence-id') ? exceptions : usual).push(event);
  const uidOf = (event: ICAL.Component) => String(event.getFirstPropertyValue('uid'));
  const byUid = Map.groupBy(exceptions, uidOf);
  const events = usual.map((event) => {
    const own = byUid.get(uidOf(event)) ?? [];
    byUid.delete(uidOf(event));
    return new ICAL.Event(event, { exceptions: own });
  });
  // Somebody who is invited to a single date of a series has the exception alone.
  const single = [...byUid.values()].flat().map((event) => new ICAL.Event(event));
  return [...events, ...single];
}

/**
 * When what stands in calendars makes their owner busy, as spans in milliseconds, in no order.
 * @throws Error for a file that is none
 */
export function busyOf(question: IcsQuestion): [number, number][] {
  const busy: [number, number][] = [];
  for (const file of question.files) {
    if (!file.trimStart().toUpperCase().startsWith('BEGIN:VCALENDAR')) throw new Error('No calendar');
    for (const event of eventsOf(file))
      for (const [from, to] of spansOf(event, question))
        if (to > question.from && from < question.to) busy.push([from, to]);
  }
  return busy;
}
