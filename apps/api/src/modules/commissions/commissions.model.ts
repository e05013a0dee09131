import { currencies } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const whole = { type: Number, required: true };
const text = { type: String, required: true };
const maybe = { type: String, default: null } as const;

/** What each level earns; what held before stays, because a sale is counted by what held when it was invoiced. */
const settingsSchema = new Schema(
  {
    _id: text,
    name: text,
    version: { type: Number, default: 0 },
    /** The oldest first. */
    history: { type: [{ _id: false, from: Date, levels: [Number] }], default: [] },
    /** Payouts and takings back: two at once must see each other. */
    turns: { type: Number, default: 0 },
  },
  { id: false },
);
settingsSchema.index({ name: 1 }, { unique: true });
export const CommissionSettingsModel = defineTenantModel('CommissionSettings', settingsSchema, {
  collection: 'commission_settings',
});

/** That somebody earns of an invoice, and at which rate: settled when its first money arrives. */
const commissionSchema = new Schema(
  {
    _id: text,
    invoiceId: text,
    level: whole,
    rate: whole,
    personId: text,
    currency: { type: String, required: true, enum: currencies },
  },
  { id: false },
);
commissionSchema.index({ invoiceId: 1, level: 1 }, { unique: true });
commissionSchema.index({ personId: 1 });
export const CommissionModel = defineTenantModel('Commission', commissionSchema);

/** A line of somebody's statement: each belongs to one posting of the books, by its id. */
const entrySchema = new Schema(
  {
    _id: text,
    personId: text,
    kind: { type: String, required: true, enum: ['earned', 'taken-back', 'paid-out', 'payout-taken-back'] },
    currency: { type: String, required: true, enum: currencies },
    /** Minor units; below zero where less is owed to them by it. */
    amount: whole,
    at: { type: Date, required: true },
    commissionId: maybe,
    invoiceId: maybe,
    level: { type: Number, default: null },
    rate: { type: Number, default: null },
    /** What of the invoice is kept since, without tax. */
    base: { type: Number, default: null },
    payoutId: maybe,
    note: maybe,
  },
  { id: false },
);
entrySchema.index({ personId: 1, at: -1, _id: -1 });
entrySchema.index({ at: -1, _id: -1 });
entrySchema.index({ invoiceId: 1 }, { partialFilterExpression: { invoiceId: { $type: 'string' } } });
entrySchema.index(
  { payoutId: 1, kind: 1 },
  { unique: true, partialFilterExpression: { payoutId: { $type: 'string' } } },
);
export const CommissionEntryModel = defineTenantModel('CommissionEntry', entrySchema, {
  collection: 'commission_entries',
});
