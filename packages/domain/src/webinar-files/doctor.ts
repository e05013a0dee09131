import type { WebinarDiagnosis, WebinarFilePlan } from '@stageline/contracts';
import { createCsvReader, type CsvRow } from '../csv/index.ts';
import { foldName, isKnownName } from './headers.ts';
import { inspectRows, inspectText, type InspectionWishes } from './inspect.ts';
import { emailOf } from './names.ts';
import { isBlank, readDuration, readNumber, readTruth } from './numbers.ts';
import { createSectionReader } from './sections.ts';
import { dateOrderOf, readClock, TIME_FIELDS } from './times.ts';

type Column = WebinarDiagnosis['columns'][number];
type Looks = Column['looks'];
type Field = WebinarFilePlan['mapping'][number];

const MAX_SHAPE = 40;
const MAX_RUN = 12;
const SHAPES = 3;
const MAX_BROKEN = 20;
const MAX_COLUMNS = 150;
/** A column is what most of its cells are. */
const MOST = 0.8;

/**
 * How a text is written, without what it says: letters are `a`, digits are `9`, and of a long run no more than twelve. Marks stay as
 * they are, because they are what a reader trips over.
 */
export function shapeOf(text: string): string {
  const shape = text
    .trim()
    .replaceAll(/\p{L}\p{M}*/gu, 'a')
    .replaceAll(/\p{N}/gu, '9')
    .replaceAll(/[^\x20-\x7e]/gu, '·')
    .replaceAll(/(.)\1{12,}/g, (run: string) => `${run.slice(0, MAX_RUN)}…`);
  return shape.length > MAX_SHAPE ? `${shape.slice(0, MAX_SHAPE)}…` : shape;
}

/** What one cell looks like; a word is whatever is nothing else. */
function looksOf(cell: string): Looks {
  const text = cell.trim();
  if (emailOf(text) !== null) return 'address';
  if (/^https?:\/\//i.test(text)) return 'link';
  if (/^[+-]?\d[\d.,\s]*%$/.test(text)) return 'percent';
  if (readNumber(text, '.') !== null) return text.includes('.') ? 'number-with-point' : 'number';
  if (/^[+-]?\d+,\d+$/.test(text)) return 'number-with-comma';
  const order = dateOrderOf([text]);
  if (order !== null) return order === 'either' ? 'date-of-either-order' : `date-${order}`;
  if (readClock(text) !== null) return 'time-of-day';
  if (readTruth(text) !== null) return 'yes-or-no';
  if (readDuration(text, '.') !== null && /^[-\d]/.test(text)) return 'duration';
  if (/^\+?[\d\s()/.-]{6,}$/.test(text)) return 'telephone';
  return text.length > 60 ? 'long-text' : 'words';
}

/** What a column looks like: what most of its cells do; dates of either order follow those that say which. */
function looksOfAll(cells: readonly string[]): Looks {
  if (cells.length === 0) return 'nothing';
  const counts = new Map<Looks, number>();
  for (const cell of cells) counts.set(looksOf(cell), (counts.get(looksOf(cell)) ?? 0) + 1);
  const dates = [...counts].filter(([looks]) => looks.startsWith('date-'));
  if (dates.reduce((sum, [, count]) => sum + count, 0) >= cells.length * MOST) {
    const order = dateOrderOf(cells);
    return order === null || order === 'either' ? 'date-of-either-order' : `date-${order}`;
  }
  // A number among decimals is one of them.
  const decimal = counts.has('number-with-comma') ? 'number-with-comma' : 'number-with-point';
  if (counts.has(decimal)) counts.set(decimal, counts.get(decimal)! + (counts.get('number') ?? 0));
  const [looks, count] = [...counts].sort(([, a], [, b]) => b - a)[0]!;
  return count >= cells.length * MOST ? looks : 'mixed';
}

function columnOf(name: string, cells: readonly string[], field: Field): Column {
  const filled = cells.filter((cell) => !isBlank(cell.trim()));
  const shapes = new Map<string, number>();
  for (const cell of filled) shapes.set(shapeOf(cell), (shapes.get(shapeOf(cell)) ?? 0) + 1);
  const lengths = filled.map((cell) => cell.trim().length);
  return {
    // A name that we know by heart is nobody's; any other may be somebody's.
    header: isKnownName(name) ? { known: foldName(name) } : { shape: shapeOf(name) },
    field,
    looks: looksOfAll(filled),
    filled: filled.length,
    empty: cells.length - filled.length,
    shortest: lengths.length === 0 ? 0 : lengths.reduce((a, b) => Math.min(a, b)),
    longest: lengths.reduce((a, b) => Math.max(a, b), 0),
    shapes: [...shapes]
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHAPES)
      .map(([shape, count]) => ({ shape, count })),
  };
}

/** What a column may hold that no name says, by what it looks like; each field once, and none that the names gave already. */
function guessed(columns: readonly Column[], { kind, mapping }: WebinarFilePlan): Field[] {
  const taken = new Set(mapping);
  const take = (...fields: readonly NonNullable<Field>[]): Field => {
    const free = fields.find((field) => !taken.has(field)) ?? null;
    if (free !== null) taken.add(free);
    return free;
  };
  const hasName = ['name', 'firstName', 'lastName'].some((field) => taken.has(field as Field));
  const byLooks = (looks: Looks, isChat: boolean): Field => {
    if (looks === 'address') return take('email');
    if (looks.startsWith('date-')) return isChat ? take('at') : take('joinedAt', 'leftAt');
    if (looks === 'time-of-day') return isChat ? take('at') : null;
    if (looks === 'percent') return isChat ? null : take('attendancePercent', 'focusPercent');
    if (looks === 'duration') return isChat ? null : take('attendanceMinutes');
    if (looks === 'yes-or-no') return isChat ? take('isQuestion') : take('attended');
    if (looks === 'long-text') return isChat ? take('text') : null;
    return looks === 'words' && !hasName ? take('name') : null;
  };
  return mapping.map((field, at) => field ?? byLooks(columns[at]?.looks ?? 'nothing', kind === 'chat'));
}

/** How lines end and whether cells are quoted, from a text as it is. */
function styleOf(text: string): Pick<WebinarDiagnosis, 'lineEnds' | 'quotes'> {
  const [crlf, lf, cr] = [/\r\n/, /(?<!\r)\n/, /\r(?!\n)/].map((end) => end.test(text));
  const kinds = [crlf && 'crlf', lf && 'lf', cr && 'cr'].filter((kind) => kind !== false) as ('crlf' | 'lf' | 'cr')[];
  const cell = /(?:^|[,;\t|\r\n])\s*(["'“„«])/.exec(text)?.[1];
  const quotes = cell === undefined ? 'none' : cell === '"' ? 'double' : cell === "'" ? 'single' : 'typographic';
  return { lineEnds: kinds.length === 0 ? 'none' : kinds.length > 1 ? 'mixed' : kinds[0]!, quotes };
}

/** Files that are no table, by their first bytes. */
const NO_TABLES = [
  ['pdf', '25504446'],
  ['archive-or-workbook', '504b0304'],
  ['old-or-locked-workbook', 'd0cf11e0a1b11ae1'],
  ['picture', '89504e47'],
  ['picture', 'ffd8ff'],
  ['archive', '1f8b'],
  ['archive', '377abcaf271c'],
  ['archive', '52617221'],
] as const;
const isText = (head: Uint8Array): boolean => {
  const controls = head.reduce((sum, byte) => sum + (byte > 0 && (byte < 9 || (byte > 13 && byte < 32)) ? 1 : 0), 0);
  return controls <= Math.max(16, head.length * 0.02);
};

/**
 * Says how a file is written and nothing of what it says (beyond the peers, K 4): whoever cannot have it read hands this on without
 * handing on anybody's name. Nothing of it is taken from a cell as it is.
 * @param head its first bytes
 * @param isWhole whether that is all of it
 */
export function diagnoseText(head: Uint8Array, isWhole: boolean, wishes: InspectionWishes): WebinarDiagnosis {
  const hex = Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const format = NO_TABLES.find(([, mark]) => hex.startsWith(mark))?.[0] ?? (isText(head) ? 'text' : 'no-text');
  if (format !== 'text') return { ...NOTHING, format, findings: ['no-table'] };
  const inspected = inspectText(head, isWhole, wishes);
  if (inspected === null) return { ...NOTHING, findings: ['no-rows'] };
  const { dialect } = inspected.plan;
  const text = new TextDecoder(dialect?.encoding).decode(head);
  const style = styleOf(text);
  if (dialect === null) return { ...NOTHING, ...style, format: 'saved-chat', suggestion: inspected.plan };
  const reader = createCsvReader(dialect);
  const rows = [...reader.push(head), ...(isWhole ? reader.end() : [])];
  const found = diagnoseRows(rows, dialect, wishes);
  const doubts = [
    ...(text.includes('\uFFFD') ? (['letters-lost'] as const) : []),
    ...(style.lineEnds === 'mixed' ? (['mixed-line-ends'] as const) : []),
    ...(style.quotes === 'single' || style.quotes === 'typographic' ? (['other-quotes'] as const) : []),
  ];
  return {
    ...found,
    ...style,
    hasMark: /^(?:efbbbf|fffe|feff)/.test(hex),
    format,
    findings: [...found.findings, ...doubts],
  };
}

/** The same for rows that are read already: those of a workbook. @param dialect null for a workbook */
export function diagnoseRows(
  rows: readonly CsvRow[],
  dialect: WebinarFilePlan['dialect'],
  wishes: InspectionWishes,
): WebinarDiagnosis {
  const inspected = inspectRows(rows, dialect, wishes);
  if (inspected === null) return { ...NOTHING, format: dialect === null ? 'workbook' : 'text', findings: ['no-rows'] };
  const { body, blocks } = placesOf(rows);
  const read = new Set(body);
  const names = inspected.columns.map(({ name }) => name);
  const width = names.length;
  const columns = names.slice(0, MAX_COLUMNS).map((name, at) =>
    columnOf(
      name,
      body.map((cells) => cells[at] ?? ''),
      inspected.plan.mapping[at] ?? null,
    ),
  );
  const mapping = guessed(columns, inspected.plan);
  const dates = mapping.flatMap((field, at) =>
    field !== null && TIME_FIELDS.has(field) ? body.map((cells) => cells[at] ?? '') : [],
  );
  const order = dateOrderOf(dates);
  const isKnown = order !== null && order !== 'either';
  const plan = { ...inspected.plan, mapping, ...(isKnown && { dateOrder: order }) };
  const isGuessed = JSON.stringify(mapping) !== JSON.stringify(inspected.plan.mapping);
  const broken = rows.flatMap((row): WebinarDiagnosis['broken'] =>
    'fault' in row ? [{ line: row.line, why: row.fault, shape: '' }] : [],
  );
  const uneven = rows.flatMap((row): WebinarDiagnosis['broken'] => {
    if ('fault' in row || !read.has(row.cells)) return [];
    const cells = row.cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (cells <= width && row.cells.length >= width) return [];
    const why = cells > width ? ('too-many-cells' as const) : ('too-few-cells' as const);
    return [{ line: row.line, why, shape: shapeOf(row.cells.join(dialect?.delimiter ?? ',')) }];
  });
  const unknown = columns.filter(({ field, looks }) => field === null && looks !== 'nothing').length;
  const findings = [
    ...(names.filter((name) => looksOf(name) !== 'words').length > 0 ? (['no-header'] as const) : []),
    ...(width > MAX_COLUMNS ? (['too-many-columns'] as const) : []),
    ...(broken.length > 0 ? (['broken-quotes'] as const) : []),
    ...(uneven.length > 0 ? (['uneven-rows'] as const) : []),
    ...(mapping.some((field) => field === 'email') ? [] : (['no-address'] as const)),
    ...(mapping.some((field) => field === 'name' || field === 'firstName' || field === 'lastName')
      ? []
      : (['no-name'] as const)),
    ...(inspected.dateIsAmbiguous || (isGuessed && order === 'either') ? (['either-date'] as const) : []),
    ...(unknown > 0 ? (['unknown-columns'] as const) : []),
    ...(isGuessed ? (['guessed-columns'] as const) : []),
  ];
  return {
    ...NOTHING,
    format: dialect === null ? 'workbook' : 'text',
    dialect: plan.dialect,
    rows: body.length,
    blocks,
    columns: columns.map((column, at) => ({ ...column, field: mapping[at] ?? null })),
    broken: [...broken, ...uneven].sort((a, b) => a.line - b.line).slice(0, MAX_BROKEN),
    findings,
    suggestion: plan,
  };
}

/** The rows of the block that is read, and all blocks by what they are to us. */
function placesOf(rows: readonly CsvRow[]): {
  body: readonly (readonly string[])[];
  blocks: WebinarDiagnosis['blocks'];
} {
  const place = createSectionReader();
  const tables: { role: string; line: number; rows: (readonly string[])[] }[] = [];
  for (const row of rows) {
    const placed = place(row);
    if (placed?.kind === 'header') tables.push({ role: placed.section.role, line: row.line, rows: [] });
    else if (placed?.kind === 'row' && 'cells' in row) tables.at(-1)?.rows.push(row.cells);
  }
  const body = (tables.find(({ role }) => role === 'people') ?? tables[0])?.rows ?? [];
  return {
    body,
    blocks: tables.map((table) => ({
      role: table.role as WebinarDiagnosis['blocks'][number]['role'],
      line: table.line,
      rows: table.rows.length,
      isRead: table.rows === body,
    })),
  };
}

const NOTHING: WebinarDiagnosis = {
  format: 'text',
  dialect: null,
  hasMark: false,
  lineEnds: 'none',
  quotes: 'none',
  rows: 0,
  blocks: [],
  columns: [],
  broken: [],
  findings: [],
  suggestion: null,
};
