import type {
  DateOrder,
  WebinarDialect,
  WebinarFilePlan,
  WebinarInspection,
  WebinarPlatform,
} from '@stageline/contracts';
import { createCsvReader, detectDelimiter, firstRows, watchEncoding, type CsvRow } from '../csv/index.ts';
import { attendanceMapping, chatMapping, foldName, platformOf } from './headers.ts';
import { isSavedChat } from './messages.ts';
import { readDuration } from './numbers.ts';
import { createSectionReader, type Section } from './sections.ts';
import { dateOrderOf, readTime, TIME_FIELDS } from './times.ts';

const SAMPLES = 3;
const MAX_SAMPLE = 60;
/** Rows from which it is told how dates and numbers are written. */
const LOOKED_AT = 200;

/** What somebody says of a file before it is looked at. */
export interface InspectionWishes {
  readonly kind?: WebinarFilePlan['kind'] | undefined;
  readonly platform?: WebinarPlatform | undefined;
  readonly dialect?: WebinarDialect | null | undefined;
  /** Of times that name no zone. */
  readonly timeZone: string;
}
/** Without what only those know who have seen other files. */
export type Inspected = Omit<WebinarInspection, 'remembered'>;

/** Platforms whose times are in UTC whatever zone the webinar was in, and those that write the month first. */
const IN_UTC: readonly WebinarPlatform[] = ['collaborate', 'streamboxy'];
const MONTH_FIRST: readonly WebinarPlatform[] = ['zoom', 'gotowebinar', 'teams'];

/**
 * Looks at the beginning of a file of text.
 * @param head its first bytes
 * @param isWhole whether that is all of it
 * @returns null where there is no row
 */
export function inspectText(head: Uint8Array, isWhole: boolean, wishes: InspectionWishes): Inspected | null {
  const watch = watchEncoding();
  watch.push(head);
  const encoding = wishes.dialect?.encoding ?? watch.encoding();
  const text = new TextDecoder(encoding).decode(head.subarray(0, 8192));
  if (wishes.dialect == null && wishes.kind !== 'attendance' && isSavedChat(text)) return savedChat(wishes);
  const delimiter = wishes.dialect?.delimiter ?? delimiterOf(head, encoding);
  const reader = createCsvReader({ encoding, delimiter });
  const rows = [...reader.push(head), ...(isWhole ? reader.end() : [])];
  return inspectRows(rows, { encoding, delimiter, decimal: wishes.dialect?.decimal ?? '.' }, wishes);
}

/** Blocks of a report have rows of many lengths: the delimiter is the one of the widest rows where the first rows do not say. */
function delimiterOf(head: Uint8Array, encoding: WebinarDialect['encoding']): WebinarDialect['delimiter'] {
  const first = detectDelimiter(head, encoding);
  if (first !== ',') return first;
  let best: WebinarDialect['delimiter'] = first;
  let widest = 0;
  for (const delimiter of [',', ';', '\t', '|'] as const) {
    const rows = firstRows(head, { encoding, delimiter }, LOOKED_AT);
    const width = Math.max(0, ...rows.map((row) => ('cells' in row ? row.cells.length : 0)));
    if (width > widest * 1.5) [best, widest] = [delimiter, width];
  }
  return best;
}

const NO_FACTS: Inspected['facts'] = { title: null, startedAt: null, durationMinutes: null };

function savedChat({ timeZone }: InspectionWishes): Inspected {
  const plan = {
    kind: 'chat',
    platform: 'zoom',
    dialect: null,
    mapping: [],
    dateOrder: 'year-first',
    timeZone,
  } as const;
  return {
    plan: { ...plan, mapping: [] },
    dateIsAmbiguous: false,
    sections: [],
    columns: [],
    facts: NO_FACTS,
    warnings: ['no-email'],
  };
}

interface Block {
  readonly section: Section;
  readonly header: readonly string[];
  readonly rows: (readonly string[])[];
}

/** The same for rows that are read already: those of a workbook. @param dialect null for a workbook */
export function inspectRows(
  rows: readonly CsvRow[],
  dialect: WebinarDialect | null,
  wishes: InspectionWishes,
): Inspected | null {
  const place = createSectionReader();
  const sections: Section[] = [];
  const blocks: Block[] = [];
  const about: (readonly string[])[] = [];
  for (const row of rows) {
    const placed = place(row);
    if (placed === null) continue;
    if (placed.kind === 'heading') sections.push(placed.section);
    else if (placed.kind === 'about') about.push(placed.cells);
    else if (placed.kind === 'header') blocks.push({ section: placed.section, header: placed.cells, rows: [] });
    else if ('cells' in row && (blocks.at(-1)?.rows.length ?? LOOKED_AT) < LOOKED_AT)
      blocks.at(-1)!.rows.push(row.cells);
  }
  const block = blocks.find(({ section }) => section.role === 'people') ?? blocks[0];
  if (block === undefined) return null;
  const names = trimmed(block.header);
  const samples = names.map((_, at) => block.rows.map((cells) => cells[at] ?? ''));
  const messages = chatMapping(names);
  const isChat = (wishes.kind ?? (messages.includes('text') ? 'chat' : 'attendance')) === 'chat';
  const mapping = isChat ? messages : attendanceMapping(names, samples);
  const platform = wishes.platform ?? platformIn(about, names);
  const dates = mapping.flatMap((field, at) => (field !== null && TIME_FIELDS.has(field) ? (samples[at] ?? []) : []));
  const seen = dateOrderOf(dates);
  const preset: DateOrder = MONTH_FIRST.includes(platform) ? 'month-first' : 'day-first';
  const dateOrder = seen === null || seen === 'either' ? preset : seen;
  const timeZone = IN_UTC.includes(platform) ? 'UTC' : wishes.timeZone;
  const decimal = wishes.dialect?.decimal ?? decimalOf(mapping, samples);
  return {
    plan: {
      kind: isChat ? 'chat' : 'attendance',
      platform,
      dialect: dialect && { ...dialect, decimal },
      mapping,
      dateOrder,
      timeZone,
    },
    dateIsAmbiguous: seen === 'either' && !MONTH_FIRST.includes(platform),
    sections: (sections.length === 0 ? [] : sections).map((section) => ({
      name: section.name,
      line: section.line,
      isRead: section === block.section,
    })),
    columns: names.map((name, at) => ({
      name: name.trim().slice(0, 100),
      samples: (samples[at] ?? [])
        .filter((cell) => cell.trim() !== '')
        .slice(0, SAMPLES)
        .map((cell) => cell.trim().slice(0, MAX_SAMPLE)),
    })),
    facts: factsOf(about, { order: dateOrder, timeZone, decimal }),
    warnings: warningsOf(isChat, mapping, wishes.kind, messages),
  };
}

/** Reports are padded with empty cells. */
function trimmed(header: readonly string[]): string[] {
  const last = header.findLastIndex((name) => name.trim() !== '');
  return header.slice(0, last + 1).map((name) => name.trim());
}

function platformIn(about: readonly (readonly string[])[], names: readonly string[]): WebinarPlatform {
  const isGoTo = about.some((cells) => cells.some((cell) => /^goto ?webinar$/i.test(cell.trim())));
  return isGoTo ? 'gotowebinar' : platformOf(names);
}

function decimalOf(mapping: WebinarFilePlan['mapping'], samples: readonly (readonly string[])[]): '.' | ',' {
  const numbers = mapping.flatMap((field, at) =>
    /Percent|Minutes|Seconds|Rating/.test(field ?? '') ? (samples[at] ?? []) : [],
  );
  return numbers.some((cell) => /^\s*-?\d+,\d{1,2}\s*%?\s*$/.test(cell)) ? ',' : '.';
}

function warningsOf(
  isChat: boolean,
  mapping: WebinarFilePlan['mapping'],
  wished: WebinarFilePlan['kind'] | undefined,
  messages: readonly unknown[],
): WebinarInspection['warnings'] {
  const has = (...fields: WebinarFilePlan['mapping']) => fields.some((field) => mapping.includes(field));
  const isOther = wished !== undefined && (wished === 'chat') !== messages.includes('text');
  const of = {
    'no-name': !has('name', 'firstName', 'lastName'),
    'no-email': !has('email'),
    'no-times': isChat ? !has('at') : !has('joinedAt', 'attendanceMinutes', 'attendanceSeconds', 'attendancePercent'),
    'no-text': isChat && !has('text'),
    'no-focus': !isChat && !has('focusPercent'),
    'other-kind': isOther,
  } as const;
  return (Object.keys(of) as (keyof typeof of)[]).filter((warning) => of[warning]);
}

const TITLES = [
  'topic',
  'webinar name',
  'meeting title',
  'thema',
  'webinarname',
  'titel der besprechung',
  'besprechungstitel',
];
const STARTS = ['actual start time', 'actual start date time', 'start time', 'tatsachliche startzeit', 'startzeit'];
const LENGTHS = [
  'actual duration minutes',
  'meeting duration',
  'tatsachliche dauer minuten',
  'besprechungsdauer',
  'dauer der besprechung',
];
const KNOWN = new Set([...TITLES, ...STARTS, ...LENGTHS, 'webinar id', 'opened invitation']);

/** What the blocks before the people say of the webinar: in a row beneath its name, or in the cell beside it. */
function factsOf(
  about: readonly (readonly string[])[],
  { order, timeZone, decimal }: { readonly order: DateOrder; readonly timeZone: string; readonly decimal: '.' | ',' },
): Inspected['facts'] {
  const value = (names: readonly string[]): string | null => {
    for (const [at, cells] of about.entries()) {
      const column = cells.findIndex((cell) => names.includes(foldName(cell)));
      if (column < 0) continue;
      const isHeader = cells.filter((cell) => KNOWN.has(foldName(cell))).length > 1;
      const found = isHeader ? about[at + 1]?.[column] : cells.slice(column + 1).find((cell) => cell.trim() !== '');
      if (found !== undefined && found.trim() !== '') return found.trim();
    }
    return null;
  };
  const started = value(STARTS);
  const length = value(LENGTHS);
  const at = started === null ? null : readTime(started, { order, timeZone });
  const lengthMs = length === null ? null : readDuration(length, decimal);
  return {
    title: value(TITLES)?.slice(0, 500) ?? null,
    startedAt: at === null ? null : new Date(at.at).toISOString(),
    durationMinutes: lengthMs === null || lengthMs <= 0 ? null : lengthMs / 60_000,
  };
}
