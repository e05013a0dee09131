import type { RoleRef } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import { FactorPolicyModel } from './factor-policy.model.ts';

/** Of which roles the current tenant demands a second factor. */
export const factorPolicyRepository = {
  async roles(): Promise<RoleRef[]> {
    const row = await FactorPolicyModel.findOne({ _id: currentTenantId() }, { roles: 1 }).lean();
    return [...(row?.roles ?? [])];
  },
  /** In the caller's transaction, which begins again when another wrote the first policy in the same moment. */
  async setRoles(roles: readonly RoleRef[]): Promise<void> {
    const id = currentTenantId();
    // oxlint-disable-next-line stageline/retried-upsert -- in a transaction, which runs again
    await FactorPolicyModel.updateOne({ _id: id }, { $set: { roles: [...roles] } }, { upsert: true });
  },
};
