import type { TenantId } from '@stageline/contracts';
import { TenantDomainModel } from './tenant-domain.model.ts';

/** Who has a custom host, and whether it may have a certificate. */
export interface HeldDomain {
  readonly tenantId: TenantId;
  readonly enabled: boolean;
}

/** Which tenant has which custom host; the host is the key, so two cannot have one. */
export const tenantDomainsRepository = {
  async find(host: string): Promise<HeldDomain | null> {
    const row = await TenantDomainModel.findById(host, { tenantId: 1, enabled: 1 }).lean();
    return row === null ? null : { tenantId: row.tenantId as TenantId, enabled: row.enabled };
  },

  /** Gives a free host to a tenant; one that the tenant has already is kept. @returns whether the tenant has it now */
  async hold(host: string, tenantId: TenantId, enabled: boolean, now: Date): Promise<boolean> {
    const held = await this.find(host);
    if (held === null) await TenantDomainModel.create({ _id: host, tenantId, enabled, createdAt: now });
    else if (held.tenantId !== tenantId) return false;
    else if (enabled !== held.enabled)
      await TenantDomainModel.updateOne({ _id: host, tenantId }, { $set: { enabled } });
    return true;
  },

  async hostsOf(tenantId: TenantId): Promise<string[]> {
    const rows = await TenantDomainModel.find({ tenantId }, { _id: 1 }).lean();
    return rows.map(({ _id }) => _id);
  },

  async release(host: string, tenantId: TenantId): Promise<void> {
    await TenantDomainModel.deleteOne({ _id: host, tenantId });
  },
};
