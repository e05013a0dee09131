import type { TenantId } from '@stageline/contracts';
import { collectionNameOf, runInTenant, tenantModels } from '@stageline/tenancy';
import { TenantModel } from './tenant.model.ts';
import type { PurgeCounts, PurgeProof } from './tenants.types.ts';

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

  /** Tenants that have been closing since before `before`, oldest first. */
  async due(before: Date, limit: number): Promise<TenantId[]> {
    const rows = await TenantModel.find({ status: 'closing', 'closing.at': { $lte: before } }, { _id: 1 })
      .sort({ 'closing.at': 1 })
      .limit(limit)
      .lean();
    return rows.map(({ _id }) => _id as TenantId);
  },

  /**
   * Bars the way back and keeps what was there: a purge that goes on after a crash finds less.
   * @returns what was there when the purge first began; null when the tenant is not closing, or not for long enough
   */
  async begin(id: TenantId, closedBefore: Date, held: PurgeCounts, now: Date): Promise<PurgeCounts | null> {
    const closing = { _id: id, status: 'closing', 'closing.at': { $lte: closedBefore } };
    const $set = { 'closing.purgeBegan': now, 'closing.held': held };
    await TenantModel.updateOne({ ...closing, 'closing.purgeBegan': null }, { $set });
    const row = await TenantModel.findOne(closing, { 'closing.held': 1 }).lean();
    return row === null ? null : ((row.closing?.held ?? {}) as PurgeCounts);
  },

  /** What stays of a tenant: that it was there, and the proof that nothing else is. Its address becomes free. */
  async finish(id: TenantId, purge: PurgeProof): Promise<void> {
    await TenantModel.updateOne(
      { _id: id, status: 'closing' },
      {
        $set: {
          status: 'purged',
          slug: id,
          name: 'Purged site',
          ownerAccountId: null,
          purge,
          'signup.name': 'Purged',
          'signup.email': `${id}@purged.invalid`,
        },
        $unset: { 'signup.passwordHash': 1, 'signup.pendingEmail': 1 },
        $inc: { version: 1 },
      },
    );
  },

  /** The proof of a purge, or null while there is none. */
  async proofOf(id: TenantId): Promise<PurgeProof | null> {
    const row = await TenantModel.findOne({ _id: id }, { purge: 1 }).lean();
    return (row?.purge as PurgeProof | null | undefined) ?? null;
  },

  async remove(tenantId: TenantId): Promise<void> {
    await runInTenant(tenantId, async () => {
      for (const { model } of purgeable()) await model.deleteMany({});
    });
  },
};
