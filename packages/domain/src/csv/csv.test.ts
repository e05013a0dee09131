import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import {
  createCsvReader,
  csvDelimiters,
  csvLine,
  defuseCell,
  detectDialect,
  type CsvDialect,
  type CsvRow,
} from './index.ts';

const bytesOf: Record<CsvDialect['encoding'], (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text, 'utf8'),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
  'windows-1252': (text) => Buffer.from(text, 'latin1'),
};

/** Reads a file in pieces of these sizes, over and over. */
function read(bytes: Uint8Array, dialect: CsvDialect, sizes: readonly number[] = [64 * 1024]): CsvRow[] {
  const reader = createCsvReader(dialect);
  const rows: CsvRow[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length]!;
    rows.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...rows, ...reader.end()];
}
const cellsOf = (rows: readonly CsvRow[]) => rows.map((row) => ('cells' in row ? row.cells : row.fault));
const comma = { encoding: 'utf-8', delimiter: ',' } as const;
const readText = (text: string) => read(Buffer.from(text), comma);

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'Ü', '"', ',', ';', '\t', '|', '\n', '\r', ' ', '=', '1'), maxLength: 8 }),
  fc.constantFrom('Ana', 'ana@example.com', '', 'O"Neil', 'a\r\nb'),
);
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

describe('reading CSV', () => {
  it('F-05 reads what csv-parse reads, in every encoding, delimiter and line end, however the bytes are cut', () => {
    const encoding = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252' as const);
    const layout = fc.record({
      encoding: encoding as fc.Arbitrary<CsvDialect['encoding']>,
      delimiter: fc.constantFrom(...csvDelimiters),
      newline: fc.constantFrom('\n', '\r\n', '\r'),
      bom: fc.boolean(),
      closed: fc.boolean(),
      always: fc.boolean(),
    });
    fc.assert(
      fc.property(table, layout, sizes, (rows, { encoding: name, delimiter, newline, bom, closed, always }, cuts) => {
        const quote = (text: string) =>
          always || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
        const text = rows.map((row) => row.map(quote).join(delimiter)).join(newline) + (closed ? newline : '');
        const reference = parse(text, { delimiter, record_delimiter: newline, relax_column_count: true }) as string[][];
        const mark = bom && name !== 'windows-1252' ? '\uFEFF' : '';
        const read1 = cellsOf(read(bytesOf[name](mark + text), { encoding: name, delimiter }, cuts));
        // A row without any text is an empty line to one reader and a row to another.
        const withText = (list: readonly (readonly string[] | string)[]) =>
          list.filter((row) => typeof row === 'string' || row.join('').trim() !== '');
        expect(withText(read1)).toEqual(withText(reference));
      }),
      { numRuns: 400 },
    );
  });

  it('F-05 reads its own lines back, formulas defused', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const back = cellsOf(readText(rows.map((row) => csvLine(row)).join('')));
        const withText = (list: readonly (readonly string[] | string)[]) =>
          list.filter((row) => typeof row === 'string' || row.join('').trim() !== '');
        expect(withText(back)).toEqual(withText(rows.map((row) => row.map(defuseCell))));
        for (const row of back) for (const text of row) expect(text).not.toMatch(/^[=@\t\r]/);
      }),
    );
    const dangerous = ['=1+1', '+cmd|x', '-2+3+cmd', '@SUM(A1)', '\tx', '＝1'];
    expect(cellsOf(readText(csvLine(dangerous)))[0]).toEqual(dangerous.map((text) => `'${text}`));
    expect(cellsOf(readText(csvLine(['+1 (555) 123-4567', '-12.5'])))[0]).toEqual(['+1 (555) 123-4567', '-12.5']);
  });

  it('F-05 a broken quote on line 71,000 costs that line, and its number is told', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `Ana ${index + 1},ana${index + 1}@example.com`);
    lines[70_999] = '"Ana 71000,ana71000@example.com';
    const rows = read(Buffer.from(lines.join('\n')), comma);
    expect(rows.filter((row) => 'fault' in row)).toEqual([{ line: 71_000, fault: 'broken-quote' }]);
    expect(rows.length).toBe(100_000);
    expect(rows.at(-1)).toEqual({ line: 100_000, cells: ['Ana 100000', 'ana100000@example.com'] });
    // The same where a later line has quotes of its own.
    lines[71_003] = '"Ana, B.",x@example.com';
    const again = read(Buffer.from(lines.join('\r\n')), comma, [777]);
    expect(again.filter((row) => 'fault' in row)).toEqual([{ line: 71_000, fault: 'broken-quote' }]);
    expect(again.length).toBe(100_000);
  });

  it('counts lines as an editor does: quoted line breaks and empty lines are lines', () => {
    const rows = readText('a,b\r\n\r\n"x\r\ny",1\r\n"z"w,2\r\nlast,"3"');
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['x\r\ny', '1'] },
      { line: 5, fault: 'broken-quote' },
      { line: 6, cells: ['last', '3'] },
    ]);
  });

  it('keeps one row in memory: what never ends is given up', () => {
    const reader = createCsvReader(comma);
    const piece = Buffer.from(`"${'x'.repeat(1000)}\n`);
    reader.push(Buffer.from('name\n'));
    const rows = [
      reader.push(piece),
      ...Array.from({ length: 200 }, () => reader.push(Buffer.alloc(1000, 'y'))),
    ].flat();
    rows.push(...reader.end());
    expect(rows).toContainEqual({ line: 2, fault: 'broken-quote' });
    expect(rows.at(-1)).toMatchObject({ line: 3, fault: 'too-long' });
  });
});

describe('the dialect of a file', () => {
  const text = 'Name;E-Mail;Größe\r\nJürgen;j@example.com;1,80\r\nAna;"a;b@example.com";1,70\r\n';
  it.each([
    ['utf-8', Buffer.from(text), 'utf-8'],
    ['utf-8 with its mark', Buffer.from(`\uFEFF${text}`), 'utf-8'],
    ['utf-16le', Buffer.from(text, 'utf16le'), 'utf-16le'],
    ['utf-16le with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le'],
    ['utf-16be', bytesOf['utf-16be'](text), 'utf-16be'],
    ['windows-1252', Buffer.from(text, 'latin1'), 'windows-1252'],
  ])('F-05 is told from the bytes: %s', (_name, bytes, encoding) => {
    const dialect = detectDialect(bytes);
    expect(dialect).toEqual({ encoding, delimiter: ';' });
    expect(cellsOf(read(bytes, dialect))[1]).toEqual(['Jürgen', 'j@example.com', '1,80']);
  });

  it.each(csvDelimiters)('finds the delimiter %j', (delimiter) => {
    const rows = [
      ['Name', 'Email', 'Note'],
      ['Ana', 'a@example.com', 'x'],
      ['Bo', 'b@example.com', 'y'],
    ];
    expect(detectDialect(Buffer.from(rows.map((row) => `${row.join(delimiter)}\n`).join(''))).delimiter).toBe(
      delimiter,
    );
  });
});
