import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const couponSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** In capital letters. */
    code: { type: String, required: true },
    discount: { type: Schema.Types.Mixed, required: true },
    sessionId: { type: String, default: null },
    until: { type: Date, default: null },
    mostUses: { type: Number, default: null },
    used: { type: Number, default: 0 },
    endedAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
couponSchema.index({ code: 1 }, { unique: true });
export const CouponModel = defineTenantModel('Coupon', couponSchema);
