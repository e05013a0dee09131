import { merges } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const dismissalSchema = new Schema(
  {
    at: { type: Date, required: true },
    membershipId: { type: String, required: true },
    name: { type: String, default: null },
    /** The merge that carried it over from what became part of the lead. */
    mergeId: { type: String },
  },
  { _id: false, id: false },
);

/** Two leads that may be the same person, and what was said of them: there once however often they are compared. */
const duplicateSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** Both ids in their order, so that each pair is there once. */
    pair: { type: String, required: true },
    leadIds: { type: [String], required: true },
    /** `gone`: they do not look alike any more, or one of them is part of another. */
    state: { type: String, required: true, enum: ['open', 'dismissed', 'gone'] },
    reasons: { type: [{ type: String, enum: merges.DuplicateReason.options }], required: true },
    /** How likely it is, by the reasons. */
    score: { type: Number, required: true },
    foundAt: { type: Date, required: true },
    /** That they are two people. */
    dismissed: { type: dismissalSchema, default: null },
  },
  { id: false },
);
duplicateSchema.index({ pair: 1 }, { unique: true });
duplicateSchema.index({ leadIds: 1 });
duplicateSchema.index({ state: 1, score: -1, _id: -1 });

export const LeadDuplicateModel = defineTenantModel('LeadDuplicate', duplicateSchema, {
  collection: 'lead_duplicates',
});
