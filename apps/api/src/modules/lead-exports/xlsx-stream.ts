import { zipStream } from './zip-stream.ts';

/** A date is what the clock of the site showed, as `YYYY-MM-DDTHH:MM`: a workbook knows no zones. */
export type SheetCell = string | number | null | { readonly wallTime: string };
export interface SheetColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`;
const RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const BOOK_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
/** Style 1 is a date, style 2 the head. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
/** Rows of a sheet, its head included; Excel opens no more. */
const MAX_ROWS = 1_048_576;

/**
 * A workbook of one sheet (ECMA-376), written row by row as they come: a library would hold all of it in memory, some
 * hundred megabytes for 100,000 leads. Texts are texts, whatever they begin with; nothing in it is a formula.
 */
export function xlsxStream(
  name: string,
  columns: readonly SheetColumn[],
  pages: AsyncIterable<readonly (readonly SheetCell[])[]>,
): AsyncGenerator<Buffer> {
  const book = `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escape(name)}" sheetId="1" r:id="r1"/></sheets></workbook>`;
  return zipStream([
    { name: '[Content_Types].xml', content: [TYPES] },
    { name: '_rels/.rels', content: [RELATIONS] },
    { name: 'xl/workbook.xml', content: [book] },
    { name: 'xl/_rels/workbook.xml.rels', content: [BOOK_RELATIONS] },
    { name: 'xl/styles.xml', content: [STYLES] },
    { name: 'xl/worksheets/sheet1.xml', content: sheet(columns, pages) },
  ]);
}

async function* sheet(
  columns: readonly SheetColumn[],
  pages: AsyncIterable<readonly (readonly SheetCell[])[]>,
): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
  const letters = columns.map((_column, at) => lettersOf(at));
  const rowOf = (number: number, cells: readonly SheetCell[], style?: number) =>
    `<row r="${number}">${cells.map((value, at) => cell(`${letters[at]!}${number}`, value, style)).join('')}</row>`;
  const titles = columns.map(({ title }) => title);
  yield rowOf(1, titles, 2);
  let rows = 1;
  for await (const page of pages) {
    const fitting = page.slice(0, MAX_ROWS - rows);
    const first = rows + 1;
    rows += fitting.length;
    yield fitting.map((cells, at) => rowOf(first + at, cells)).join('');
    if (fitting.length < page.length) break;
  }
  yield '</sheetData></worksheet>';
}

/** `A` to `Z`, then `AA`. */
const lettersOf = (at: number): string =>
  (at < 26 ? '' : lettersOf(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

function cell(address: string, value: SheetCell, style?: number): string {
  if (value === null || value === '') return '';
  if (typeof value === 'number') return `<c r="${address}"><v>${value}</v></c>`;
  if (typeof value === 'object') {
    const days = (Date.parse(`${value.wallTime}:00Z`) - EXCEL_EPOCH_MS) / DAY_MS;
    return `<c r="${address}" s="1"><v>${days}</v></c>`;
  }
  const look = style === undefined ? '' : ` s="${style}"`;
  return `<c r="${address}" t="inlineStr"${look}><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
}

/** Characters that XML 1.0 cannot hold are left out. */
const escape = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
