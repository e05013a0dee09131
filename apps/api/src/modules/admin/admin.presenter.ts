import type { admin } from '@stageline/contracts';
import { planStandingOf, type SubscriptionRecord } from '@stageline/domain';
import type { KeptMail } from '../mail/index.ts';
import type { TenantFacts, TenantRecord } from '../tenants/index.ts';

/** What is known of one tenant of a page. */
export interface TenantRowFacts {
  readonly url: string;
  readonly now: Date;
  readonly facts: TenantFacts | undefined;
  /** What it pays for; undefined where it never booked anything. */
  readonly subscription: SubscriptionRecord | undefined;
  readonly usage: admin.TenantUsage;
  readonly viewers: number;
  readonly deadLetters: number;
  readonly rejectedMails: number;
  readonly failingDomains: readonly string[];
}

/** A step of provisioning takes seconds; the sweep brings an interrupted one back within a minute. */
const STUCK_MS = 10 * 60_000;

export function presentTenant(tenant: TenantRecord, row: TenantRowFacts): admin.TenantRow {
  const { id, slug, name, status, createdAt } = tenant;
  const given = row.facts?.plan ?? 'free';
  const { plan, state } = planStandingOf(row.subscription ?? null, given, row.now);
  return {
    id,
    slug,
    name,
    status,
    url: row.url,
    plan: given,
    standing: { plan, state },
    usage: row.usage,
    viewers: row.viewers,
    issues: issuesOf(row),
    createdAt: createdAt.toISOString(),
  };
}

function issuesOf({ facts, now, deadLetters, rejectedMails, failingDomains }: TenantRowFacts): admin.HealthIssue[] {
  const issues: admin.HealthIssue[] = [];
  const waitingSince = facts?.waitingSince ?? null;
  if (facts !== undefined && facts.failure !== null)
    issues.push({ kind: 'provisioning-failed', count: 1, detail: facts.failure });
  else if (waitingSince !== null && now.getTime() - waitingSince.getTime() > STUCK_MS)
    issues.push({ kind: 'provisioning-stuck', count: 1, detail: null });
  if (deadLetters > 0) issues.push({ kind: 'dead-letters', count: deadLetters, detail: null });
  if (rejectedMails > 0) issues.push({ kind: 'mail-rejected', count: rejectedMails, detail: null });
  if (failingDomains.length > 0)
    issues.push({ kind: 'domain-failing', count: failingDomains.length, detail: failingDomains.join(', ') });
  return issues;
}

/** @param tenantName null for a tenant that is gone */
export function presentMail(mail: KeptMail, tenantName: string | null): admin.MailSummary {
  const { id, tenantId, channel, from, to, subject, sentAt, createdAt } = mail;
  return {
    id,
    tenantId,
    tenantName: tenantName ?? '',
    channel,
    from: from.name === undefined ? from.address : `${from.name} <${from.address}>`,
    to: to.address,
    subject,
    sentAt: (sentAt ?? createdAt).toISOString(),
  };
}
