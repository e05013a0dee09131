import { TenantRole } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One per tenant, so the tenant's id is its `_id`. */
const factorPolicySchema = new Schema(
  {
    _id: { type: String, required: true },
    /** Roles whose members need a second factor. */
    roles: { type: [{ type: String, enum: TenantRole.options }], required: true },
  },
  { id: false },
);

export const FactorPolicyModel = defineTenantModel('FactorPolicy', factorPolicySchema);
