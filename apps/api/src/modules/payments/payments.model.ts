import { DisputeState, PaymentMethod, PaymentState, RefundState } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const text = { type: String, required: true } as const;
const optional = { type: String, default: null } as const;
const minor = { type: Number, required: true } as const;
const moment = { type: Date, required: true } as const;
const maybe = { type: Date, default: null } as const;

const paymentSchema = new Schema(
  {
    _id: text,
    invoiceId: text,
    provider: { ...text, enum: ['embedded', 'stripe', 'manual'] },
    accountId: optional,
    checkoutId: optional,
    url: optional,
    chargeId: optional,
    amount: minor,
    currency: text,
    fee: minor,
    method: { ...optional, enum: [...PaymentMethod.options, null] },
    state: { ...text, enum: PaymentState.options },
    active: { type: Boolean, required: true },
    refundable: minor,
    declines: { type: [String], default: [] },
    note: optional,
    groupId: optional,
    creditOf: { type: { _id: false, invoiceId: String, paymentId: String }, default: null },
    undoneAt: maybe,
    savesCard: { type: Boolean, default: false },
    saved: { type: { _id: false, paymentId: String, chargeId: String, key: String }, default: null },
    createdAt: moment,
    expiresAt: maybe,
    paidAt: maybe,
    lookAt: maybe,
  },
  { id: false },
);
paymentSchema.index({ invoiceId: 1, _id: -1 });
// However often somebody clicks on Pay, there is one checkout at a time that they can pay.
paymentSchema.index({ invoiceId: 1 }, { unique: true, partialFilterExpression: { active: true }, name: 'one_active' });
// What began in a span of time, for the comparison with the provider.
paymentSchema.index({ createdAt: 1 });
paymentSchema.index({ groupId: 1, _id: 1 }, { partialFilterExpression: { groupId: { $type: 'string' } } });
paymentSchema.index({ chargeId: 1 }, { unique: true, partialFilterExpression: { chargeId: { $type: 'string' } } });
export const PaymentModel = defineTenantModel('Payment', paymentSchema, {
  systemIndexes: [
    { fields: { lookAt: 1 }, reason: 'A sweep asks providers of payments of all sites that nothing was heard of' },
  ],
});

const refundSchema = new Schema(
  {
    _id: text,
    paymentId: text,
    providerRefundId: optional,
    amount: minor,
    lines: { type: [{ _id: false, line: minor, amount: minor }], default: [] },
    state: { ...text, enum: RefundState.options },
    reason: text,
    failure: optional,
    cameBackAt: maybe,
    createdAt: moment,
    sendAt: maybe,
  },
  { id: false },
);
refundSchema.index({ paymentId: 1, _id: 1 });
refundSchema.index({ createdAt: 1 });
refundSchema.index(
  { providerRefundId: 1 },
  { unique: true, partialFilterExpression: { providerRefundId: { $type: 'string' } } },
);
export const RefundModel = defineTenantModel('PaymentRefund', refundSchema, {
  systemIndexes: [
    { fields: { sendAt: 1 }, reason: 'A sweep sends refunds of all sites again that may not have arrived' },
  ],
});

const disputeSchema = new Schema(
  {
    _id: text,
    paymentId: text,
    providerDisputeId: text,
    amount: minor,
    state: { ...text, enum: DisputeState.options },
    reason: text,
    openedAt: moment,
  },
  { id: false },
);
disputeSchema.index({ paymentId: 1, _id: 1 });
disputeSchema.index({ openedAt: 1 });
disputeSchema.index({ providerDisputeId: 1 }, { unique: true });
export const DisputeModel = defineTenantModel('PaymentDispute', disputeSchema);

const eventSchema = new Schema(
  {
    _id: text,
    provider: text,
    eventId: text,
    accountId: text,
    type: text,
    news: { type: Schema.Types.Mixed, default: null },
    chargeId: optional,
    state: { ...text, enum: ['received', 'parked', 'applied', 'ignored'] },
    receivedAt: moment,
    lookAt: maybe,
  },
  { id: false },
);
eventSchema.index({ provider: 1, eventId: 1 }, { unique: true });
eventSchema.index({ chargeId: 1, state: 1 }, { partialFilterExpression: { chargeId: { $type: 'string' } } });
export const WebhookEventModel = defineTenantModel('PaymentEvent', eventSchema, {
  systemIndexes: [{ fields: { lookAt: 1 }, reason: 'A sweep asks for the work that lost its job, on all sites' }],
});

/** Its `_id` is the provider's own: one account belongs to one tenant, whatever anybody says. */
const accountSchema = new Schema(
  {
    _id: text,
    provider: text,
    isChargeable: { type: Boolean, required: true },
    isPayable: { type: Boolean, required: true },
    createdAt: moment,
  },
  { id: false },
);
accountSchema.index({ provider: 1 }, { unique: true });
export const MerchantAccountModel = defineTenantModel('MerchantAccount', accountSchema);

const differenceSchema = new Schema(
  {
    _id: text,
    /** What differs, so that it stands here once: `refund:<provider's id>`. */
    key: text,
    about: { ...text, enum: ['payment', 'refund', 'dispute'] },
    kind: { ...text, enum: ['only-there', 'only-here', 'amount', 'state'] },
    paymentId: optional,
    invoiceId: optional,
    providerId: text,
    currency: text,
    ours: { type: Number, default: null },
    theirs: { type: Number, default: null },
    foundAt: moment,
  },
  { id: false },
);
differenceSchema.index({ key: 1 }, { unique: true });
export const DifferenceModel = defineTenantModel('PaymentDifference', differenceSchema);
