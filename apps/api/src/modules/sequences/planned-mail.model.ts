import { sequences } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** What was planned is kept this long after it was sent, or was not. */
const KEPT_SECONDS = 400 * 86_400;
const isDate = { $type: 'date' } as const;

/** One mail of a sequence to one person: planned, and what became of it. */
const plannedMailSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    personId: { type: String, required: true },
    stepId: { type: String, required: true },
    plan: { type: Number, required: true },
    /** It is of no use once the masterclass is over. */
    isReminder: { type: Boolean, required: true },
    /** When it is to go out. */
    plannedFor: { type: Date, required: true },
    /** When somebody looks at it next; null once it is done. */
    dueAt: { type: Date, default: null },
    state: { type: String, required: true, enum: ['planned', 'sent', 'skipped'] },
    /** The job that has it in hand. */
    batch: { type: String, default: null },
    attempts: { type: Number, required: true },
    reason: { type: String, default: null, enum: [...sequences.MailSkipReason.options, null] },
    mailId: { type: String, default: null },
    /** Of the template that it was made of. */
    templateVersion: { type: Number, default: null },
    /** What it said, and which record of this site says so. */
    facts: {
      type: [
        new Schema(
          {
            name: { type: String, required: true },
            value: { type: String, required: true },
            source: { type: String, required: true },
          },
          { _id: false, id: false },
        ),
      ],
      default: [],
    },
    doneAt: { type: Date, default: null },
  },
  { id: false },
);
plannedMailSchema.index({ sessionId: 1, personId: 1, stepId: 1, plan: 1 }, { unique: true });
/** What is told of a masterclass comes from the index alone. */
plannedMailSchema.index({ sessionId: 1, state: 1, stepId: 1, reason: 1, plannedFor: 1 });
plannedMailSchema.index({ batch: 1, _id: 1 }, { partialFilterExpression: { batch: { $type: 'string' } } });
/** The reminders that somebody has had lately. */
plannedMailSchema.index({ personId: 1, doneAt: -1 });
plannedMailSchema.index({ doneAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const PlannedMailModel = defineTenantModel('PlannedMail', plannedMailSchema, {
  systemIndexes: [
    {
      fields: { dueAt: 1 },
      options: { partialFilterExpression: { dueAt: isDate } },
      reason: 'The sweep finds the mails of all tenants whose time has come.',
    },
  ],
});
