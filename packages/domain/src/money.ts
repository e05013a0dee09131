import { currencyExponents, type Money } from '@stageline/contracts';

/** Digits of a currency behind the point (ISO 4217): 0, 2 or 3. */
export const exponentOf = (currency: Money['currency']): number => currencyExponents[currency];

/**
 * `amount * numerator / denominator`, rounded to the nearest whole unit and a half away from zero, as merchants do. Exact for any
 * amount: a product of two safe integers need not be one.
 */
export function shareOf(amount: number, numerator: number, denominator: number): number {
  if (denominator <= 0) throw new RangeError('A share needs a denominator above zero');
  const product = BigInt(amount) * BigInt(numerator);
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + BigInt(denominator)) / (2n * BigInt(denominator));
  return Number(product < 0n ? -rounded : rounded);
}

/**
 * Divides an amount by weights without losing a unit: each gets its share rounded towards zero, and what is left goes one by one
 * to those whose share lost most by that, the earlier ones first. Without any weight the first gets all.
 * @throws RangeError without anybody to divide among, or for a weight below zero
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  if (weights.length === 0 || weights.some((weight) => weight < 0)) throw new RangeError('No weights to divide by');
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) return weights.map((_weight, index) => (index === 0 ? amount : 0));
  const parts = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    const rest = product % whole;
    return { index, share: Number(product / whole), lost: rest < 0n ? -rest : rest };
  });
  let left = amount - parts.reduce((sum, { share }) => sum + share, 0);
  const unit = Math.sign(left);
  const shares = parts.map(({ share }) => share);
  const inTurn = [...parts].sort((a, b) => (a.lost === b.lost ? a.index - b.index : a.lost > b.lost ? -1 : 1));
  for (const { index } of inTurn) {
    if (left === 0) break;
    shares[index]! += unit;
    left -= unit;
  }
  return shares;
}

/** An amount in the currency's own unit as plain digits, exact at any size: `-0.05`, `1234`, `1.234`. */
export function decimalOf({ amount, currency }: Money): string {
  const digits = exponentOf(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${amount < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** An amount as people of a language write it, with all digits of its currency. */
export function formatMoney(money: Money, locale: string): string {
  const key = `${locale} ${money.currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    const digits = exponentOf(money.currency);
    const options = { style: 'currency', currency: money.currency } as const;
    format = new Intl.NumberFormat(locale, {
      ...options,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  // A decimal text is formatted as it stands: a number would have been rounded to 53 bits before.
  return format.format(decimalOf(money) as `${number}`);
}
