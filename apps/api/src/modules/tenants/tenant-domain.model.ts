import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** The host itself is the `_id`: two tenants cannot hold one domain. */
const tenantDomainSchema = new Schema(
  {
    _id: { type: String, required: true },
    tenantId: { type: String, required: true },
    /** Whether it leads to us: only then a certificate may be ordered for it. */
    enabled: { type: Boolean, required: true, default: false },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
tenantDomainSchema.index({ tenantId: 1 });

export const TenantDomainModel = defineGlobalModel(
  'TenantDomain',
  tenantDomainSchema,
  'Maps a custom host to its tenant, before any tenant is known',
);
