import { BulkRefundOutcome, currencies } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const text = { type: String, required: true } as const;
const optional = { type: String, default: null } as const;
const maybe = { type: Date, default: null } as const;

/** Giving back what was paid for one masterclass; begun again, it is the same one. */
const runSchema = new Schema(
  {
    _id: text,
    sessionId: text,
    state: { ...text, enum: ['planning', 'running', 'done'] },
    reason: text,
    /** The last invoice that was planned. */
    planned: optional,
    startedAt: { type: Date, required: true },
    endedAt: maybe,
    /** When somebody looks whether its job was lost; null once it is done. */
    lookAt: maybe,
  },
  { id: false },
);
runSchema.index({ sessionId: 1 }, { unique: true });
export const BulkRefundModel = defineTenantModel('BulkRefund', runSchema, {
  systemIndexes: [
    { fields: { lookAt: 1 }, reason: 'A sweep goes on with bulk refunds of all sites whose job was lost' },
  ],
});

/** One payment that goes back, or what was due of one invoice. */
const itemSchema = new Schema(
  {
    _id: text,
    runId: text,
    kind: { ...text, enum: ['payment', 'due'] },
    /** The payment's, or the invoice's: each is planned once. */
    target: text,
    invoiceId: text,
    /** Chosen before anybody is asked, so that who goes on after a crash asks for the same refund. */
    refundId: optional,
    amount: { type: Number, required: true },
    currency: { ...text, enum: currencies },
    outcome: { ...text, enum: BulkRefundOutcome.options },
    failure: optional,
  },
  { id: false },
);
itemSchema.index({ runId: 1, target: 1 }, { unique: true });
itemSchema.index({ target: 1 });
itemSchema.index({ runId: 1, _id: 1 });
itemSchema.index({ runId: 1, outcome: 1, _id: 1 });
itemSchema.index({ refundId: 1 }, { partialFilterExpression: { refundId: { $type: 'string' } } });
export const BulkRefundItemModel = defineTenantModel('BulkRefundItem', itemSchema);
