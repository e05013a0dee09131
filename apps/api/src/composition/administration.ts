import type { AdminId } from '@stageline/contracts';
import { countDeadLetters } from '@stageline/platform/outbox';
import { tenantFolder } from '@stageline/tenancy';
import { createAbuseModule } from '../modules/abuse/index.ts';
import { createAdminModule } from '../modules/admin/index.ts';
import { createBroadcastsModule } from '../modules/broadcasts/index.ts';
import { failingDomainsByTenants } from '../modules/domains/index.ts';
import { countLeadsByTenants } from '../modules/leads/index.ts';
import { countMailByTenants } from '../modules/mail/index.ts';
import { countMembersByTenants } from '../modules/members/index.ts';
import { countSessionsByTenants, countViewersByTenants } from '../modules/sessions/index.ts';
import { subscriptionsOf } from '../modules/subscriptions/index.ts';
import { createSupportModule } from '../modules/support/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';

/** How central administrators see and govern all sites. */
export function composeAdministration(kit: Kit, { audit, tenants, accounts, members, site, mail }: Core) {
  const common = {
    ...kit,
    audit: audit.log,
    tenants: tenants.service,
    administration: tenants.administration,
    members: members.service,
    adminName: async (id: AdminId) => (await accounts.service.findAdmin(id))?.name ?? null,
  };
  const admin = createAdminModule({
    ...common,
    accounts: accounts.service,
    mail: mail.service,
    siteFacts: () => site.service.siteFacts(),
    platformUrl: `${kit.hosts.scheme}://${kit.hosts.apex}`,
    supportEmail: kit.config.SUPPORT_EMAIL ?? null,
    probes: {
      leads: countLeadsByTenants,
      members: countMembersByTenants,
      sessions: countSessionsByTenants,
      viewers: countViewersByTenants,
      deadLetters: countDeadLetters,
      mails: countMailByTenants,
      subscriptions: subscriptionsOf,
      failingDomains: failingDomainsByTenants,
      storageBytes: (tenantId) => kit.storage.sizeOf(tenantFolder(tenantId)),
    },
  });
  const broadcasts = createBroadcastsModule({
    ...common,
    mailer: mail.service,
    findTenants: (ids) => tenants.service.findMany(ids),
    activeTenantsAfter: (cursor, limit) => tenants.administration.activeAfter(cursor, limit),
    dashboardUrl: async () => `${(await site.service.siteFacts()).url}/dashboard`,
  });
  const abuse = createAbuseModule(common);
  const support = createSupportModule({
    ...common,
    versions: accounts.sessionVersions,
    findAdmin: (id) => accounts.service.findAdmin(id),
  });
  return { admin, broadcasts, abuse, support };
}
