import { EngagementKind, EngagementReason, EngagementVerdict, MailMeasuring } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** Half a year: longer than any sequence goes on, and no archive of what people read. */
const KEPT_SECONDS = 180 * 86_400;

/** One request that a mail brought, as it came, and what is thought of it now. */
const mailEngagementSchema = new Schema(
  {
    _id: { type: String, required: true },
    mailId: { type: String, required: true },
    personId: { type: String, required: true },
    kind: { type: String, required: true, enum: EngagementKind.options },
    method: { type: String, required: true },
    /** Which of the mail's links; missing for a picture. */
    link: { type: Number },
    /** What was followed, without what may be personal: its query and its fragment. */
    url: { type: String },
    userAgent: { type: String, default: '' },
    /** The network that it came from (`truncatedAddress`). */
    network: { type: String, default: null },
    at: { type: Date, required: true },
    verdict: { type: String, required: true, enum: EngagementVerdict.options },
    reason: { type: String, required: true, enum: EngagementReason.options },
    /** When somebody judges it; missing once that is done. */
    judgeAt: { type: Date },
  },
  { id: false },
);
mailEngagementSchema.index({ mailId: 1, at: 1 });
mailEngagementSchema.index({ personId: 1 });
mailEngagementSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const MailEngagementModel = defineTenantModel('MailEngagement', mailEngagementSchema, {
  collection: 'mail_engagements',
  systemIndexes: [
    {
      fields: { judgeAt: 1 },
      options: { partialFilterExpression: { judgeAt: { $type: 'date' } } },
      reason: 'What the mails of all tenants brought is judged once it is plain what belongs together.',
    },
  ],
});

/** What a tenant has measured of its mails. One row at most; without it nothing is. */
const mailMeasuringSchema = new Schema(
  {
    _id: { type: String, required: true },
    key: { type: String, required: true },
    measuring: { type: String, required: true, enum: MailMeasuring.options },
  },
  { id: false },
);
mailMeasuringSchema.index({ key: 1 }, { unique: true });
export const MailMeasuringModel = defineTenantModel('MailMeasuring', mailMeasuringSchema, {
  collection: 'mail_measuring',
});
