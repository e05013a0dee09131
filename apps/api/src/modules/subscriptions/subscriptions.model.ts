import { CreditKind } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const text = { type: String, required: true } as const;
const maybe = { type: Date, default: null } as const;
const moment = { type: Date, required: true } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;

/** What a site pays the platform for: one of each site. */
const subscriptionSchema = new Schema(
  {
    _id: text,
    key: { ...text, enum: ['plan'] },
    trial: mixed,
    /** As the provider had it when it was last asked. */
    booked: mixed,
    owesSince: maybe,
    invoices: { type: [Schema.Types.Mixed], default: [] },
    /** The page on which it is booked, and the key under which it was asked for. */
    page: mixed,
    buyer: mixed,
    taxTold: { type: String, default: null },
    /** What the owners have been told. */
    told: { type: [String], default: [] },
    askedAt: maybe,
    lookAt: maybe,
    version: { type: Number, required: true },
  },
  { id: false },
);
subscriptionSchema.index({ key: 1 }, { unique: true });
export const SubscriptionModel = defineTenantModel('Subscription', subscriptionSchema, {
  systemIndexes: [{ fields: { lookAt: 1 }, reason: 'A sweep looks at the plans of all sites whose time has come' }],
});

/** Its `_id` is the provider's own: one customer is one site, whatever anybody says. */
const customerSchema = new Schema({ _id: text, provider: text, at: moment }, { id: false });
customerSchema.index({ provider: 1 }, { unique: true });
export const BillingCustomerModel = defineTenantModel('BillingCustomer', customerSchema);

/** Credits that somebody has begun to buy. */
const purchaseSchema = new Schema(
  {
    _id: text,
    kind: { ...text, enum: CreditKind.options },
    amount: { type: Number, required: true },
    price: { type: Number, required: true },
    currency: text,
    tax: mixed,
    pageId: { type: String, default: null },
    state: { ...text, enum: ['open', 'paid', 'closed'] },
    at: moment,
  },
  { id: false },
);
purchaseSchema.index({ state: 1, _id: 1 });
export const CreditPurchaseModel = defineTenantModel('CreditPurchase', purchaseSchema);

/** The memory of the sandbox gateway, which is another company's wherever a real one charges promoters. */
const sandboxSchema = new Schema(
  { _id: text, version: { type: Number, required: true }, customer: { type: Schema.Types.Mixed, required: true } },
  { id: false },
);
export const SandboxCustomerModel = defineTenantModel('SandboxCustomer', sandboxSchema);
