import { defineTenantModel } from '@stageline/tenancy';
import { Schema, type InferSchemaType } from 'mongoose';

const supportVisitSchema = new Schema(
  {
    _id: { type: String, required: true },
    adminId: { type: String, required: true },
    adminName: { type: String, required: true },
    /** Of the administrator at the start: when it rises, the visit is over. */
    adminVersion: { type: Number, required: true },
    reason: { type: String, required: true },
    startedAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    enteredAt: { type: Date, default: null },
    /** Set once its end is in the audit log. */
    endedAt: { type: Date, default: null },
    /** Operations that were looked at; each is in the audit log once. */
    viewed: { type: [String], default: [] },
  },
  { id: false },
);
supportVisitSchema.index({ endedAt: 1 });

export type SupportVisitRow = InferSchemaType<typeof supportVisitSchema>;
export const SupportVisitModel = defineTenantModel('SupportVisit', supportVisitSchema, {
  collection: 'support_visits',
  systemIndexes: [
    {
      fields: { endsAt: 1 },
      options: { partialFilterExpression: { endedAt: null } },
      reason: 'The visits of all sites whose time is over are closed by a schedule',
    },
  ],
});
