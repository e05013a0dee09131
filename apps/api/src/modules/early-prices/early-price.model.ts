import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** What seats of a masterclass, or an offer, cost whoever comes early. */
const earlyPriceSchema = new Schema(
  {
    /** The masterclass's or the offer's. */
    _id: { type: String, required: true },
    subject: { type: String, required: true },
    amount: { type: Number, required: true },
    currency: { type: String, required: true },
    until: { type: Date, default: null },
    /** How many are sold at it; null without a limit. */
    first: { type: Number, default: null },
    /** How many of the first were. */
    used: { type: Number, default: 0 },
    /** What it costs after that, step by step, each with its own end. */
    more: {
      type: [
        new Schema(
          {
            amount: Number,
            until: { type: Date, default: null },
            first: { type: Number, default: null },
            used: Number,
          },
          { _id: false, id: false },
        ),
      ],
      default: [],
    },
  },
  { id: false },
);
earlyPriceSchema.index({ subject: 1 }, { unique: true });
export const EarlyPriceModel = defineTenantModel('EarlyPrice', earlyPriceSchema, { collection: 'early_prices' });
