import { abuse } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema, type InferSchemaType } from 'mongoose';

const abuseReportSchema = new Schema(
  {
    _id: { type: String, required: true },
    category: { type: String, required: true, enum: abuse.AbuseCategory.options },
    text: { type: String, required: true },
    email: { type: String, default: null },
    state: { type: String, required: true, enum: abuse.AbuseState.options },
    outcome: { type: String, default: null, enum: [...abuse.AbuseOutcome.options, null] },
    note: { type: String, default: null },
    /** The administrator who took it up last. */
    handledBy: { type: String, default: null },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
abuseReportSchema.index({ state: 1 });

export type AbuseReportRow = InferSchemaType<typeof abuseReportSchema>;
export const AbuseReportModel = defineTenantModel('AbuseReport', abuseReportSchema, {
  collection: 'abuse_reports',
  systemIndexes: [
    {
      fields: { state: 1, _id: 1 },
      reason: 'The queue of central administration goes through the reports of all sites',
    },
  ],
});
