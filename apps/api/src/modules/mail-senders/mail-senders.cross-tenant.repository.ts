import type { TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { MailSenderModel } from './mail-sender.model.ts';

/** Tenants whose sender should be looked at, the longest due first. */
export function findDueSenders(now: Date, paused: readonly TenantId[], limit: number): Promise<TenantId[]> {
  return runAsSystem('sweep of mail senders: which are due', async () => {
    const due = { nextCheckAt: { $lte: now }, tenantId: { $nin: [...paused] } };
    const rows = await MailSenderModel.find(due, { tenantId: 1 }).sort({ nextCheckAt: 1 }).limit(limit).lean();
    return rows.map(tenantOf);
  });
}
