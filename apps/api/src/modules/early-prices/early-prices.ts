import type { EarlyStanding, Price } from '@stageline/contracts';
import { earlyPricesRepository, earlyState, type EarlyPriceRow, type Subject } from './early-prices.repository.ts';

/** What somebody pays who came early. */
export interface EarlyUse {
  readonly amount: number;
  /** Whether it is one of the first so many: given up, it is somebody else's. */
  readonly isCounted: boolean;
}

const standingOf = ({ amount, until, first, used }: EarlyPriceRow): EarlyStanding => ({
  amount,
  until: until?.toISOString() ?? null,
  left: first === null ? null : first - used,
});

/** Early prices as those use them who sell; every call runs in the current tenant. */
export const earlyPrices = {
  /** What holds now for somebody who has not bought yet; null where it is the price. */
  async standing(subject: Subject, price: Price, now: Date): Promise<EarlyStanding | null> {
    const row = await earlyPricesRepository.find(subject);
    return row !== null && earlyState(row, price, now) === 'open' ? standingOf(row) : null;
  },

  /** The same of several masterclasses; those without any are missing. */
  async standings(
    priced: readonly { readonly subject: Subject; readonly price: Price }[],
    now: Date,
  ): Promise<Map<Subject, EarlyStanding>> {
    if (priced.length === 0) return new Map();
    const prices = new Map(priced.map(({ subject, price }) => [subject, price]));
    const rows = await earlyPricesRepository.findMany([...prices.keys()]);
    const open = rows.filter((row) => earlyState(row, prices.get(row.subject)!, now) === 'open');
    return new Map(open.map((row) => [row.subject, standingOf(row)]));
  },

  /**
   * Takes it for as many as there are left of the first, in the caller's transaction; the others pay the price.
   * @returns as many as take it
   */
  async take(subject: Subject, price: Price, wanted: number, now: Date): Promise<EarlyUse[]> {
    const row = await earlyPricesRepository.find(subject);
    if (row === null || earlyState(row, price, now) !== 'open') return [];
    const use = { amount: row.amount, isCounted: row.first !== null };
    if (!use.isCounted) return Array.from({ length: wanted }, () => use);
    const uses: EarlyUse[] = [];
    while (uses.length < wanted && (await earlyPricesRepository.take(row))) uses.push(use);
    return uses;
  },

  /** What was sold at it is not any more; in the caller's transaction. */
  giveBack: (subject: Subject): Promise<void> => earlyPricesRepository.giveBack(subject),
};
export type EarlyPrices = typeof earlyPrices;
