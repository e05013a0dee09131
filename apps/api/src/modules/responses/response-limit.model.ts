import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const hoursSchema = new Schema(
  {
    /** Null for the site's. */
    timeZone: { type: String, default: null },
    /** Monday first; null where nobody works. */
    week: { type: [Schema.Types.Mixed], required: true },
    /** `YYYY-MM-DD` */
    holidays: { type: [String], default: [] },
  },
  { _id: false, id: false },
);

/** Until when leads have to be answered on a site; one row per site. */
const responseLimitSchema = new Schema(
  {
    /** The tenant's id. */
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    enabled: { type: Boolean, required: true },
    limitMinutes: { type: Number, required: true },
    remindMinutes: { type: Number, required: true },
    reassignMinutes: { type: Number, default: null },
    hours: { type: hoursSchema, default: null },
  },
  { id: false },
);

export const ResponseLimitModel = defineTenantModel('ResponseLimit', responseLimitSchema, {
  collection: 'response_limits',
});
