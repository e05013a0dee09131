import type { RoleRef, TenantId } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One per tenant, so the tenant's id is its `_id`. */
interface FactorPolicyRow {
  readonly _id: TenantId;
  /** Roles whose members need a second factor; a site's own are named by their ids. */
  readonly roles: readonly RoleRef[];
}

const factorPolicySchema = new Schema<FactorPolicyRow>(
  {
    _id: { type: String, required: true },
    roles: { type: [String], required: true },
  },
  { id: false },
);

export const FactorPolicyModel = defineTenantModel('FactorPolicy', factorPolicySchema);
