import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** What one order opens to its buyer: one row per order, with what its offer said then. */
const entitlementSchema = new Schema(
  {
    _id: { type: String, required: true },
    orderId: { type: String, required: true },
    sessionId: { type: String, required: true },
    personId: { type: String, required: true },
    leadId: { type: String, required: true },
    /** Null where nothing had to be paid. */
    invoiceId: { type: String, default: null },
    title: { type: String, required: true },
    opens: {
      type: new Schema({ replay: Boolean, materials: Boolean, callTypeId: String }, { _id: false, id: false }),
      required: true,
    },
    /** Why it is closed; null where it is open. */
    closed: { type: String, default: null, enum: [null, 'unpaid', 'late', 'refunded', 'disputed', 'lost'] },
    /** The call that was booked by it. */
    callId: { type: String, default: null },
    orderedAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
  },
  { id: false },
);
entitlementSchema.index({ orderId: 1 }, { unique: true });
entitlementSchema.index({ personId: 1, closed: 1, orderedAt: -1 });
entitlementSchema.index({ leadId: 1 });
entitlementSchema.index({ invoiceId: 1 }, { partialFilterExpression: { invoiceId: { $type: 'string' } } });
entitlementSchema.index({ callId: 1 }, { partialFilterExpression: { callId: { $type: 'string' } } });
export const EntitlementModel = defineTenantModel('Entitlement', entitlementSchema);
