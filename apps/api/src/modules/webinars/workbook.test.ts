import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '@stageline/contracts';
import { createCsvReader, createPeopleReading, createRowReport, inspectRows, type CsvRow } from '@stageline/domain';
import { xlsxStream, zipStream, type SheetCell } from '../lead-exports/index.ts';
import { workbookTable } from './workbook.ts';

const COLUMNS = ['Name', 'Email', 'Attended', 'Attendance %', 'Join Time'].map((title) => ({ title, width: 20 }));
const ROWS: SheetCell[][] = [
  ['Ana Sample', 'ana@example.com', 'Yes', 90, { wallTime: '2026-10-01T18:00' }],
  ['Ben "B", Sample', 'ben@example.com', 'No', null, null],
];

async function* once<T>(value: T) {
  yield value;
}
async function bytesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
const workbook = (rows: SheetCell[][] = ROWS) => bytesOf(xlsxStream('People', COLUMNS, once(rows)));
const table = async (file: Buffer) => (await bytesOf(workbookTable(file))).toString('utf8');
/** What a workbook is refused with. */
async function refusal(file: Buffer | Promise<Buffer>): Promise<string> {
  const problem = await table(await file).then(
    (text) => `no refusal, but ${text.slice(0, 50)}`,
    (error: unknown) => error,
  );
  expect(problem).toBeInstanceOf(ProblemError);
  const { code, detail } = problem as ProblemError;
  expect(code).toBe('unsupported-media-type');
  return detail ?? '';
}

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const BOOK = `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="Secret" state="hidden" sheetId="1" r:id="r1"/><sheet name="Empty" sheetId="2" r:id="r2"/><sheet name="People" sheetId="3" r:id="r3"/></sheets></workbook>`;
const RELATIONS = `<Relationships>${[1, 2, 3].map((at) => `<Relationship Id="r${at}" Target="worksheets/sheet${at}.xml"/>`).join('')}</Relationships>`;
const sheet = (rows: string, before = '') =>
  `${before}<worksheet xmlns="${SHEET}"><sheetData>${rows}</sheetData></worksheet>`;
const STRINGS = `<sst><si><t>Name</t></si><si><r><t>Ana </t></r><r><t>Sample</t></r><rPh><t>spoken</t></rPh></si></sst>`;
const parts = (change: Record<string, string> = {}) => ({
  'xl/workbook.xml': BOOK,
  'xl/_rels/workbook.xml.rels': RELATIONS,
  'xl/worksheets/sheet1.xml': sheet('<row><c t="inlineStr"><is><t>Nobody sees this</t></is></c></row>'),
  'xl/worksheets/sheet2.xml': sheet(''),
  'xl/worksheets/sheet3.xml': sheet(
    '<row><c r="A1" t="s"><v>0</v></c><c r="C1" t="str"><f>1+1</f><v>Wish</v></c></row><row><c r="A2" t="s"><v>1</v></c><c r="B2" t="b"><v>1</v></c><c r="C2"><v>2</v></c></row>',
  ),
  'xl/sharedStrings.xml': STRINGS,
  ...change,
});
const zipped = (all: Record<string, string>) =>
  bytesOf(zipStream(Object.entries(all).map(([name, text]) => ({ name, content: [text] }))));

describe('a workbook', () => {
  it('K-01 is a table like any other, from the sheet to the people', async () => {
    const csv = await table(await workbook());
    expect(csv.split('\n')).toEqual([
      'Name,Email,Attended,Attendance %,Join Time',
      'Ana Sample,ana@example.com,Yes,90,2026-10-01 18:00:00',
      '"Ben ""B"", Sample",ben@example.com,No',
      '',
    ]);
    const reader = createCsvReader({ encoding: 'utf-8', delimiter: ',' });
    const rows: CsvRow[] = [...reader.push(Buffer.from(csv)), ...reader.end()];
    const { plan, columns } = inspectRows(rows, null, { timeZone: 'Europe/Berlin' })!;
    const report = createRowReport({ maxRows: 10, shown: 10 });
    const reading = createPeopleReading(
      plan,
      columns.map(({ name }) => name),
      report,
    );
    expect([...reading.push(rows)]).toEqual([]);
    expect(reading.people().map(({ name, email, percent }) => [name, email, percent])).toEqual([
      ['Ana Sample', 'ana@example.com', 90],
      ['Ben "B", Sample', 'ben@example.com', null],
    ]);
  });

  it('K-01 is read from its first sheet that is shown and has rows: shared texts, values of formulas, gaps', async () => {
    expect(await table(await zipped(parts()))).toBe('Name,,Wish\nAna Sample,true,2\n');
  });

  it('K-14 of 50,000 rows comes out in pieces that are small, whatever the sheet is', async () => {
    const people = Array.from({ length: 50_000 }, (_, at): SheetCell[] => [
      `Person ${at}`,
      `p${at}@example.com`,
      'Yes',
    ]);
    const sizes: number[] = [];
    let lines = 0;
    for await (const piece of workbookTable(await workbook(people))) {
      sizes.push(piece.length);
      lines += piece.toString().split('\n').length - 1;
    }
    expect(lines).toBe(50_001);
    expect(sizes.length).toBeGreaterThan(20);
    expect(Math.max(...sizes)).toBeLessThan(64 * 1024);
  });
});

describe('what is no table is refused, each with its own sentence', () => {
  it('K-14 macros', async () => {
    expect(await refusal(zipped(parts({ 'xl/vbaProject.bin': 'Sub' })))).toMatch(/has macros/);
    expect(await refusal(zipped(parts({ 'xl/macrosheets/sheet1.xml': '<x/>' })))).toMatch(/has macros/);
  });

  it('K-14 encryption, by the flag of a part and by the container', async () => {
    expect(await refusal(zipped({ EncryptedPackage: 'x' }))).toMatch(/is encrypted/);
    const file = Buffer.from(await workbook());
    const entry = file.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    file.writeUInt16LE(file.readUInt16LE(entry + 8) | 1, entry + 8);
    expect(await refusal(file)).toMatch(/is encrypted/);
  });

  it('K-14 a document type, wherever it stands', async () => {
    const type = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>';
    for (const change of [
      { 'xl/worksheets/sheet3.xml': sheet('<row><c t="str"><v>&a;</v></c></row>', type) },
      { 'xl/sharedStrings.xml': type + STRINGS },
      { 'xl/workbook.xml': type + BOOK },
    ])
      expect(await refusal(zipped(parts(change)))).toMatch(/declares a document type/);
  });

  it('K-14 a bomb: by what its directory says, and where it says less than comes out', async () => {
    const bomb = parts({ 'xl/worksheets/sheet3.xml': sheet(' '.repeat(20 * 1024 * 1024)) });
    const file = await zipped(bomb);
    expect(file.length).toBeLessThan(100 * 1024);
    expect(await refusal(file)).toMatch(/unpacks to more/);
    // The sizes of the sheet as they are told: 1000 bytes.
    const lying = Buffer.from(file);
    for (let at = lying.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = lying.indexOf('PK\x01\x02', at + 4, 'latin1'))
      if (lying.readUInt32LE(at + 24) > 1024 * 1024) lying.writeUInt32LE(1000, at + 24);
    expect(await refusal(lying)).toMatch(/is damaged/);
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, at) => [`xl/${at}.xml`, '']));
    expect(await refusal(zipped(many))).toMatch(/too many parts/);
  });

  it('K-14 what is damaged, cut off or no workbook at all', async () => {
    const file = await workbook();
    expect(await refusal(file.subarray(0, file.length / 2))).toMatch(/is damaged/);
    expect(await refusal(Buffer.from('PK\x03\x04 and nothing else'))).toMatch(/is damaged/);
    const bent = Buffer.from(file);
    bent.fill(0xff, bent.indexOf('xl/worksheets/sheet1.xml') + 24, bent.indexOf('xl/worksheets/sheet1.xml') + 60);
    expect(await refusal(bent)).toMatch(/is damaged/);
    expect(await refusal(zipped(parts({ 'xl/worksheets/sheet3.xml': '<worksheet><row></worksheet>' })))).toMatch(
      /is damaged/,
    );
    expect(await refusal(zipped({ 'word/document.xml': '<x/>' }))).toMatch(/is no workbook/);
  });
});
