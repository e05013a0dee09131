import type { EarlyStanding, Price } from '@stageline/contracts';
import {
  earlyPricesRepository,
  statesOf,
  type EarlyPriceRow,
  type EarlyStep,
  type Subject,
} from './early-prices.repository.ts';

/** What somebody pays who came early. */
export interface EarlyUse {
  readonly amount: number;
  /** Whether it is one of the first so many: given up, it is somebody else's. */
  readonly isCounted: boolean;
}

const standingOf = ({ amount, until, first, used }: EarlyStep): EarlyStanding => ({
  amount,
  until: until?.toISOString() ?? null,
  left: first === null ? null : first - used,
});

/** What can still be had before the last price, in its order; the first one holds now. */
const openSteps = (row: EarlyPriceRow, price: Price, now: Date): EarlyStep[] =>
  statesOf(row, price, now).filter(({ state }) => state === 'open' || state === 'later');

/** Early prices as those use them who sell; every call runs in the current tenant. */
export const earlyPrices = {
  /** What holds now for somebody who has not bought yet; null where it is the price. */
  async standing(subject: Subject, price: Price, now: Date): Promise<EarlyStanding | null> {
    return (await earlyPrices.ahead(subject, price, now))[0] ?? null;
  },

  /** What holds now, and what comes after it until it is the price. */
  async ahead(subject: Subject, price: Price, now: Date): Promise<EarlyStanding[]> {
    const row = await earlyPricesRepository.find(subject);
    return row === null ? [] : openSteps(row, price, now).map(standingOf);
  },

  /** What holds now of several masterclasses; those without any are missing. */
  async standings(
    priced: readonly { readonly subject: Subject; readonly price: Price }[],
    now: Date,
  ): Promise<Map<Subject, EarlyStanding>> {
    if (priced.length === 0) return new Map();
    const prices = new Map(priced.map(({ subject, price }) => [subject, price]));
    const rows = await earlyPricesRepository.findMany([...prices.keys()]);
    return new Map(
      rows.flatMap((row) => {
        const [step] = openSteps(row, prices.get(row.subject)!, now);
        return step === undefined ? [] : [[row.subject, standingOf(step)] as const];
      }),
    );
  },

  /**
   * Takes it for as many as there are left of the first, and then what comes after it, in the caller's transaction; the others pay
   * the price.
   * @returns as many as take one
   */
  async take(subject: Subject, price: Price, wanted: number, now: Date): Promise<EarlyUse[]> {
    const row = await earlyPricesRepository.find(subject);
    const uses: EarlyUse[] = [];
    for (const step of row === null ? [] : openSteps(row, price, now)) {
      const use = { amount: step.amount, isCounted: step.first !== null };
      while (uses.length < wanted && (!use.isCounted || (await earlyPricesRepository.take(subject, step))))
        uses.push(use);
    }
    return uses;
  },

  /** What was sold at this early price is not any more; in the caller's transaction. */
  giveBack: (subject: Subject, amount: number): Promise<void> => earlyPricesRepository.giveBack(subject, amount),
};
export type EarlyPrices = typeof earlyPrices;
