import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const text = { type: String, required: true } as const;

/** The memory of the sandbox gateway, which is another company's wherever a real one takes the payments. */
const checkoutSchema = new Schema(
  {
    _id: text,
    accountId: text,
    chargeId: text,
    version: { type: Number, required: true },
    /** As the gateway has it; only the gateway reads it. */
    checkout: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    /** By the gateway's own clock. */
    begunAt: { type: Date },
  },
  { id: false },
);
checkoutSchema.index({ chargeId: 1 });
checkoutSchema.index({ accountId: 1, begunAt: 1 });
/** Longer than anybody gives back or disputes anything in a sandbox. */
checkoutSchema.index({ at: 1 }, { expireAfterSeconds: 180 * 86_400 });
export const SandboxCheckoutModel = defineTenantModel('SandboxCheckout', checkoutSchema);

/** What the gateway has still to tell us. */
const noticeSchema = new Schema(
  {
    _id: text,
    accountId: text,
    body: text,
    dueAt: { type: Date, required: true },
    times: { type: Number, required: true },
  },
  { id: false },
);
export const SandboxNoticeModel = defineTenantModel('SandboxNotice', noticeSchema, {
  systemIndexes: [{ fields: { dueAt: 1 }, reason: 'The gateway tells of the payments of all sites' }],
});
