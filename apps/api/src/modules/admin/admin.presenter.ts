import type { admin } from '@stageline/contracts';
import type { PlatformAdmin } from '../accounts/index.ts';
import type { KeptMail } from '../mail/index.ts';
import type { TenantRecord } from '../tenants/index.ts';
import type { z } from 'zod';

export const presentAdmin = ({ id, name, email }: PlatformAdmin): z.output<typeof admin.AdminMe> => ({
  id,
  name,
  email,
});

export function presentTenant(
  tenant: TenantRecord,
  facts: { readonly url: string; readonly leads: number; readonly viewers: number },
): admin.TenantRow {
  const { id, slug, name, status, createdAt } = tenant;
  return { id, slug, name, status, ...facts, createdAt: createdAt.toISOString() };
}

/** @param tenantName null for a tenant that is gone */
export function presentMail(mail: KeptMail, tenantName: string | null): admin.MailSummary {
  const { id, tenantId, from, to, subject, sentAt, createdAt } = mail;
  return {
    id,
    tenantId,
    tenantName: tenantName ?? '',
    from: from.name === undefined ? from.address : `${from.name} <${from.address}>`,
    to: to.address,
    subject,
    sentAt: (sentAt ?? createdAt).toISOString(),
  };
}
