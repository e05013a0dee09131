/** What a spreadsheet may take for a formula at the start of a cell (OWASP, CSV injection), full-width forms included. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
/** Numbers and phone numbers begin with a sign, too, and calculate nothing. */
const HARMLESS = /^[+-][\d ().,/-]*\d[\d ().,/-]*$/;
const NEEDS_QUOTES = /[",;\t\r\n|]|^\s|\s$/;

/** The same text as a cell that a spreadsheet shows and does not calculate: an apostrophe is put before a formula. */
export const defuseCell = (text: string): string => (FORMULA.test(text) && !HARMLESS.test(text) ? `'${text}` : text);

/** One line of CSV (RFC 4180) with its line break; a cell that a spreadsheet would take for a formula is defused. */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = defuseCell(value);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Marks a file as UTF-8; Excel reads it as something else without. */
export const CSV_BOM = '\uFEFF';
