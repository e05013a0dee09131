import { coupons, type CouponId, type Discount, type SessionId } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { CouponModel } from './coupon.model.ts';

export interface CouponRow {
  readonly _id: CouponId;
  readonly code: string;
  readonly discount: Discount;
  readonly sessionId: SessionId | null;
  readonly until: Date | null;
  readonly mostUses: number | null;
  readonly used: number;
  readonly endedAt: Date | null;
  readonly createdAt: Date;
}

/** Reads and writes of codes; every call runs in the current tenant. */
export const couponsRepository = {
  /** The newest first. */
  list: (): Promise<CouponRow[]> =>
    CouponModel.find({}).sort({ _id: -1 }).limit(coupons.MOST_COUPONS).lean<CouponRow[]>(),

  count: (): Promise<number> => CouponModel.countDocuments({}),

  find: (id: CouponId): Promise<CouponRow | null> => CouponModel.findOne({ _id: id }).lean<CouponRow>(),

  findByCode: (code: string): Promise<CouponRow | null> => CouponModel.findOne({ code }).lean<CouponRow>(),

  /** In a transaction, which a code that is taken ends. */
  async insert(row: CouponRow): Promise<void> {
    await bulkInsert(CouponModel, [row as never]);
  },

  /** @returns whether it was still open */
  async end(id: CouponId, endedAt: Date): Promise<boolean> {
    return (await CouponModel.updateOne({ _id: id, endedAt: null }, { $set: { endedAt } })).modifiedCount === 1;
  },

  /** Counts one use, while there is one left: of two at once that take the last one, the second is told so. */
  async use(id: CouponId, now: Date): Promise<boolean> {
    const open = {
      ...{ _id: id, endedAt: null },
      $and: [
        { $or: [{ until: null }, { until: { $gt: now } }] },
        { $or: [{ mostUses: null }, { $expr: { $lt: ['$used', '$mostUses'] } }] },
      ],
    };
    return (await CouponModel.updateOne(open, { $inc: { used: 1 } })).modifiedCount === 1;
  },

  async giveBack(id: CouponId): Promise<void> {
    await CouponModel.updateOne({ _id: id, used: { $gt: 0 } }, { $inc: { used: -1 } });
  },
};
export type CouponsRepository = typeof couponsRepository;
