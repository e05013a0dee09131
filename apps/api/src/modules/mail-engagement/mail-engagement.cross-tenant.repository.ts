import type { MailId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { MailEngagementModel } from './mail-engagement.model.ts';

/** A mail that brought something which is to be judged. */
export interface MailToJudge {
  readonly tenantId: TenantId;
  readonly mailId: MailId;
}

/** Mails of all tenants with something that is to be judged, of at most `limit` requests, the oldest first. */
export function mailsToJudge(now: Date, limit: number): Promise<{ rows: number; mails: MailToJudge[] }> {
  return runAsSystem('what mails brought is judged', async () => {
    const rows = await MailEngagementModel.find({ judgeAt: { $lte: now } }, { tenantId: 1, mailId: 1 })
      .sort({ judgeAt: 1 })
      .limit(limit)
      .lean();
    const mails = rows.map((row) => ({ tenantId: tenantOf(row), mailId: row.mailId as MailId }));
    return { rows: rows.length, mails: [...new Map(mails.map((mail) => [mail.mailId, mail])).values()] };
  });
}
