import path from 'node:path';
import { runInTenant } from '@stageline/tenancy';
import { createAddressModule } from '../modules/address/index.ts';
import { createTemplateAutomations } from '../modules/automations/index.ts';
import { createCanaryModule, createCanaryTransport, leakMail } from '../modules/canary/index.ts';
import { createDomainsModule, createIssuanceCaps } from '../modules/domains/index.ts';
import { createCertificateWarmer, createSignupsModule } from '../modules/signups/index.ts';
import { createTemplatesModule } from '../modules/templates/index.ts';
import type { Access } from './access.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';
import { dnsLookup, domainSettings, withoutPort } from './settings.ts';

/** Templates of new sites, beside the demo tenants. */
const TEMPLATES = path.resolve(import.meta.dirname, '../../../../tenants');

/** How sites come into being and where they are found, and the two that attack each other to show that walls hold. */
export function composeSites(
  kit: Kit,
  core: Core,
  { auth, credentials }: Access,
  { sessions, pipelines }: Masterclass,
) {
  const { config, dns, tls, logger } = kit;
  const { tenants, accounts, members, site, mail } = core;
  const common = {
    ...kit,
    audit: core.audit.log,
    tenants: tenants.service,
    mailer: mail.service,
    auth: auth.service,
  };
  const domains = createDomainsModule({
    ...common,
    ...domainSettings(config),
    lookup: dnsLookup(config),
    caps: createIssuanceCaps(kit.redis, kit.clock),
    hosts: tenants.resolver,
    tenantDomains: tenants.service.domains,
    pausedTenants: () => tenants.service.pausedIds(),
    siteFacts: () => site.service.siteFacts(),
    owners: () => members.service.owners(),
  });
  const templates = createTemplatesModule({
    ...common,
    directory: TEMPLATES,
    drafts: site.service.drafts,
    pictures: site.service.pictures,
    pipelines: pipelines.templates,
    automations: createTemplateAutomations({
      ...common,
      pipelines: pipelines.templates,
      promoter: () => members.service.promoter(),
    }),
    nameOf: async (id) => (await members.service.find(id))?.name ?? null,
  });
  const signups = createSignupsModule({
    ...common,
    accounts: accounts.service,
    confirmAddress: credentials.links.sendFirstConfirmation,
    members: members.service,
    site: site.service,
    templates: templates.service,
    names: dns,
    certificates: createCertificateWarmer({ tls, hostOf: (slug) => `${slug}.${withoutPort(config.APEX)}`, logger }),
    planFirstMasterclass: (tenantId, { sessionId, ...plan }) =>
      runInTenant(tenantId, () => sessions.service.planFirst(sessionId, plan)),
  });
  const address = createAddressModule({ ...common, signups: signups.service });
  const canary = createCanaryModule({
    ...common,
    signups: signups.service,
    provisioning: signups.provisioning,
    site: site.service,
    transport: createCanaryTransport(config.CANARY_TARGET ?? `http://127.0.0.1:${config.PORT}`),
    everyMinutes: config.CANARY_MINUTES,
    alert: leakAlert(kit, core),
  });
  return { domains, templates, signups, address, canary };
}

/**
 * Tells every administrator by mail that one site could reach another.
 * @throws when none of them could be told
 */
function leakAlert(
  { config, logger, adminMail }: Kit,
  { accounts }: Core,
): Parameters<typeof createCanaryModule>[0]['alert'] {
  return async (leaks) => {
    const adminUrl = `${config.PUBLIC_SCHEME}://admin.${config.APEX}`;
    const failures: unknown[] = [];
    const admins = await accounts.service.listAdmins();
    for (const admin of admins) {
      await adminMail.send(leakMail(leaks, admin, adminUrl)).catch((error: unknown) => {
        logger.error({ err: error, adminId: admin.id }, 'an administrator was not told of the isolation leak');
        failures.push(error);
      });
    }
    // One address that takes no mail must not have the others told again at every run.
    if (failures.length > 0 && failures.length === admins.length) throw failures[0];
  };
}
