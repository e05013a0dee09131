import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One version of a site's sequence. Nothing is changed: the one with the highest number is what is planned by. */
const sequenceSchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    /** As the contract says. */
    steps: { type: [Schema.Types.Mixed], required: true },
    minimumGapMinutes: { type: Number, required: true },
    savedAt: { type: Date, required: true },
  },
  { id: false, minimize: false },
);
sequenceSchema.index({ version: -1 }, { unique: true });
export const MailSequenceModel = defineTenantModel('MailSequence', sequenceSchema);

/** By what the mails of one masterclass are planned. */
const planSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    /** Rises when the masterclass moves or the sequence changes; mails of a lower number do not go out, but for those that were due already. */
    plan: { type: Number, required: true },
    /** The number with which the masterclass moved last. */
    timesSince: { type: Number },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    sequenceVersion: { type: Number, required: true },
    /** `ended`: only follow-ups are left. */
    state: { type: String, required: true, enum: ['open', 'ended', 'cancelled'] },
  },
  { id: false },
);
planSchema.index({ sessionId: 1 }, { unique: true });
planSchema.index({ state: 1, sessionId: 1 });
export const MailPlanModel = defineTenantModel('MailPlan', planSchema);
