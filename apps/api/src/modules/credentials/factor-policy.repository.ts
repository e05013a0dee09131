import type { RoleRef } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import { FactorPolicyModel } from './factor-policy.model.ts';

/** Of which roles the current tenant demands a second factor. */
export const factorPolicyRepository = {
  async roles(): Promise<RoleRef[]> {
    const row = await FactorPolicyModel.findOne({ _id: currentTenantId() }, { roles: 1 }).lean();
    return [...(row?.roles ?? [])];
  },
  async setRoles(roles: readonly RoleRef[]): Promise<void> {
    const id = currentTenantId();
    const write = () => FactorPolicyModel.updateOne({ _id: id }, { $set: { roles: [...roles] } }, { upsert: true });
    try {
      await write();
    } catch (error) {
      // Two first writes at the same moment: the second finds the document of the first.
      if ((error as { code?: unknown }).code !== 11_000) throw error;
      await write();
    }
  },
};
