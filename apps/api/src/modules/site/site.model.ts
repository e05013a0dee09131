import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One per tenant, so the tenant's id is its `_id`. The contract's zod shapes are the schema of the parts. */
const siteSchema = new Schema(
  {
    _id: { type: String, required: true },
    theme: { type: Schema.Types.Mixed, required: true },
    profile: { type: Schema.Types.Mixed, required: true },
    line: { type: Schema.Types.Mixed, required: true },
    /** Name of the file among the tenant's media, e.g. `4f2a….png`. */
    logoKey: { type: String, default: null },
    version: { type: Number, required: true },
    updatedAt: { type: Date, required: true },
  },
  { id: false },
);

export const SiteModel = defineTenantModel('Site', siteSchema);
