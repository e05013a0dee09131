import { automations } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** Ended runs are kept this long: longer than an event can come again, and than a trial looks back. */
const KEPT_SECONDS = 100 * 86_400;

const stepSchema = new Schema(
  {
    kind: { type: String, required: true },
    at: { type: Date, required: true },
    ok: { type: Boolean, required: true },
    outcome: { type: String, required: true, enum: automations.AutomationOutcome.options },
    detail: { type: String, default: null },
    place: { type: Schema.Types.Mixed, default: null },
  },
  { _id: false, id: false },
);

/** One rule at work on one lead: the ledger of what it has done, and where it goes on. */
const runSchema = new Schema(
  {
    _id: { type: String, required: true },
    automationId: { type: String, required: true },
    /** What happened to the lead, so that it has one run per rule however often it is told. */
    occurrence: { type: String, required: true },
    leadId: { type: String, required: true },
    leadName: { type: String, required: true },
    /** The rule as it was when the run began. */
    version: { type: Number, required: true },
    name: { type: String, required: true },
    actions: { type: [Schema.Types.Mixed], required: true },
    sessionId: { type: String, default: null },
    state: { type: String, required: true, enum: automations.AutomationRunState.options },
    stop: { type: String, default: null },
    /** The next action; rises in the transaction that does it. */
    step: { type: Number, required: true },
    steps: { type: [stepSchema], default: [] },
    /** Times that the next action failed on our side. */
    attempts: { type: Number, required: true },
    /** When somebody looks at it again, unless it goes on by itself before; null once it has ended. */
    dueAt: { type: Date, default: null },
    /** The runs that led to this one, the first one first. */
    chain: {
      type: [
        new Schema(
          {
            runId: { type: String, required: true },
            automationId: { type: String, required: true },
            name: { type: String, required: true },
          },
          { _id: false, id: false },
        ),
      ],
      default: [],
    },
    startedAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
  },
  { id: false, minimize: false },
);
runSchema.index({ automationId: 1, occurrence: 1, leadId: 1 }, { unique: true });
runSchema.index({ automationId: 1, startedAt: -1, _id: -1 });
runSchema.index({ leadId: 1, automationId: 1, startedAt: -1 });
runSchema.index({ endedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const AutomationRunModel = defineTenantModel('AutomationRun', runSchema, {
  collection: 'automation_runs',
  systemIndexes: [
    {
      fields: { dueAt: 1 },
      options: { partialFilterExpression: { dueAt: { $type: 'date' } } },
      reason: 'The sweep finds the runs of all tenants whose time has come.',
    },
  ],
});
