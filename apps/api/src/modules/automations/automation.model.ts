import { automations } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** A rule as it is now; runs keep what it said when they began. */
const automationSchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    name: { type: String, required: true },
    state: { type: String, required: true, enum: automations.AutomationState.options },
    /** As the contract says: `kind` and what belongs to it. */
    trigger: { type: Schema.Types.Mixed, required: true },
    conditions: { type: [Schema.Types.Mixed], default: [] },
    actions: { type: [Schema.Types.Mixed], required: true },
    /** Runs that failed one after another, the last ones. */
    failures: { type: Number, required: true },
    /** What a template brought it as, and the version that this made; at another one somebody has changed it since. */
    origin: {
      type: new Schema(
        { version: { type: Number, required: true }, as: { type: Schema.Types.Mixed, required: true } },
        { _id: false, id: false, minimize: false },
      ),
      default: null,
    },
    createdAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
  },
  { id: false, minimize: false },
);
automationSchema.index({ createdAt: 1, _id: 1 });
automationSchema.index({ state: 1, 'trigger.kind': 1 });
/** Of two that begin a site at once, one brings an automation. */
automationSchema.index(
  { 'origin.as.key': 1 },
  { unique: true, partialFilterExpression: { 'origin.as.key': { $type: 'string' } } },
);

export const AutomationModel = defineTenantModel('Automation', automationSchema);
