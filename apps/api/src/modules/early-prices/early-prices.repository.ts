import type { Currency, OfferId, Price, SessionId } from '@stageline/contracts';
import { retryUpsert } from '@stageline/platform/mongo';
import { EarlyPriceModel } from './early-price.model.ts';

/** What is sold: the seats of a masterclass, or an offer. */
export type Subject = SessionId | OfferId;
/** One of the prices before the last one. */
export interface EarlyStep {
  readonly amount: number;
  readonly until: Date | null;
  readonly first: number | null;
  readonly used: number;
}
export interface EarlyPriceRow extends EarlyStep {
  readonly subject: Subject;
  readonly currency: Currency;
  /** The prices after the first one, each higher than the one before; missing on old ones. */
  readonly more?: readonly EarlyStep[];
}
/** All prices of something before the last one, the lowest first. */
export const stepsOf = ({ amount, until, first, used, more = [] }: EarlyPriceRow): EarlyStep[] => [
  { amount, until, first, used },
  ...more,
];

const FIELDS = { _id: 0, tenantId: 0 } as const;

/** Reads and writes of early prices; every call runs in the current tenant. */
export const earlyPricesRepository = {
  find: (subject: Subject): Promise<EarlyPriceRow | null> =>
    EarlyPriceModel.findOne({ subject }, FIELDS).lean<EarlyPriceRow>(),

  findMany: (subjects: readonly Subject[]): Promise<EarlyPriceRow[]> =>
    EarlyPriceModel.find({ subject: { $in: [...subjects] } }, FIELDS).lean<EarlyPriceRow[]>(),

  /** What was sold of the first stays counted. */
  async save({ subject, ...terms }: Omit<EarlyPriceRow, 'used'>): Promise<void> {
    const change = { $set: terms, $setOnInsert: { _id: subject, subject, used: 0 } };
    await retryUpsert(() => EarlyPriceModel.updateOne({ subject }, change as never, { upsert: true }));
  },

  async remove(subject: Subject): Promise<void> {
    await EarlyPriceModel.deleteOne({ subject });
  },

  /** Counts one of the first at this price, while there is one left: of two at once that take the last one, the second is told so. */
  async take(subject: Subject, { amount, first }: Pick<EarlyStep, 'amount' | 'first'>): Promise<boolean> {
    const open = { subject, amount, $expr: { $lt: ['$used', '$first'] } };
    if ((await EarlyPriceModel.updateOne(open, { $inc: { used: 1 } })).modifiedCount === 1) return true;
    const later = { subject, more: { $elemMatch: { amount, first, used: { $lt: first! } } } };
    return (await EarlyPriceModel.updateOne(later, { $inc: { 'more.$.used': 1 } })).modifiedCount === 1;
  },

  /** One that was sold at this price is not any more. */
  async giveBack(subject: Subject, amount: number): Promise<void> {
    const back = { subject, amount, used: { $gt: 0 } };
    if ((await EarlyPriceModel.updateOne(back, { $inc: { used: -1 } })).modifiedCount === 1) return;
    const later = { subject, more: { $elemMatch: { amount, used: { $gt: 0 } } } };
    await EarlyPriceModel.updateOne(later, { $inc: { 'more.$.used': -1 } });
  },
};

/** Where one of the prices stands, beside the price that it lowers. `later`: its turn comes once one before it has ended. */
export type EarlyState = 'open' | 'used-up' | 'over' | 'not-lower' | 'later';
function stateOf(
  { amount, until, first, used }: EarlyStep,
  currency: Currency,
  price: Price,
  now: Date,
): Exclude<EarlyState, 'later'> {
  if (currency !== price.currency || amount >= price.amount) return 'not-lower';
  if (until !== null && until <= now) return 'over';
  return first !== null && used >= first ? 'used-up' : 'open';
}

/** All prices with where they stand: the first one that is open holds. */
export function statesOf(row: EarlyPriceRow, price: Price, now: Date): (EarlyStep & { readonly state: EarlyState })[] {
  let isOpen = false;
  return stepsOf(row).map((step) => {
    const state = stateOf(step, row.currency, price, now);
    const shown = state === 'open' && isOpen ? 'later' : state;
    isOpen ||= state === 'open';
    return { ...step, state: shown };
  });
}
