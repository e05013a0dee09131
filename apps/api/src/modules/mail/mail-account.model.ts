import { defineTenantModel } from '@stageline/tenancy';
import { Schema, type InferSchemaType } from 'mongoose';

/** What a tenant has sent lately, and who sends for it just now. One row for each tenant. */
const mailAccountSchema = new Schema(
  {
    _id: { type: String, required: true },
    key: { type: String, required: true },
    /** The worker that sends for this tenant may until then; no other does, so that mails to somebody keep their order. */
    leaseUntil: { type: Date, required: true },
    /** Which turn has it: one whose time ran out may not end another's. */
    leaseOwner: { type: String },
    /** `2026-01-31T10`, UTC, and how many mails were handed over in it. */
    hour: { type: String },
    hourCount: { type: Number, default: 0 },
    day: { type: String },
    dayCount: { type: Number, default: 0 },
  },
  { id: false },
);
mailAccountSchema.index({ key: 1 }, { unique: true });

export type MailAccountRow = InferSchemaType<typeof mailAccountSchema>;
export const MailAccountModel = defineTenantModel('MailAccount', mailAccountSchema, { collection: 'mail_accounts' });
