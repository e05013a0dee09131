import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/**
 * Who holds an address. The skeleton is the `_id`, so that neither an address nor one that looks like it can be held twice
 * whether it is a site's present one or one that still redirects.
 */
const slugClaimSchema = new Schema(
  {
    _id: { type: String, required: true },
    slug: { type: String, required: true },
    tenantId: { type: String, required: true },
    /** Null for the present address; for a former one the end of its redirect. */
    until: { type: Date, default: null },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
slugClaimSchema.index({ tenantId: 1 });
slugClaimSchema.index({ until: 1 }, { partialFilterExpression: { until: { $type: 'date' } } });

export const SlugClaimModel = defineGlobalModel(
  'SlugClaim',
  slugClaimSchema,
  'Addresses are unique over all tenants and are looked up before any tenant is known',
);
