import type { TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { PlannedMailModel } from './planned-mail.model.ts';

/** A planned mail whose time has come. */
export interface DuePlannedMail {
  readonly id: string;
  readonly tenantId: TenantId;
}

/** Planned mails of all tenants but `except` that are due, those first that wait longest. Ids only. */
export function duePlannedMails(now: Date, except: readonly TenantId[], limit: number): Promise<DuePlannedMail[]> {
  return runAsSystem('sweep of planned mails: which are due', async () => {
    const due = { dueAt: { $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await PlannedMailModel.find(due, { tenantId: 1 }).sort({ dueAt: 1 }).limit(limit).lean();
    return rows.map((row) => ({ id: row._id, tenantId: tenantOf(row) }));
  });
}
