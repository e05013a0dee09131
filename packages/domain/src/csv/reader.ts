import type { CsvDialect } from './types.ts';

/** Why a row could not be read. */
export type CsvFault = 'broken-quote' | 'too-long';

/** One row of a file, with the line that it begins on, counted from 1 as an editor does. */
export type CsvRow =
  { readonly line: number; readonly cells: readonly string[] } | { readonly line: number; readonly fault: CsvFault };

export interface CsvReader {
  /** Takes the next bytes. @returns the rows that ended in them */
  push(bytes: Uint8Array): CsvRow[];
  /** @returns the last row, where the file does not end in a line break */
  end(): CsvRow[];
}

/** Characters of one row, quoted line breaks included; what is longer is a quote that nobody closed, or no table. */
const MAX_ROW_CHARS = 64 * 1024;
const QUOTE = '"';
const NEWLINE = 10;
const RETURN = 13;
const QUOTE_CODE = 34;

/** A row without any text. */
const EMPTY: CsvRow = { line: 0, cells: [] };

/**
 * Reads delimited text as it comes (RFC 4180, and line ends of every kind): memory is bounded by one piece and one row. A
 * quote that is not closed, or closed in the middle of a cell, costs its own row: reading goes on with the line after the
 * one it opened on. A quote inside an unquoted cell is a character like any other. Rows without any text are left out.
 */
export function createCsvReader({ encoding, delimiter }: CsvDialect): CsvReader {
  const decoder = new TextDecoder(encoding);
  let text = '';
  let line = 1;
  /** Where reading goes on after the row that was read last, and on how many lines that row was. */
  let next = 0;
  let lines = 1;

  function readAll(isLast: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    const quotes = createFinder(text, QUOTE);
    const newlines = createFinder(text, '\n');
    const returns = createFinder(text, '\r');
    const ahead = { quotes, newlines, returns, isLast };
    let start = 0;
    while (start < text.length) {
      const row = readRow(start, ahead);
      if (row === null) break;
      if (row !== EMPTY) rows.push(row);
      start = next;
      line += lines;
    }
    text = text.slice(start);
    return rows;
  }

  interface Ahead {
    readonly quotes: Find;
    readonly newlines: Find;
    readonly returns: Find;
    readonly isLast: boolean;
  }

  /** @returns null while its end has not come */
  function readRow(start: number, ahead: Ahead): CsvRow | null {
    lines = 1;
    const end = lineEnd(start, ahead);
    const stop = end?.at ?? text.length;
    const quote = ahead.quotes(start);
    if (quote >= stop || quote < 0) {
      if (stop - start > MAX_ROW_CHARS) return end === null && !ahead.isLast ? null : faulty('too-long', start, end);
      if (end === null && !ahead.isLast) return null;
      const content = text.slice(start, stop);
      next = end?.next ?? text.length;
      return content.trim() === '' ? EMPTY : { line, cells: content.split(delimiter) };
    }
    return readQuoted(start, end, ahead);
  }

  /** A row with quotes, cell by cell. */
  function readQuoted(start: number, firstEnd: LineEnd | null, ahead: Ahead): CsvRow | null {
    const cells: string[] = [];
    let at = start;
    // The next line end from where reading is: it moves on only where a quoted cell went past it.
    let end = firstEnd;
    for (;;) {
      let cell: string;
      if (text.charCodeAt(at) === QUOTE_CODE) {
        const close = closingQuote(at + 1, ahead.isLast);
        // Where it may still come, the row waits; unless it has become longer than a row can be.
        if (close === null) return waitOrFail(start, firstEnd, ahead.isLast);
        if (close < 0) return faulty('broken-quote', start, firstEnd);
        cell = text.slice(at + 1, close);
        lines += breaksIn(cell);
        if (cell.includes(QUOTE)) cell = cell.replaceAll('""', QUOTE);
        at = close + 1;
        if (end === null || end.at < at) end = lineEnd(at, ahead);
      } else {
        const stop = cellEnd(at, end, ahead.isLast);
        if (stop === null) return waitOrFail(start, firstEnd, ahead.isLast);
        cell = text.slice(at, stop);
        at = stop;
      }
      cells.push(cell);
      if (text[at] === delimiter) {
        at += 1;
        continue;
      }
      if (at - start > MAX_ROW_CHARS) return faulty('broken-quote', start, firstEnd);
      if (end === null && !ahead.isLast) return null;
      next = end?.next ?? text.length;
      return { line, cells };
    }
  }

  function waitOrFail(start: number, firstEnd: LineEnd | null, isLast: boolean): CsvRow | null {
    if (!isLast && text.length - start <= MAX_ROW_CHARS) return null;
    return firstEnd === null && !isLast ? null : faulty('broken-quote', start, firstEnd);
  }

  /** The quote that ends a cell; -1 where it is followed by more of the cell, null where it has not come. */
  function closingQuote(from: number, isLast: boolean): number | null {
    for (let at = text.indexOf(QUOTE, from); ; at = text.indexOf(QUOTE, at + 2)) {
      if (at < 0 || (at === text.length - 1 && !isLast)) return null;
      const code = text.charCodeAt(at + 1);
      if (code === QUOTE_CODE) continue;
      const isEnd = at === text.length - 1 || code === NEWLINE || code === RETURN || text[at + 1] === delimiter;
      return isEnd ? at : -1;
    }
  }

  function cellEnd(from: number, end: LineEnd | null, isLast: boolean): number | null {
    const at = text.indexOf(delimiter, from);
    if (at >= 0 && (end === null || at < end.at)) return at;
    if (end !== null) return end.at;
    return isLast ? text.length : null;
  }

  interface LineEnd {
    readonly at: number;
    readonly next: number;
  }
  function lineEnd(from: number, { newlines, returns, isLast }: Ahead): LineEnd | null {
    const newline = newlines(from);
    const carriage = returns(from);
    if (carriage >= 0 && (newline < 0 || carriage < newline)) {
      // The other half of it may be the first character of the next piece.
      if (carriage === text.length - 1 && !isLast) return null;
      return { at: carriage, next: carriage + (newline === carriage + 1 ? 2 : 1) };
    }
    return newline < 0 ? null : { at: newline, next: newline + 1 };
  }

  function faulty(fault: CsvFault, start: number, end: LineEnd | null): CsvRow {
    next = end === null ? text.length : Math.max(end.next, start + 1);
    lines = 1;
    return { line, fault };
  }

  return {
    push(bytes) {
      text += decoder.decode(bytes, { stream: true });
      return readAll(false);
    },
    end() {
      text += decoder.decode();
      return readAll(true);
    },
  };
}

type Find = (from: number) => number;

/** Finds the next of a character; asked with places that rise, it looks at each character of the text once. */
function createFinder(text: string, character: string): Find {
  let found = -2;
  return (from) => {
    if (found === -1 || found >= from) return found;
    found = text.indexOf(character, from);
    return found;
  };
}

function breaksIn(cell: string): number {
  let breaks = 0;
  for (let at = 0; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at);
    if (code === NEWLINE || (code === RETURN && cell.charCodeAt(at + 1) !== NEWLINE)) breaks += 1;
  }
  return breaks;
}
