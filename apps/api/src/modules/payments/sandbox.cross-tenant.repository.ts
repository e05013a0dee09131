import type { SandboxNotice } from '@stageline/integrations/payments';
import type { TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { SandboxNoticeModel } from './sandbox.model.ts';

/** What the sandbox gateway has to tell by now, of all sites, the longest due first. */
export function dueNotices(now: Date, limit: number): Promise<(SandboxNotice & { readonly tenantId: TenantId })[]> {
  return runAsSystem('the sandbox gateway tells of payments', async () => {
    const rows = await SandboxNoticeModel.find({ dueAt: { $lte: now } })
      .sort({ dueAt: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => {
      const { _id: id, accountId, body, dueAt, times } = row;
      return { id, accountId, body, dueAt, times, tenantId: tenantOf(row) };
    });
  });
}
