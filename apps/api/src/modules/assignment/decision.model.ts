import { assignment } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One decision about whose a lead is; never changed. */
const decisionSchema = new Schema(
  {
    _id: { type: String, required: true },
    leadId: { type: String, required: true },
    at: { type: Date, required: true },
    cause: { type: String, required: true, enum: assignment.AssignmentCause.options },
    chosen: { type: String, default: null },
    byOwner: { type: Boolean, required: true },
    actorId: { type: String, default: null },
    actorName: { type: String, default: null },
    note: { type: String, default: null },
    /** Everything that a decision by rules was made of, as the engine took it; null for one by hand. */
    input: { type: Schema.Types.Mixed, default: null },
    /** What came out of it, for everybody. */
    reasons: { type: [Schema.Types.Mixed], default: [] },
    /** Names by membership, as they were. */
    names: { type: Schema.Types.Mixed, required: true },
  },
  { id: false, minimize: false },
);
decisionSchema.index({ leadId: 1, at: -1, _id: -1 });

export const AssignmentDecisionModel = defineTenantModel('AssignmentDecision', decisionSchema, {
  collection: 'assignment_decisions',
});
