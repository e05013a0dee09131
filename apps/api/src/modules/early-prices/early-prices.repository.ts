import type { Currency, OfferId, Price, SessionId } from '@stageline/contracts';
import { retryUpsert } from '@stageline/platform/mongo';
import { EarlyPriceModel } from './early-price.model.ts';

/** What is sold: the seats of a masterclass, or an offer. */
export type Subject = SessionId | OfferId;
export interface EarlyPriceRow {
  readonly subject: Subject;
  readonly amount: number;
  readonly currency: Currency;
  readonly until: Date | null;
  readonly first: number | null;
  readonly used: number;
}

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

  /** Counts one of the first, while there is one left: of two at once that take the last one, the second is told so. */
  async take({ subject, amount }: Pick<EarlyPriceRow, 'subject' | 'amount'>): Promise<boolean> {
    const open = { subject, amount, $expr: { $lt: ['$used', '$first'] } };
    return (await EarlyPriceModel.updateOne(open, { $inc: { used: 1 } })).modifiedCount === 1;
  },

  async giveBack(subject: Subject): Promise<void> {
    await EarlyPriceModel.updateOne({ subject, used: { $gt: 0 } }, { $inc: { used: -1 } });
  },
};

/** Where an early price stands, beside the price that it lowers. */
export function earlyState(
  { amount, currency, until, first, used }: EarlyPriceRow,
  price: Price,
  now: Date,
): 'open' | 'used-up' | 'over' | 'not-lower' {
  if (currency !== price.currency || amount >= price.amount) return 'not-lower';
  if (until !== null && until <= now) return 'over';
  return first !== null && used >= first ? 'used-up' : 'open';
}
