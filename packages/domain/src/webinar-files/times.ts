import type { DateOrder, WebinarFault } from '@stageline/contracts';
import { zoneOffset, zoneSpans } from '../zone-offsets.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Hours that clocks with these letters are ahead of UTC, as American and European reports print them. */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 1,
  BST: 1,
  CET: 1,
  MEZ: 1,
  CEST: 2,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  AST: -4,
  ADT: -3,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  JST: 9,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};

const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  nov: 11,
  dec: 12,
  mae: 3,
  mrz: 3,
  mai: 5,
  okt: 10,
  dez: 12,
};

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([AaPp]\.?[Mm]\.?)?`;
const ZONE = String.raw`\s*(Z|[+-]\d{2}:?\d{2}|[A-Z]{2,5})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+${TIME}${ZONE})?$`);
const NUMBERS = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:[, ]+${TIME}${ZONE})?$`);
const NAMED = new RegExp(
  String.raw`^(?:\p{L}{2,10}\.?,? )?(\p{L}{3,9})\.? (\d{1,2}),? (\d{4})(?:[, ]+${TIME}${ZONE})?$`,
  'u',
);
const NAMED_DAY = new RegExp(
  String.raw`^(?:\p{L}{2,10}\.?,? )?(\d{1,2})\.? (\p{L}{3,9})\.? (\d{4})(?:[, ]+${TIME}${ZONE})?$`,
  'u',
);
const CLOCK = new RegExp(`^${TIME}$`);

export interface TimeReading {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The clock of the zone shows this time twice, or never: one was taken. */
  readonly isAmbiguous: boolean;
}

/** How times of one file are read. */
export interface TimeRules {
  readonly order: DateOrder;
  /** Of times that name no zone. */
  readonly timeZone: string;
}

/** Reads one instant; null for what is none. A zone in the text is believed before the file's own. */
export function readTime(text: string, { order, timeZone }: TimeRules): TimeReading | null {
  const parts = partsOf(text.trim(), order);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second, zone] = parts;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return null;
  if (day > 28 && day > daysIn(year, month)) return null;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  if (zone !== null) return { at: wall - zone, isAmbiguous: false };
  return instantOfWall(wall, timeZone);
}

/** Reads the times of one file. @returns epoch milliseconds; null for what is none, which is among the faults then */
export type TimeReader = (text: string, faults: WebinarFault[]) => number | null;

/** Begins to read times: what is known of the last day serves the next one, because those of a file are on few days. */
export function createTimeReader(rules: TimeRules): TimeReader {
  const plainTime = createPlainReader(rules.timeZone);
  return (text, faults) => {
    const plain = plainTime(text);
    if (plain !== null) return plain;
    const reading = readTime(text, rules);
    if (reading === null) faults.push('time-invalid');
    else if (reading.isAmbiguous) faults.push('time-ambiguous');
    return reading?.at ?? null;
  };
}

/** Reads `2026-03-05 18:01:00`, as most files write it, on days around which the clock is not changed; null for all else. */
function createPlainReader(timeZone: string): (text: string) => number | null {
  /** As a number of eight digits. */
  let date = 0;
  /** In epoch milliseconds; NaN where it has to be looked up for each time. */
  let midnight = Number.NaN;

  function midnightOf(year: number, month: number, day: number): number {
    if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return Number.NaN;
    const wall = Date.UTC(year, month - 1, day);
    const [span, ...more] = zoneSpans(timeZone, wall - DAY_MS, wall + 2 * DAY_MS);
    return span === undefined || more.length > 0 ? Number.NaN : wall - span.offset;
  }

  return (text) => {
    if (text.length !== 19 || text[4] !== '-' || text[7] !== '-' || text[13] !== ':' || text[16] !== ':') return null;
    if (text[10] !== ' ' && text[10] !== 'T') return null;
    const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
    const month = twoDigits(text, 5);
    const day = twoDigits(text, 8);
    const hour = twoDigits(text, 11);
    const minute = twoDigits(text, 14);
    const second = twoDigits(text, 17);
    const shown = (year * 100 + month) * 100 + day;
    if (shown !== date) {
      date = shown;
      midnight = midnightOf(year, month, day);
    }
    const at = midnight + ((hour * 60 + minute) * 60 + second) * 1000;
    return hour <= 23 && minute <= 59 && second <= 60 && !Number.isNaN(at) ? at : null;
  };
}

/** The number that two digits make; NaN where they are none. */
function twoDigits(text: string, at: number): number {
  const ten = text.charCodeAt(at) - 48;
  const one = text.charCodeAt(at + 1) - 48;
  return ten >= 0 && ten <= 9 && one >= 0 && one <= 9 ? ten * 10 + one : Number.NaN;
}

/** The instant at which a clock in `timeZone` shows `wall` (as epoch milliseconds of UTC); of two the first. */
export function instantOfWall(wall: number, timeZone: string): TimeReading {
  const before = zoneOffset(timeZone, wall - DAY_MS);
  const after = zoneOffset(timeZone, wall + DAY_MS);
  if (before === after) return { at: wall - before, isAmbiguous: false };
  const matches = [wall - before, wall - after].filter((at) => at + zoneOffset(timeZone, at) === wall);
  const at = matches.length > 0 ? Math.min(...matches) : wall - before;
  return { at, isAmbiguous: matches.length !== 1 };
}

/** A time of day alone, in milliseconds since midnight; null for what is none. */
export function readClock(text: string): number | null {
  const match = CLOCK.exec(text.trim());
  if (match === null) return null;
  const [hour, minute, second] = clockOf(match[1], match[2], match[3], match[4]);
  return hour > 23 || minute > 59 ? null : ((hour * 60 + minute) * 60 + second) * 1000;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

type Parts = readonly [number, number, number, number, number, number, number | null];

function partsOf(text: string, order: DateOrder): Parts | null {
  const first = text.charCodeAt(0);
  const isDigit = first >= 48 && first <= 57;
  if (isDigit) {
    const iso = YEAR_FIRST.exec(text);
    if (iso !== null) return withClock(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso, 4);
    const numbers = NUMBERS.exec(text);
    if (numbers !== null) {
      const [one, two] = [Number(numbers[1]), Number(numbers[3])];
      // Dots are written where the day comes first, and so it does where the first number can be no month.
      const isDayFirst = numbers[2] === '.' || one > 12 || (order === 'day-first' && two <= 12);
      const year = Number(numbers[4]) + (numbers[4]!.length === 2 ? 2000 : 0);
      return isDayFirst ? withClock(year, two, one, numbers, 5) : withClock(year, one, two, numbers, 5);
    }
    const named = NAMED_DAY.exec(text);
    return named === null ? null : withMonth(named[2]!, Number(named[1]), Number(named[3]), named);
  }
  const named = NAMED.exec(text);
  if (named !== null) return withMonth(named[1]!, Number(named[2]), Number(named[3]), named);
  const day = NAMED_DAY.exec(text);
  return day === null ? null : withMonth(day[2]!, Number(day[1]), Number(day[3]), day);
}

function withMonth(name: string, day: number, year: number, match: RegExpExecArray): Parts | null {
  const folded = name.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '').slice(0, 3);
  const month = MONTHS[folded];
  return month === undefined ? null : withClock(year, month, day, match, 4);
}

function withClock(year: number, month: number, day: number, match: RegExpExecArray, at: number): Parts | null {
  const [hour, minute, second] = clockOf(match[at], match[at + 1], match[at + 2], match[at + 3]);
  const zone = match[at + 4];
  const offset = zone === undefined ? null : zoneOf(zone);
  return offset === undefined ? null : [year, month, day, hour, minute, second, offset];
}

function clockOf(hours = '0', minutes = '0', seconds = '0', half?: string): [number, number, number] {
  let hour = Number(hours);
  if (half !== undefined && hour <= 12) {
    const isAfternoon = half[0] === 'p' || half[0] === 'P';
    hour = (hour % 12) + (isAfternoon ? 12 : 0);
  }
  return [hour, Number(minutes), Number(seconds)];
}

/** Milliseconds ahead of UTC; nothing for letters that name no zone. */
function zoneOf(text: string): number | undefined {
  const letters = ABBREVIATIONS[text];
  if (letters !== undefined) return letters * HOUR_MS;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(text);
  if (match === null) return undefined;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000;
}

/** What holds a date; those of one file are all written alike. */
export const TIME_FIELDS: ReadonlySet<string> = new Set(['joinedAt', 'leftAt', 'registeredAt', 'at']);

/** What dates say of their own order: which one, that either may be meant, or that there are none of numbers. */
export function dateOrderOf(cells: readonly string[]): DateOrder | 'either' | null {
  let seen: 'either' | null = null;
  for (const cell of cells) {
    const text = cell.trim();
    if (YEAR_FIRST.test(text)) return 'year-first';
    const match = NUMBERS.exec(text);
    if (match === null) continue;
    if (match[2] === '.' || Number(match[1]) > 12) return 'day-first';
    if (Number(match[3]) > 12) return 'month-first';
    // The fourth of April is the same either way.
    if (match[1] !== match[3]) seen = 'either';
  }
  return seen;
}
