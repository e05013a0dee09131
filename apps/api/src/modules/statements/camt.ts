import { currencies, type Currency } from '@stageline/contracts';
import { bankAmount, type BankEntry, type ReadStatement } from '@stageline/domain';
import { XMLParser } from 'fast-xml-parser';

/** Elements that come once or several times. */
const MANY: ReadonlySet<string> = new Set(['Stmt', 'Ntry', 'NtryDtls', 'TxDtls', 'Ustrd', 'Strd']);
const parser = new XMLParser({
  ...{ removeNSPrefix: true, ignoreAttributes: false, attributeNamePrefix: '', textNodeName: 'text' },
  // A number of an account, or a reference, is text: it would lose its zeros.
  ...{ parseTagValue: false, parseAttributeValue: false },
  isArray: (name) => MANY.has(name),
});

type Node = { readonly [name: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a way of names; undefined where it ends before. */
function at(node: unknown, ...way: readonly string[]): unknown {
  return way.reduce<unknown>((value, name) => (isNode(value) ? value[name] : undefined), node);
}
const all = (node: unknown, name: string): readonly unknown[] => {
  const found = at(node, name);
  return Array.isArray(found) ? found : [];
};
function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return isNode(value) && typeof value['text'] === 'string' ? value['text'].trim() : '';
}

/**
 * Reads a statement of a bank in ISO 20022 (CAMT.053, every version: what is read stands in all of them). An entry that holds several
 * payments with amounts of their own is as many entries.
 * @returns null for what is no such statement, or declares a type of its own: no bank does, and entities are a trap
 */
export function readCamt(text: string): ReadStatement | null {
  if (/<!DOCTYPE/i.test(text)) return null;
  const root = parse(text);
  const statements = all(at(root, 'Document', 'BkToCstmrStmt'), 'Stmt');
  if (statements.length === 0) return null;
  let leftOut = 0;
  const entries = statements.flatMap((statement) => {
    const account = textOf(at(statement, 'Acct', 'Id', 'IBAN')) || textOf(at(statement, 'Acct', 'Id', 'Othr', 'Id'));
    return all(statement, 'Ntry').flatMap((entry) => {
      const read = entriesOf(entry, account);
      if (read.length === 0) leftOut += 1;
      return read;
    });
  });
  return { entries, leftOut };
}

function parse(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch {
    return null;
  }
}

function entriesOf(entry: unknown, account: string): BankEntry[] {
  const state = textOf(at(entry, 'Sts', 'Cd')) || textOf(at(entry, 'Sts'));
  const isBooked = state === '' || state === 'BOOK';
  const bookedOn = textOf(at(entry, 'BookgDt', 'Dt')) || textOf(at(entry, 'BookgDt', 'DtTm')).slice(0, 10);
  const isIn = textOf(at(entry, 'CdtDbtInd')) === 'CRDT' && textOf(at(entry, 'RvslInd')) !== 'true';
  if (!isBooked || !isIn || !/^\d{4}-\d{2}-\d{2}/.test(bookedOn)) return [];
  const details = all(entry, 'NtryDtls').flatMap((each) => all(each, 'TxDtls'));
  const [whole] = [moneyOf(at(entry, 'Amt'))];
  const parts = details.map((detail) => moneyOf(at(detail, 'Amt')) ?? moneyOf(at(detail, 'AmtDtls', 'TxAmt', 'Amt')));
  const bankId = textOf(at(entry, 'AcctSvcrRef')) || textOf(at(entry, 'NtryRef')) || null;
  const common = { bookedOn: bookedOn.slice(0, 10), account: account.slice(0, 40) };
  const isSplit = details.length > 1 && parts.every((part) => part !== null);
  if (!isSplit) {
    if (whole === null) return [];
    return [{ ...common, ...whole, ...saidOf(details[0] ?? entry, entry), bankId }];
  }
  return details.map((detail, place) => ({
    ...{ ...common, ...parts[place]!, ...saidOf(detail, entry) },
    bankId: textOf(at(detail, 'Refs', 'AcctSvcrRef')) || (bankId === null ? null : `${bankId}/${place}`),
  }));
}

function moneyOf(value: unknown): { readonly amount: number; readonly currency: Currency } | null {
  const currency = currencies.find((each) => each === at(value, 'Ccy'));
  const amount = currency === undefined ? null : decimal(textOf(value), currency);
  return currency === undefined || amount === null || amount <= 0 ? null : { amount, currency };
}
/** Digits of XML: a point, if any, is the decimal one. */
function decimal(text: string, currency: Currency): number | null {
  const [, whole, part = ''] = /^(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  // Another digit behind the point than three, so that it parts no thousands.
  return whole === undefined ? null : bankAmount(`${whole}.${part.padEnd(4, '0')}`, currency);
}

/** Who sent it, and what they wrote. */
function saidOf(detail: unknown, entry: unknown): Pick<BankEntry, 'name' | 'reference'> {
  const parties = at(detail, 'RltdPties');
  const name = textOf(at(parties, 'Dbtr', 'Nm')) || textOf(at(parties, 'Dbtr', 'Pty', 'Nm'));
  const told = at(detail, 'RmtInf');
  const end = textOf(at(detail, 'Refs', 'EndToEndId'));
  const said = [
    ...all(told, 'Ustrd').map(textOf),
    ...all(told, 'Strd').map((each) => textOf(at(each, 'CdtrRefInf', 'Ref'))),
    ...(end === 'NOTPROVIDED' ? [] : [end]),
  ].filter(Boolean);
  const reference = said.length > 0 ? said.join(' ') : textOf(at(entry, 'AddtlNtryInf'));
  return { name: name.slice(0, 140), reference: reference.slice(0, 500) };
}
