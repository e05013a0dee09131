import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { ProblemError } from '@stageline/contracts';
import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** What a workbook may unpack to: the tables of reports are far smaller, and a bomb is far larger. */
const MAX_UNPACKED = 150 * 1024 * 1024;
const MAX_RATIO = 200;
/** Small parts may be all zeros. */
const RATIO_FROM = 1024 * 1024;
const MAX_PARTS = 2000;
const MAX_STRINGS = 2_000_000;
const MAX_COLUMNS = 1000;
const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

const refused = (detail: string, cause?: unknown) =>
  new ProblemError('unsupported-media-type', { detail, ...(cause !== undefined && { cause }) });
const broken = (cause?: unknown) => refused('This workbook is damaged. Save the table as CSV and bring that.', cause);

interface Part {
  readonly method: number;
  readonly packed: Buffer;
  readonly size: number;
}

/**
 * Reads the parts of a workbook from its directory: nothing is unpacked yet.
 * @throws ProblemError `unsupported-media-type` for what is encrypted, has macros, unpacks to too much or is no workbook
 */
function partsOf(file: Buffer): Map<string, Part> {
  let end = file.length - 22;
  while (end >= 0 && file.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw broken();
  const count = file.readUInt16LE(end + 10);
  if (count > MAX_PARTS) throw refused('This workbook has too many parts.');
  const parts = new Map<string, Part>();
  let total = 0;
  let at = file.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (file.readUInt32LE(at) !== ENTRY) throw broken();
    const flags = file.readUInt16LE(at + 8);
    const method = file.readUInt16LE(at + 10);
    const packedSize = file.readUInt32LE(at + 20);
    const size = file.readUInt32LE(at + 24);
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = file.readUInt32LE(at + 42);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    if ((flags & 1) === 1 || name === 'EncryptedPackage')
      throw refused('This workbook is encrypted. Save it without a password.');
    if (/vbaProject|macrosheets/i.test(name))
      throw refused('This workbook has macros. Save it as a workbook without them.');
    if (method !== 0 && method !== 8) throw broken();
    total += size;
    if (total > MAX_UNPACKED || (size > RATIO_FROM && size > packedSize * MAX_RATIO))
      throw refused('This workbook unpacks to more than a table does.');
    if (parts.has(name) || file.readUInt32LE(local) !== LOCAL) throw broken();
    const data = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    if (data + packedSize > file.length) throw broken();
    parts.set(name, { method, packed: file.subarray(data, data + packedSize), size });
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

/** A directory may lie about sizes: never more than it says comes out. */
function unpack(part: Part): Buffer {
  return part.method === 0 ? part.packed : inflateRawSync(part.packed, { maxOutputLength: Math.max(1, part.size) });
}

async function* unpackPieces(part: Part): AsyncGenerator<Buffer> {
  if (part.method === 0) {
    yield part.packed;
    return;
  }
  const inflate = createInflateRaw();
  inflate.end(part.packed);
  let size = 0;
  for await (const piece of inflate as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > part.size) throw broken();
    yield piece;
  }
}

/** A reader of XML that takes no document type: entities are how XML is made to read other files, or to grow without end. */
function parserOf(
  onTag: (tag: SaxesTagPlain) => void,
  onEnd?: (name: string) => void,
  onText?: (text: string) => void,
) {
  const parser = new SaxesParser({ xmlns: false });
  parser.on('doctype', () => {
    throw refused('This workbook declares a document type, which no table needs.');
  });
  parser.on('error', (error) => {
    throw broken(error);
  });
  parser.on('opentag', onTag);
  if (onEnd !== undefined) parser.on('closetag', ({ name }) => onEnd(name));
  if (onText !== undefined) parser.on('text', onText);
  return parser;
}
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function parseWhole(part: Part | undefined, onTag: (name: string, attributes: Record<string, string>) => void): void {
  if (part === undefined) return;
  const parser = parserOf(({ name, attributes }) => onTag(local(name), attributes));
  parser.write(unpack(part).toString('utf8')).close();
}

/** Paths of the sheets that are shown, in their order; and whether days are counted from 1904. */
function sheetsOf(parts: ReadonlyMap<string, Part>) {
  const targets = new Map<string, string>();
  parseWhole(parts.get('xl/_rels/workbook.xml.rels'), (name, { Id, Target }) => {
    if (name === 'Relationship' && Id !== undefined && Target !== undefined)
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
  });
  const sheets: string[] = [];
  let is1904 = false;
  parseWhole(parts.get('xl/workbook.xml'), (name, attributes) => {
    if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
    const target = targets.get(attributes['r:id'] ?? '');
    if (target !== undefined && parts.has(target)) sheets.push(target);
  });
  return { sheets, is1904 };
}

/** Which styles of cells are dates. */
function dateStyles(parts: ReadonlyMap<string, Part>): boolean[] {
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  parseWhole(parts.get('xl/styles.xml'), (name, attributes) => {
    if (name === 'numFmt') {
      const code = (attributes['formatCode'] ?? '').replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '');
      custom.set(Number(attributes['numFmtId']), /[dyh]|m.*m|s/i.test(code) && !/^[#0.,%\s]*$/.test(code));
    }
    if (name === 'cellXfs') inCells = true;
    else if (name === 'cellStyles' || name === 'dxfs') inCells = false;
    else if (name === 'xf' && inCells) {
      const id = Number(attributes['numFmtId'] ?? 0);
      styles.push(custom.get(id) ?? ((id >= 14 && id <= 22) || (id >= 45 && id <= 47)));
    }
  });
  return styles;
}

async function sharedStrings(part: Part | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let text = '';
  let isText = false;
  let isHint = false;
  const parser = parserOf(
    ({ name }) => {
      const tag = local(name);
      if (tag === 'si') text = '';
      // How a word is spoken is no part of it.
      else if (tag === 'rPh') isHint = true;
      isText = tag === 't' && !isHint;
    },
    (name) => {
      const tag = local(name);
      if (tag === 't') isText = false;
      if (tag === 'rPh') isHint = false;
      if (tag !== 'si') return;
      if (strings.length >= MAX_STRINGS) throw refused('This workbook has too many texts.');
      strings.push(text);
    },
    (piece) => {
      if (isText) text += piece;
    },
  );
  const decoder = new TextDecoder();
  for await (const piece of unpackPieces(part)) parser.write(decoder.decode(piece, { stream: true }));
  parser.write(decoder.decode()).close();
  return strings;
}

const DAY_MS = 86_400_000;
/** Days of a workbook begin at the end of 1899, or with 1904. */
const EPOCHS = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

function shownDate(serial: number, is1904: boolean): string {
  const ms = Math.round((serial * DAY_MS) / 1000) * 1000;
  // Less than a day is a length of time.
  if (serial >= 0 && serial < 1) return new Date(ms).toISOString().slice(11, 19);
  return new Date(EPOCHS[is1904 ? 1904 : 1900] + ms).toISOString().slice(0, 19).replace('T', ' ');
}

function columnOf(reference: string | undefined, next: number): number {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return next;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

const quoted = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;

/** The rows of one sheet as lines of CSV, as they are unpacked. */
async function* linesOf(
  part: Part,
  strings: readonly string[],
  styles: readonly boolean[],
  is1904: boolean,
): AsyncGenerator<string> {
  let lines = '';
  let cells: string[] = [];
  let column = 0;
  let type = '';
  let style = 0;
  let text = '';
  let takes = false;
  const valueOf = (): string => {
    if (type === 's') return strings[Number(text)] ?? '';
    if (type === 'b') return text === '1' ? 'true' : 'false';
    if ((type === '' || type === 'n') && text !== '' && styles[style] === true) return shownDate(Number(text), is1904);
    return text;
  };
  const parser = parserOf(
    ({ name, attributes }) => {
      const tag = local(name);
      if (tag === 'row') cells = [];
      else if (tag === 'c') {
        column = columnOf(attributes['r'], cells.length);
        type = attributes['t'] ?? '';
        style = Number(attributes['s'] ?? 0);
        text = '';
      } else takes = tag === 'v' || tag === 't';
    },
    (name) => {
      const tag = local(name);
      takes = false;
      if (tag === 'c' && column < MAX_COLUMNS) {
        while (cells.length < column) cells.push('');
        cells[column] = valueOf();
      } else if (tag === 'row' && cells.some((cell) => cell.trim() !== '')) lines += quoted(cells);
    },
    (piece) => {
      if (takes) text += piece;
    },
  );
  const decoder = new TextDecoder();
  for await (const piece of unpackPieces(part)) {
    parser.write(decoder.decode(piece, { stream: true }));
    if (lines === '') continue;
    yield lines;
    lines = '';
  }
  parser.write(decoder.decode()).close();
  if (lines !== '') yield lines;
}

/**
 * The first sheet of a workbook that has rows, as CSV in UTF-8 with commas. Formulas are what they came to when it was saved; dates
 * are written year first.
 * @throws ProblemError `unsupported-media-type` for what is no workbook, or none that may be opened
 */
export async function* workbookTable(file: Buffer): AsyncGenerator<Buffer> {
  try {
    const parts = partsOf(file);
    const { sheets, is1904 } = sheetsOf(parts);
    if (sheets.length === 0) throw refused('This is no workbook. Save the table as CSV and bring that.');
    const styles = dateStyles(parts);
    const strings = await sharedStrings(parts.get('xl/sharedStrings.xml'));
    for (const sheet of sheets) {
      let isEmpty = true;
      for await (const lines of linesOf(parts.get(sheet)!, strings, styles, is1904)) {
        isEmpty = false;
        yield Buffer.from(lines);
      }
      if (!isEmpty) return;
    }
  } catch (error) {
    throw error instanceof ProblemError ? error : broken(error);
  }
}
