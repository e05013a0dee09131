import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const { Mixed } = Schema.Types;

/** The last experiment of a tenant, under the tenant's id: one page has one at a time. */
const experimentSchema = new Schema(
  {
    _id: { type: String, required: true },
    experimentId: { type: String, required: true },
    state: { type: String, required: true, enum: ['running', 'ended'] },
    variant: { type: Mixed, required: true },
    effect: { type: Number, required: true },
    /** Tells visitors apart while it runs; gone with the end, and with it whatever could be computed again. */
    salt: { type: String, default: null },
    startedAt: { type: Date, required: true },
    startedBy: { type: Mixed, required: true },
    endedAt: { type: Date, default: null },
    kept: { type: String, default: null },
    /** What was counted, once it is over. */
    totals: { type: Mixed, default: null },
    /** The smallest p-value that somebody saw. */
    smallestP: { type: Number },
  },
  { id: false },
);
export const ExperimentModel = defineTenantModel('Experiment', experimentSchema);

/** A visitor of an experiment, by a keyed hash: which version they saw, and whether they registered. Gone when it ends. */
const experimentVisitorSchema = new Schema(
  {
    /** `<experiment>.<hash>` */
    _id: { type: String, required: true },
    experimentId: { type: String, required: true },
    arm: { type: String, required: true },
    registered: { type: Boolean, required: true },
  },
  { id: false },
);
// Both versions are counted from the index alone.
experimentVisitorSchema.index({ experimentId: 1, arm: 1, registered: 1 });
export const ExperimentVisitorModel = defineTenantModel('ExperimentVisitor', experimentVisitorSchema, {
  collection: 'experiment_visitors',
});
