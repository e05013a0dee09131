import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** The reactions of a masterclass that has ended, over its time. */
const reactionCurveSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    /** Those steps in which somebody reacted: when they began, in milliseconds since 1970, and how often each was sent. */
    steps: { type: [{ _id: false, at: Number, counts: { type: Map, of: Number } }], required: true },
  },
  { id: false },
);
reactionCurveSchema.index({ sessionId: 1 }, { unique: true });

export const ReactionCurveModel = defineTenantModel('ReactionCurve', reactionCurveSchema, {
  collection: 'reaction_curves',
});
