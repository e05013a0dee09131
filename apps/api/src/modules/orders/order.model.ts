import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const orderSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** The offer and whoever followed it: each orders once. */
    key: { type: String, required: true },
    offerId: { type: String, required: true },
    sessionId: { type: String, required: true },
    personId: { type: String, required: true },
    leadId: { type: String, required: true },
    /** Null where a code left nothing to pay. */
    invoiceId: { type: String, default: null },
    state: { type: String, required: true, enum: ['ordered', 'paid', 'cancelled', 'taken-back'] },
    /** As it was offered and priced then. */
    title: { type: String, required: true },
    listAmount: { type: Number, required: true },
    total: { type: Number, required: true },
    tax: { type: Number, required: true },
    currency: { type: String, required: true },
    coupon: { type: new Schema({ id: String, code: String, off: Number }, { _id: false, id: false }), default: null },
    /** Whether it is one of the first so many at an early price. */
    isEarly: { type: Boolean, default: false },
    /** When its offer was followed: what was said then has sold it. */
    followedAt: { type: Date, required: true },
    orderedAt: { type: Date, required: true },
    /** When it was paid for the first time. */
    paidAt: { type: Date, default: null },
    /** Whether its money came by the payment provider: only that is counted where everybody sees it. */
    isCounted: { type: Boolean, default: false },
  },
  { id: false },
);
orderSchema.index({ key: 1 }, { unique: true });
orderSchema.index({ offerId: 1, personId: 1 });
orderSchema.index({ invoiceId: 1 }, { partialFilterExpression: { invoiceId: { $type: 'string' } } });
/** The public count of an offer, in its order. */
orderSchema.index({ offerId: 1, isCounted: 1, paidAt: 1, _id: 1 });
/** The timeline of a masterclass. */
orderSchema.index({ sessionId: 1, state: 1, followedAt: 1 });
orderSchema.index({ personId: 1 });
orderSchema.index({ leadId: 1 });
export const OrderModel = defineTenantModel('Order', orderSchema);
