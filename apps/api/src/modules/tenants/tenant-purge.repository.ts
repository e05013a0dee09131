import type { TenantId } from '@stageline/contracts';
import { collectionNameOf, runInTenant, tenantModels } from '@stageline/tenancy';
import type { PurgeCounts } from './tenants.types.ts';

/** What stays of a purged tenant, with the reason. */
export const KEPT_COLLECTIONS: Readonly<Record<string, string>> = {
  audit_entries: 'The audit log only grows: that a site was closed, by whom and why has to be there afterwards',
};

const purgeable = () =>
  tenantModels()
    .map(({ model }) => ({ model, collection: collectionNameOf(model) }))
    .filter(({ collection }) => !(collection in KEPT_COLLECTIONS));

/** Everything of a tenant, by the registry of models: a collection that is added tomorrow is purged without a change here. */
export const tenantPurgeRepository = {
  /** Documents by collection; only those collections that have some. */
  async count(tenantId: TenantId): Promise<PurgeCounts> {
    return runInTenant(tenantId, async () => {
      const counts: Record<string, number> = {};
      for (const { model, collection } of purgeable()) {
        const count = await model.countDocuments({});
        if (count > 0) counts[collection] = count;
      }
      return counts;
    });
  },

  async remove(tenantId: TenantId): Promise<void> {
    await runInTenant(tenantId, async () => {
      for (const { model } of purgeable()) await model.deleteMany({});
    });
  },
};
