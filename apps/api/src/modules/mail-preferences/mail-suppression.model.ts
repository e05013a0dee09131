import { MailTopic, SuppressionReason } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema, type InferSchemaType } from 'mongoose';

/**
 * An address that gets no mail of a topic, and why. It is known by a hash alone: the row outlives whoever it was of, and an
 * import that brings them again finds it. One row for each reason, so that lifting one leaves the others.
 */
const mailSuppressionSchema = new Schema(
  {
    _id: { type: String, required: true },
    hash: { type: String, required: true },
    topic: { type: String, required: true, enum: MailTopic.options },
    reason: { type: String, required: true, enum: SuppressionReason.options },
    at: { type: Date, required: true },
  },
  { id: false },
);
mailSuppressionSchema.index({ hash: 1, topic: 1, reason: 1 }, { unique: true });

export type MailSuppressionRow = InferSchemaType<typeof mailSuppressionSchema>;
export const MailSuppressionModel = defineTenantModel('MailSuppression', mailSuppressionSchema, {
  collection: 'mail_suppressions',
});
