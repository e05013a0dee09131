import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** A rule by which masterclasses repeat, and what they are. */
const seriesSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** As the contract says. */
    rule: { type: Schema.Types.Mixed, required: true },
    facts: { type: Schema.Types.Mixed, required: true },
    durationMinutes: { type: Number, required: true },
    /** The last date that was planned, as its occurrence; empty before the first. */
    through: { type: String, default: '' },
    /** When further dates are looked for; missing where there are none. */
    fillAt: { type: Date },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { id: false, minimize: false },
);
seriesSchema.index({ fillAt: 1 }, { partialFilterExpression: { fillAt: { $exists: true } } });

export const SeriesModel = defineTenantModel('Series', seriesSchema);
