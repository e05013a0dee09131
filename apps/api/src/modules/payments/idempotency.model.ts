import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** How long an answer is given again. */
export const KEPT_SECONDS = 86_400;

/** One request under a key of its caller, and what it was answered (D-09). */
const requestSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** Who asked what under which key. */
    scope: { type: String, required: true },
    fingerprint: { type: String, required: true },
    /** Null while it is under way. */
    answer: { type: Schema.Types.Mixed, default: null },
    /** Until when whoever works on it has it for themselves. */
    leaseUntil: { type: Date, required: true },
    at: { type: Date, required: true },
  },
  { id: false },
);
requestSchema.index({ scope: 1 }, { unique: true });
requestSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });
export const IdempotentRequestModel = defineTenantModel('IdempotentRequest', requestSchema);
