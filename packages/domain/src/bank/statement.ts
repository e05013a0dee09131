import type { Currency } from '@stageline/contracts';
import { exponentOf } from '../money.ts';

/** Money that came in, as a bank tells of it. */
export interface BankEntry {
  /** `2026-03-01`: a day, without a zone. */
  readonly bookedOn: string;
  /** Minor units, above zero. */
  readonly amount: number;
  readonly currency: Currency;
  /** Who sent it, in the bank's words; empty where it says nothing. */
  readonly name: string;
  readonly reference: string;
  /** The account that it came to, as far as the file names it. */
  readonly account: string;
  /** The bank's own name of the entry; null where it has none. */
  readonly bankId: string | null;
}

/** What was read of a statement. */
export interface ReadStatement {
  readonly entries: readonly BankEntry[];
  /** Rows that are no money that came in: what went out, what is not booked yet, what is no amount or day. */
  readonly leftOut: number;
}

/**
 * An amount as banks write it, in minor units: `1.234,56`, `1,234.56`, `1'234.50`, `-12`, `12,00-`. A single separator before three
 * digits parts thousands, unless the currency has three digits behind the point.
 * @returns null for what is no amount, or finer than its currency
 */
export function bankAmount(text: string, currency: Currency): number | null {
  const bare = text.replaceAll(/[\s'’\u00a0\u202f]|[A-Z]{3}|[€$£]/g, '');
  const [, before, digits, after] = /^([+-]?)(\d[\d.,]*)([+-]?)$/.exec(bare) ?? [];
  if (digits === undefined) return null;
  const exponent = exponentOf(currency);
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const [whole, part] =
    last === -1 || isThousands(digits, last, exponent) ? [digits, ''] : [digits.slice(0, last), digits.slice(last + 1)];
  const fraction = part.replace(/0+$/, '');
  if (fraction.length > exponent) return null;
  const size = Number(whole.replaceAll(/[.,]/g, '') + fraction.padEnd(exponent, '0'));
  if (!Number.isSafeInteger(size)) return null;
  return before === '-' || after === '-' ? 0 - size : size;
}

function isThousands(digits: string, last: number, exponent: number): boolean {
  const sign = digits[last]!;
  const isMixed = digits.includes(sign === '.' ? ',' : '.');
  if (isMixed) return false;
  return digits.indexOf(sign) !== last || (digits.length - last - 1 === 3 && exponent !== 3);
}
