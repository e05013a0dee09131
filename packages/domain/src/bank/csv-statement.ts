import { currencies, type Currency } from '@stageline/contracts';
import { bankAmount, type BankEntry, type ReadStatement } from './statement.ts';

/** Names of columns as banks write them, without anything but letters; what stands first is preferred. */
const NAMES = {
  day: [
    ...['buchungstag', 'buchungsdatum', 'bookingdate', 'posteddate', 'transactiondate', 'completeddate', 'buchung'],
    ...['datum', 'date', 'valutadatum', 'valuta', 'wertstellung', 'valuedate'],
  ],
  amount: ['betrag', 'umsatz', 'amount', 'betraginkontowahrung', 'value'],
  credit: ['haben', 'gutschrift', 'credit', 'creditamount', 'paidin', 'moneyin', 'eingang'],
  sign: ['sollhaben', 'sollhabenkennzeichen', 'sh', 'debitcredit', 'creditdebit', 'creditdebitindicator'],
  currency: ['wahrung', 'waehrung', 'currency', 'currencycode'],
  name: [
    ...['beguenstigterzahlungspflichtiger', 'begunstigterzahlungspflichtiger', 'namezahlungsbeteiligter'],
    ...[
      'zahlungspflichtiger',
      'zahlungspflichtigerr',
      'auftraggeberempfanger',
      'auftraggeberempfaenger',
      'auftraggeber',
    ],
    ...[
      'payername',
      'payer',
      'sendername',
      'sender',
      'counterpartyname',
      'counterparty',
      'partnername',
      'name',
      'payee',
    ],
  ],
  reference: [
    ...['verwendungszweck', 'zahlungsreferenz', 'remittanceinformation', 'paymentreference', 'reference', 'purpose'],
    ...['description', 'details', 'memo', 'kundenreferenzendtoend', 'mitteilung'],
  ],
  account: ['auftragskonto', 'ibanauftragskonto', 'accountiban', 'accountnumber', 'account', 'konto'],
  id: ['transactionid', 'transaktionsid', 'transaktionsnummer', 'bankreference'],
} as const;
type Column = keyof typeof NAMES;

/** Rows before the names of the columns: banks tell there whose account it is. */
const MOST_BEFORE = 40;

const bare = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\([^)]*\)|[^\p{L}]/gu, '')
    .toLowerCase();

interface Columns {
  readonly at: Readonly<Record<Column, readonly number[]>>;
  /** Of the amount, where its column names one: `Betrag (EUR)`. */
  readonly currency: Currency | null;
}

function columnsOf(cells: readonly string[]): Columns | null {
  const names = cells.map(bare);
  const places = (column: Column) =>
    NAMES[column].flatMap((name) => names.flatMap((each, place) => (each === name ? [place] : [])));
  const at: Columns['at'] = {
    ...{ day: places('day'), amount: places('amount'), credit: places('credit'), sign: places('sign') },
    ...{ currency: places('currency'), name: places('name'), reference: places('reference') },
    ...{ account: places('account'), id: places('id') },
  };
  const amounts = [...at.amount, ...at.credit];
  if (at.day.length === 0 || amounts.length === 0) return null;
  return { at, currency: codeIn(cells[amounts[0]!] ?? '') };
}

function codeIn(text: string): Currency | null {
  const code = /[A-Z]{3}/.exec(text)?.[0];
  return currencies.find((each) => each === code) ?? null;
}

/** Whether days like 03/04/2026 begin with the month: only where one of them could mean nothing else. */
function startsWithMonth(days: readonly string[]): boolean {
  const parts = days.map((day) => /^(\d{1,2})\/(\d{1,2})\/\d{2,4}/.exec(day.trim()));
  return parts.some((found) => Number(found?.[2]) > 12) && !parts.some((found) => Number(found?.[1]) > 12);
}

function dayOf(text: string, monthFirst: boolean): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text.trim());
  const other = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)/.exec(text.trim());
  if (iso === null && other === null) return null;
  const [year, month, day] = iso === null ? fromParts(other!, monthFirst) : [iso[1]!, iso[2]!, iso[3]!];
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${found}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== found ? null : found;
}
function fromParts([text, first, second, year]: RegExpExecArray, monthFirst: boolean): [string, string, string] {
  const whole = year!.length === 2 ? `20${year}` : year!;
  return monthFirst && text!.includes('/') ? [whole, first!, second!] : [whole, second!, first!];
}

/**
 * Reads a statement that a bank has written as a table, by the names of its columns in English or German.
 * @param fallback the currency of amounts beside which the file names none; where nobody knows it either, they are left out
 * @returns null where no row names a day and an amount
 */
export function readCsvStatement(
  rows: readonly (readonly string[])[],
  fallback: Currency | null,
): ReadStatement | null {
  const head = rows.slice(0, MOST_BEFORE).findIndex((cells) => columnsOf(cells) !== null);
  if (head === -1) return null;
  const columns = columnsOf(rows[head]!)!;
  const body = rows.slice(head + 1);
  const [dayAt] = columns.at.day;
  const monthFirst = startsWithMonth(body.map((cells) => cells[dayAt!] ?? ''));
  const entries = body.flatMap((cells) => {
    const entry = entryOf(cells, columns, { fallback, monthFirst });
    return entry === null ? [] : [entry];
  });
  return { entries, leftOut: body.length - entries.length };
}

function entryOf(
  cells: readonly string[],
  { at, currency: named }: Columns,
  { fallback, monthFirst }: { readonly fallback: Currency | null; readonly monthFirst: boolean },
): BankEntry | null {
  const text = (column: Column) =>
    at[column].map((place) => cells[place]?.trim() ?? '').find((each) => each !== '') ?? '';
  const all = (column: Column) => [...new Set(at[column].map((place) => cells[place]?.trim() ?? ''))].filter(Boolean);
  const currency = codeIn(text('currency').toUpperCase()) ?? named ?? fallback;
  const bookedOn = dayOf(text('day'), monthFirst);
  if (currency === null) return null;
  const amount = bankAmount(text('credit') || text('amount'), currency);
  const isOut = /^(s|d)/i.test(text('sign'));
  if (bookedOn === null || amount === null || amount <= 0 || isOut) return null;
  return {
    ...{
      bookedOn,
      amount,
      currency,
      name: text('name').slice(0, 140),
      reference: all('reference').join(' ').slice(0, 500),
    },
    ...{ account: text('account').slice(0, 40), bankId: text('id').slice(0, 80) || null },
  };
}
