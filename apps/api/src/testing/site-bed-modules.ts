import path from 'node:path';
import type { AdminId, SessionId, TenantId } from '@stageline/contracts';
import { createSealer, createSigner } from '@stageline/platform';
import { countDeadLetters } from '@stageline/platform/outbox';
import { currentTenantId, tenantFolder } from '@stageline/tenancy';
import { createAbuseModule } from '../modules/abuse/index.ts';
import { createAccountsModule } from '../modules/accounts/index.ts';
import { createAdminsModule } from '../modules/admins/index.ts';
import { createAddressModule } from '../modules/address/index.ts';
import { createAdminModule } from '../modules/admin/index.ts';
import { createAuditModule } from '../modules/audit/index.ts';
import { createTemplateAutomations } from '../modules/automations/index.ts';
import { createAuthModule } from '../modules/auth/index.ts';
import { createCredentialsModule } from '../modules/credentials/index.ts';
import { createBroadcastsModule } from '../modules/broadcasts/index.ts';
import { countMailByTenants, createMailModule, type AdminMail } from '../modules/mail/index.ts';
import { createMailPreferencesModule } from '../modules/mail-preferences/index.ts';
import { countMembersByTenants, createMembersModule } from '../modules/members/index.ts';
import { createMySitesModule } from '../modules/my-sites/index.ts';
import { addressesOf } from '../modules/registrations/index.ts';
import { createSignInsModule } from '../modules/sign-ins/index.ts';
import { createSignupsModule, type FirstMasterclass } from '../modules/signups/index.ts';
import { createSiteModule } from '../modules/site/index.ts';
import { createSupportModule } from '../modules/support/index.ts';
import { createPipelinesModule } from '../modules/pipelines/index.ts';
import { createTemplatesModule } from '../modules/templates/index.ts';
import { subscriptionsOf } from '../modules/subscriptions/index.ts';
import { createTenantsModule } from '../modules/tenants/index.ts';
import { APEX, SECRET, type BedStores } from './site-bed-stores.ts';

/** Wires the modules that make and govern sites, as the container does; what the bed leaves out is noted instead. */
export function composeSiteModules(
  { logger, clock, redis, bus, queue, unitOfWork, notes, storage, email, sms, identity, tokens }: BedStores,
  options: { readonly demandAdminFactor?: boolean },
) {
  const audit = createAuditModule({
    unitOfWork,
    clock,
    adminName: async (id) => (await accounts.service.findAdmin(id))?.name ?? null,
    memberName: async (id) => (await members.service.find(id))?.name ?? null,
    findTenants: (ids) => tenants.service.findMany(ids),
    testSites: () => tenants.service.synthetic(),
  });
  const tenantOptions = { apex: APEX, scheme: 'http', redis, clock, logger } as const;

  const onSuspended = [(tenantId: TenantId) => void notes.suspended.push(tenantId)];
  const names = {
    async ensureSite(slug: string) {
      notes.names.add(slug);
    },
    async removeSite(slug: string) {
      notes.names.delete(slug);
    },
  };
  const tenants = createTenantsModule({
    ...tenantOptions,
    bus,
    unitOfWork,
    names,
    onSuspended,
    onReactivated: [],
    onAddressChanged: [(tenantId) => site.service.addressChanged(tenantId)],
    outside: {
      endPlan: async () => undefined,
      leaveAccounts: (tenantId) => accounts.service.leaveTenant(tenantId),
      removeFiles: (tenantId) => storage.deleteFolder(tenantFolder(tenantId)),
      fileBytes: (tenantId) => storage.sizeOf(tenantFolder(tenantId)),
    },
  });
  const accounts = createAccountsModule({
    bus,
    clock,
    redis,
    unitOfWork,
    endSignIns: (tenantId, accountId) => signIns.service.endAllOf(tenantId, accountId),
  });
  const members = createMembersModule({
    accounts: accounts.service,
    unitOfWork,
    clock,
    countOpenLeads: async () => notes.openLeads,
    mostMembers: async () => notes.mostMembers,
    audit: audit.log,
    endSignIns: (accountId) => signIns.service.endAllOf(currentTenantId(), accountId),
    onAccessChanged: (key) => signIns.service.changed(key),
    mailer: { send: (letter) => mail.service.send(letter) },
    site: () => site.service.siteFacts(),
  });
  const signIns = createSignInsModule({
    bus,
    clock,
    logger,
    unitOfWork,
    audit: audit.log,
    accounts: accounts.service,
    versions: accounts.sessionVersions,
    findMember: (id) => members.service.find(id),
    permissionsOf: (roles) => members.service.permissionsOf(roles),
    signer: createSigner(SECRET),
    findAdmin: (id) => accounts.service.findAdmin(id),
    factorRule: () => credentials.rule,
    stepUpWays: () => credentials.stepUpWays,
  });
  const site = createSiteModule({
    bus,
    storage,
    unitOfWork,
    clock,
    audit: audit.log,
    tenants: tenants.service,
    nextSession: async () => null,
    pastSession: async () => null,
    memberName: async (id) => (await members.service.find(id))?.name ?? null,
  });
  const mailPreferences = createMailPreferencesModule({
    missingYes: async () => null,
    consent: { missing: async () => null, give: async () => true },
    signer: createSigner(SECRET),
    secret: SECRET,
    addressesOf,
    audit: audit.log,
    unitOfWork,
    clock,
  });
  const mail = createMailModule({
    preferences: mailPreferences.service,
    webhookSecret: null,
    limitsOf: async () => ({ hour: 1000, day: 1000 }),
    isPaused: () => false,
    email,
    sms,
    fromAddress: 'Stageline <no-reply@stage.test>',
    siteFacts: site.service.siteFacts,
    unitOfWork,
    clock,
    logger,
  });
  const hosts = { apex: APEX, scheme: 'http' } as const;
  const adminMail: AdminMail = { send: async (letter) => void notes.adminMail.push(letter) };
  const credentials = createCredentialsModule({
    ...hosts,
    accounts: accounts.service,
    attempts: accounts.attempts,
    roles: members.roles,
    signIns: signIns.service,
    unitOfWork,
    adminMail,
    demandAdminFactor: options.demandAdminFactor === true,
    members: members.service,
    mailer: mail.service,
    brand: site.service.siteFacts,
    identity,
    tokens,
    sealer: createSealer(SECRET),
    signer: createSigner(SECRET),
    audit: audit.log,
    redis,
    clock,
    logger,
  });
  const auth = createAuthModule({
    ...hosts,
    accounts: accounts.service,
    members: members.service,
    tenants: tenants.service,
    administration: tenants.administration,
    supportEmail: 'help@stage.test',
    identity,
    credentials,
    audit: audit.log,
    tokens,
    redis,
    logger,
  });
  const admins = createAdminsModule({
    ...hosts,
    accounts: accounts.service,
    factors: credentials.factors,
    signIns: signIns.service,
    mail: adminMail,
    unitOfWork,
    audit: audit.log,
    clock,
    logger,
  });
  const pipelines = createPipelinesModule({ unitOfWork, audit: audit.log, clock, holdsLeads: async () => false });
  const automations = createTemplateAutomations({
    pipelines: pipelines.templates,
    promoter: () => members.service.promoter(),
    unitOfWork,
    audit: audit.log,
    clock,
  });
  const templates = createTemplatesModule({
    pipelines: pipelines.templates,
    automations,
    directory: path.resolve(import.meta.dirname, '../../../../tenants'),
    tenants: tenants.service,
    drafts: site.service.drafts,
    pictures: site.service.pictures,
    storage,
    logger,
    nameOf: async (id) => (await members.service.find(id))?.name ?? null,
    unitOfWork,
    audit: audit.log,
    clock,
  });
  const signupDeps = {
    templates: templates.service,
    tenants: tenants.service,
    accounts: accounts.service,
    members: members.service,
    site: site.service,
    mailer: mail.service,
    names,
    certificates: {
      async warm(slug: string) {
        notes.warmed.push(slug);
      },
    },
    auth: auth.service,
    confirmAddress: credentials.links.sendFirstConfirmation,
    queue,
    clock,
    logger,
    async planFirstMasterclass(
      tenantId: TenantId,
      { sessionId, ...masterclass }: FirstMasterclass & { sessionId: SessionId },
    ) {
      notes.planned.set(sessionId, { ...masterclass, tenantId });
    },
  };
  const signups = createSignupsModule(signupDeps);
  const mySites = createMySitesModule({
    accounts: accounts.service,
    members: members.service,
    tenants: tenants.service,
    auth: auth.service,
  });
  const siteAddress = createAddressModule({
    tenants: tenants.service,
    signups: signups.service,
    auth: auth.service,
    audit: audit.log,
  });
  const admin = createAdminModule({
    accounts: accounts.service,
    tenants: tenants.service,
    mail: mail.service,
    administration: tenants.administration,
    members: members.service,
    siteFacts: site.service.siteFacts,
    platformUrl: `http://${APEX}`,
    supportEmail: 'help@stage.test',
    probes: {
      leads: async () => notes.leads,
      members: countMembersByTenants,
      sessions: async () => new Map(),
      viewers: async () => notes.viewers,
      deadLetters: countDeadLetters,
      mails: countMailByTenants,
      subscriptions: subscriptionsOf,
      failingDomains: async () => notes.failingDomains,
      storageBytes: (tenantId) => storage.sizeOf(tenantFolder(tenantId)),
    },
    audit: audit.log,
    unitOfWork,
    clock,
  });
  const adminName = async (id: AdminId) => (await accounts.service.findAdmin(id))?.name ?? null;
  const governing = { unitOfWork, clock, logger, bus, audit: audit.log, tenants: tenants.service, adminName };
  const broadcasts = createBroadcastsModule({
    ...governing,
    members: members.service,
    mailer: mail.service,
    findTenants: (ids) => tenants.service.findMany(ids),
    activeTenantsAfter: (cursor, limit) => tenants.administration.activeAfter(cursor, limit),
    dashboardUrl: async () => `${(await site.service.siteFacts()).url}/dashboard`,
  });
  const abuse = createAbuseModule(governing);
  const support = createSupportModule({
    ...governing,
    tokens,
    administration: tenants.administration,
    members: members.service,
    versions: accounts.sessionVersions,
    findAdmin: (id) => accounts.service.findAdmin(id),
  });
  const modules = [
    broadcasts,
    abuse,
    support,
    audit,
    tenants,
    accounts,
    signIns,
    members,
    site,
    mail,
    mailPreferences,
    credentials,
    auth,
    signups,
    siteAddress,
    mySites,
    templates,
    pipelines,
    admin,
    admins,
  ];

  return {
    modules,
    audit,
    tenants,
    accounts,
    members,
    signIns,
    site,
    mail,
    mailPreferences: mailPreferences.service,
    credentials,
    auth,
    admins,
    templates,
    signups,
    mySites,
    siteAddress,
    admin,
    broadcasts,
    abuse,
    support,
    tenantOptions,
    signupDeps,
  };
}
