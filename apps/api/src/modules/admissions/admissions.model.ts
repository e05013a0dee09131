import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** What a seat of a masterclass costs, and whether it is paid; one for each seat that was taken at a price. */
const admissionSchema = new Schema(
  {
    /** The seat's. */
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    /** Null until it is issued. */
    invoiceId: { type: String, default: null },
    state: { type: String, required: true, enum: ['unpaid', 'paid', 'given-up'] },
    /** The whole price, and what of it has to be paid to attend, in minor units; as it was when the seat was taken. */
    price: { type: Number, required: true },
    needed: { type: Number, required: true },
    currency: { type: String, required: true },
    /** What lowered the price. */
    coupon: { type: new Schema({ id: String, code: String, off: Number }, { _id: false, id: false }), default: null },
    /** Whether it is one of the first so many at an early price. */
    isEarly: { type: Boolean, default: false },
    /** Until when the seat is kept unpaid; null where nothing ends. */
    holdUntil: { type: Date, default: null },
    /** However often somebody begins to pay, no longer than this. */
    lastHold: { type: Date, required: true },
    /** Counts how often the seat was taken: each time has an invoice of its own. */
    round: { type: Number, required: true },
  },
  { id: false },
);
// Those that wait for an invoice.
admissionSchema.index({ state: 1, _id: 1 }, { partialFilterExpression: { state: 'unpaid', holdUntil: null } });
admissionSchema.index({ invoiceId: 1 }, { partialFilterExpression: { invoiceId: { $type: 'string' } } });
export const AdmissionModel = defineTenantModel('Admission', admissionSchema, {
  systemIndexes: [{ fields: { holdUntil: 1 }, reason: 'A sweep gives the seats of all sites free that nobody paid' }],
});
