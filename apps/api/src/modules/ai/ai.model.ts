import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const text = { type: String, required: true } as const;
const optional = { type: String, default: null } as const;
const count = { type: Number, required: true, default: 0 } as const;

/** What a site wants of the AI; missing: as it comes. */
const settingsSchema = new Schema(
  {
    _id: text,
    name: text,
    enabled: { type: Boolean, required: true },
    monthlyBudgetMicros: { type: Number, default: null },
    voice: { type: String, default: '' },
    offLimits: [String],
  },
  { id: false },
);
settingsSchema.index({ name: 1 }, { unique: true });
export const AiSettingsModel = defineTenantModel('AiSettings', settingsSchema, { collection: 'ai_settings' });

/** What the AI has cost in a calendar month (UTC), with what is under way at the most that it may cost. */
const monthSchema = new Schema(
  { _id: text, month: text, costMicros: count, requests: count, promptTokens: count, outputTokens: count },
  { id: false },
);
monthSchema.index({ month: 1 }, { unique: true });
export const AiMonthModel = defineTenantModel('AiMonth', monthSchema, { collection: 'ai_months' });

/** One request to a model. No text of it: what was asked and answered is with what it was for, and goes with it. */
const useSchema = new Schema(
  {
    _id: text,
    month: text,
    /** What it was for, and which of its texts. */
    subject: text,
    model: optional,
    state: { ...text, enum: ['open', 'done', 'failed'] },
    promptTokens: count,
    outputTokens: count,
    /** As long as it is open, the most that it may cost: what nobody has heard of again counts as that. */
    costMicros: count,
    at: { type: Date, required: true },
  },
  { id: false },
);
useSchema.index({ subject: 1, at: 1 });
useSchema.index({ at: 1 });
export const AiUseModel = defineTenantModel('AiUse', useSchema, { collection: 'ai_uses' });

/** How long an answer is of use to whoever asks the same again. */
const KEPT_SECONDS = 7 * 86_400;

/** An answer, so that a worker that was killed before it could be kept need not be paid twice. */
const cacheSchema = new Schema(
  {
    _id: text,
    /** A digest of the prompt's version, the model and all that was asked. */
    key: text,
    subject: text,
    text,
    usage: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { id: false },
);
cacheSchema.index({ key: 1 }, { unique: true });
cacheSchema.index({ subject: 1 });
cacheSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });
export const AiAnswerModel = defineTenantModel('AiAnswer', cacheSchema, { collection: 'ai_answers' });
