import type { MailStandingId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { MailStandingModel } from './mail-standing.model.ts';
import { toStanding, type MailStanding } from './mail-standing.repository.ts';

export type PausedMail = MailStanding & { readonly tenantId: TenantId };

/** Sites whose mail is paused, in the order of their ids. */
export function listPausedMail(after: MailStandingId | undefined, limit: number): Promise<PausedMail[]> {
  return runAsSystem('central admin: sites whose mail is paused', async () => {
    const filter = { state: 'paused', ...(after !== undefined && { _id: { $gt: after } }) };
    const rows = await MailStandingModel.find(filter).sort({ _id: 1 }).limit(limit).lean();
    return rows.map((row) => ({ ...toStanding(row), tenantId: tenantOf(row) }));
  });
}
