import type { AttendanceField, WebinarFault, WebinarFilePlan } from '@stageline/contracts';
import type { CsvRow } from '../csv/index.ts';
import type { AttendeeFacts, PresenceSpan } from '../engagement/attendee.ts';
import { ATTENDANCE_FIELDS, attendanceMapping } from './headers.ts';
import { emailOf, isBot, isHostRole, nameKeys } from './names.ts';
import { isBlank, readDuration, readNumber, readPercent, readTruth } from './numbers.ts';
import { cleaned, type MessageFacts, type RowReport } from './report.ts';
import { createSectionReader, type Section } from './sections.ts';
import { createTextPlaces } from './text-places.ts';
import { createTimeReader } from './times.ts';

const MAX_TEXT = 500;
const MAX_NAME = 255;
/** Kept of one person: who comes and goes more often is no less present. */
const MAX_LINES = 50;
const MAX_STAYS = 500;
const MAX_QUESTIONS = 50;
/** Columns that say nothing of somebody that a mail could use. */
const MAX_CUSTOM = 40;
const NOTHING_MORE: AttendeeFacts['custom'] = [];

type Growing = { -readonly [Key in keyof AttendeeFacts]: AttendeeFacts[Key] } & {
  presence: PresenceSpan[];
  lines: number[];
};

type Named = Pick<AttendeeFacts, 'name' | 'email'>;
/** Their address, or without one their name: names are compared for want of an address alone. */
const identityOf = ({ name, email }: Named): string | undefined => email ?? nameKeys(name)[0];

/** By what somebody is told apart within their webinar. */
export const attendeeKey = (of: Named): string => `${of.email === null ? 'n' : 'e'}:${identityOf(of)}`;

export interface PeopleReading {
  /** @returns what people asked in their rows */
  push(rows: readonly CsvRow[]): MessageFacts[];
  /** Everybody, in the order in which they came up; call it once all rows are in. */
  people(): readonly AttendeeFacts[];
}

/** Which cell holds what, for one header: of one shape for every table, because they are asked for in each row. */
type Columns = Record<AttendanceField, number> & {
  readonly width: number;
  readonly custom: readonly (readonly [number, string])[];
};
const NOWHERE = -1;

/**
 * Reads a table of people row by row: all rows of a person are one entry. Memory is bounded by the people of the file. The block
 * that the plan's mapping is of is read by it; another block of people by the names of its columns.
 * @param names of the columns that the mapping is of
 */
export function createPeopleReading(plan: WebinarFilePlan, names: readonly string[], report: RowReport): PeopleReading {
  const placeOf = createSectionReader();
  const decimal = plan.dialect?.decimal ?? '.';
  const readTime = createTimeReader({ order: plan.dateOrder, timeZone: plan.timeZone });
  /** Everybody in the order in which they came up. */
  const all: Growing[] = [];
  /** Those of them without an address. */
  const nameless: Growing[] = [];
  /** Where in it somebody stands, by address or by name: a name that is compared has no `@`, so it is never an address. */
  const places = createTextPlaces((place) => identityOf(all[place]!)!);
  let columns: Columns | null = null;
  const isTeams = plan.platform === 'teams';

  function columnsOf(cells: readonly string[]): Columns {
    const isPlanned = cells.length >= names.length && names.every((name, at) => cells[at]!.trim() === name);
    const mapping = isPlanned ? plan.mapping : attendanceMapping(cells, []);
    const custom = cells.flatMap((name, at) =>
      mapping[at] == null && name.trim() !== '' ? [[at, name.trim().slice(0, 100)] as const] : [],
    );
    const found: Columns = { ...NO_COLUMNS, width: cells.length, custom: custom.slice(0, MAX_CUSTOM) };
    for (const field of ATTENDANCE_FIELDS) found[field] = mapping.indexOf(field);
    return found;
  }

  // Of the row that is being read: thousands of them come in a second.
  let at: Columns = NO_COLUMNS;
  let cells: readonly string[] = [];
  let faults: WebinarFault[] = [];

  function cell(index: number): string {
    if (index === NOWHERE) return '';
    const text = (cells[index] ?? '').trim();
    return text === '' || isBlank(text) ? '' : cleaned(text, faults);
  }

  function time(index: number): number | null {
    const text = cell(index);
    return text === '' ? null : readTime(text, faults);
  }

  function number(index: number, reader: typeof readNumber, most: number): number | null {
    const text = cell(index);
    if (text === '') return null;
    const value = reader(text, decimal);
    if (value === null) faults.push('number-invalid');
    else if (value < 0 || value > most) faults.push('number-clamped');
    return value === null ? null : Math.min(most, Math.max(0, value));
  }

  function read(row: CsvRow & { cells: readonly string[] }, section: Section): readonly MessageFacts[] {
    const { line } = row;
    if (row.cells.every((text) => text.trim() === '')) return skip(row, 'empty');
    if (section.role === 'hosts') return skip(row, 'host');
    if (section.role === 'again' || columns === null) return skip(row, 'repeated');
    at = columns;
    cells = row.cells;
    if (faults.length > 0) faults = [];
    if (cells.length < at.width) faults.push('too-few-cells');
    else if (cells.length > at.width && cells.slice(at.width).some((text) => text.trim() !== ''))
      faults.push('too-many-cells');

    const isJoined = at.firstName !== NOWHERE || at.lastName !== NOWHERE;
    const joinedName = isJoined ? `${cell(at.firstName)} ${cell(at.lastName)}`.trim() : '';
    let name = shorten(cell(at.name) || joinedName, MAX_NAME, faults);
    const rawEmail = cell(at.email);
    const email = rawEmail === '' ? null : emailOf(rawEmail);
    if (rawEmail !== '' && email === null) faults.push('email-invalid');
    // A name without a letter tells nobody apart.
    if (email === null && nameKeys(name).length === 0) name = shorten(joinedName, MAX_NAME, faults);
    const identity = identityOf({ name, email });
    if (identity === undefined) return skip(row, 'nobody');
    if (isBot(name, email)) return skip(row, 'bot');
    if (at.role !== NOWHERE && isHostRole(cell(at.role), isTeams)) return skip(row, 'host');

    let from = time(at.joinedAt);
    let to = time(at.leftAt);
    if (from !== null && to !== null && to < from) {
      [from, to] = [to, from];
      faults.push('times-swapped');
    }
    const seconds = number(at.attendanceSeconds, readNumber, Number.MAX_SAFE_INTEGER / 1000);
    const minutesMs =
      number(at.attendanceMinutes, readDuration, 7 * 86_400_000) ??
      (seconds === null ? null : Math.round(seconds * 1000));
    // Who left at a time that nobody knows was there for the minutes that are counted.
    if (from !== null && to === null && minutesMs !== null) to = from + minutesMs;

    const place = places.of(identity);
    const before: Growing | undefined = all[place];
    const stay = from === null || to === null ? null : ({ from, to, kind: 'live' } as const);
    if (stay !== null && before?.presence.some((each) => each.from === stay.from && each.to === stay.to)) {
      // What it says of the person counts whichever of the two rows comes first; their time counts once.
      addSignals(before);
      return skip(row, 'repeated');
    }
    const person = before ?? blank(name, email, stay, line);
    if (before === undefined) {
      all.push(person);
      if (email === null) nameless.push(person);
      report.newPerson();
    } else {
      if (name.length > before.name.length) before.name = name;
      if (stay !== null && before.presence.length < MAX_STAYS) before.presence.push(stay);
      if (before.lines.length < MAX_LINES) before.lines.push(line);
    }
    person.phone ??= orNull(shorten(cell(at.phone), MAX_NAME, faults));
    person.company ??= orNull(shorten(cell(at.company), MAX_NAME, faults));
    person.location ??= orNull(shorten(cell(at.location), MAX_NAME, faults));
    if (minutesMs !== null) person.minutesMs = (person.minutesMs ?? 0) + minutesMs;
    addSignals(person);
    person.registeredAt ??= time(at.registeredAt);
    addCustom(person, at, cells, faults);
    const asked = at.questionTexts === NOWHERE ? null : questionsOf(cell(at.questionTexts));
    if (asked !== null) person.questionCount = (person.questionCount ?? 0) + asked.length;
    report.take(row, faults);
    if (asked === null) return NO_MESSAGES;
    return asked.map((text) => ({
      line,
      at: null,
      sender: name,
      email,
      text: shorten(text, 4000, faults),
      isQuestion: true,
    }));
  }

  /** What the present row says of somebody, in whatever order their rows come, and however often. */
  function addSignals(person: Growing): void {
    person.attended = either(person.attended, attendedOf(cell(at.attended)));
    person.percent = most(person.percent, number(at.attendancePercent, readPercent, 100));
    person.focus = most(person.focus, number(at.focusPercent, readPercent, 100));
    person.interest = most(person.interest, number(at.interestRating, readPercent, 100));
    person.chatCount = most(person.chatCount, number(at.chatCount, readNumber, 100_000));
    person.questionCount = most(person.questionCount, number(at.questionCount, readNumber, 100_000));
    if (at.unsubscribed !== NOWHERE && readTruth(cell(at.unsubscribed)) === true) person.unsubscribed = true;
  }

  function skip(row: CsvRow, fault: WebinarFault): readonly MessageFacts[] {
    report.skip(row, fault);
    return NO_MESSAGES;
  }

  function take(row: CsvRow): readonly MessageFacts[] {
    const placed = placeOf(row);
    if (placed === null) return skip(row, 'fault' in row ? row.fault : 'empty');
    if (placed.kind === 'header') {
      columns = placed.section.role === 'people' ? columnsOf(placed.cells) : columns;
      return NO_MESSAGES;
    }
    if (placed.kind !== 'row') return NO_MESSAGES;
    if (report.isFull()) return skip(row, 'too-many-rows');
    return 'fault' in row ? skip(row, row.fault) : read(row, placed.section);
  }

  return {
    push(rows) {
      const asked: MessageFacts[] = [];
      for (const row of rows) {
        const messages = take(row);
        if (messages !== NO_MESSAGES) asked.push(...messages);
      }
      return asked;
    },
    people: () => withRejoined(all, nameless),
  };
}

const NO_COLUMNS: Columns = {
  ...(Object.fromEntries(ATTENDANCE_FIELDS.map((field) => [field, NOWHERE])) as Record<AttendanceField, number>),
  width: 0,
  custom: [],
};
const NO_MESSAGES: readonly MessageFacts[] = [];

/** Arrays begin as long as most of them stay: of a hundred thousand people each thing more is one that the garbage collector carries. */
const blank = (name: string, email: string | null, stay: PresenceSpan | null, line: number): Growing => ({
  name,
  email,
  phone: null,
  company: null,
  location: null,
  attended: null,
  presence: stay === null ? [] : [stay],
  minutesMs: null,
  percent: null,
  focus: null,
  interest: null,
  chatCount: null,
  questionCount: null,
  unsubscribed: false,
  registeredAt: null,
  custom: NOTHING_MORE,
  lines: [line],
});
/**
 * Somebody without an address who has the name of exactly one with an address, and was there at other times, is the same person:
 * they left, and came back by another way in (K-05).
 */
function withRejoined(all: readonly Growing[], nameless: readonly Growing[]): readonly AttendeeFacts[] {
  if (nameless.length === 0) return all;
  const wanted = new Map<string, Growing[]>();
  for (const person of nameless) for (const key of nameKeys(person.name)) wanted.set(key, []);
  if (wanted.size > 0)
    for (const person of all)
      if (person.email !== null) for (const key of nameKeys(person.name)) wanted.get(key)?.push(person);
  const gone = new Set<Growing>();
  for (const person of nameless) {
    const same = [...new Set(nameKeys(person.name).flatMap((key) => wanted.get(key) ?? []))];
    const [other] = same;
    if (other === undefined || same.length > 1) continue;
    if (person.presence.length === 0 || other.presence.length === 0) continue;
    const isApart = person.presence.every(({ from, to }) =>
      other.presence.every((stay) => stay.to <= from || stay.from >= to),
    );
    if (!isApart) continue;
    other.presence.push(...person.presence);
    if (person.minutesMs !== null) other.minutesMs = (other.minutesMs ?? 0) + person.minutesMs;
    other.attended = either(other.attended, person.attended);
    other.lines.push(...person.lines);
    gone.add(person);
  }
  return gone.size === 0 ? all : all.filter((person) => !gone.has(person));
}

function addCustom(person: Growing, { custom }: Columns, cells: readonly string[], faults: WebinarFault[]): void {
  for (const [index, name] of custom) {
    const text = (cells[index] ?? '').trim();
    if (isBlank(text) || person.custom.some((each) => each.name === name)) continue;
    const value = shorten(cleaned(text, faults), MAX_TEXT, faults);
    person.custom = [...person.custom, { name, value }];
  }
}

/** Several questions in one cell are numbered, or on lines of their own. */
const questionsOf = (cell: string): string[] =>
  cell
    .split(/\r?\n|(?<=[?？])\s+(?=\S)|\s*;\s+/u)
    .map((text) => text.replace(/^\s*(?:\d+[.)]|[-•])\s*/, '').trim())
    .filter((text) => text !== '' && !isBlank(text))
    .slice(0, MAX_QUESTIONS);

const attendedOf = (cell: string): boolean | null => (cell === '' ? null : readTruth(cell));
const orNull = (text: string): string | null => (text === '' ? null : text);
const most = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);
const either = (one: boolean | null, other: boolean | null): boolean | null =>
  one === null || other === null ? (one ?? other) : one || other;

function shorten(text: string, length: number, faults: WebinarFault[]): string {
  if (text.length <= length) return text;
  faults.push('text-shortened');
  return text.slice(0, length);
}
