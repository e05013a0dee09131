import { mailLimits, planMembers, PLAIN_REGISTRATION, type MembershipId } from '@stageline/contracts';
import { createSealer } from '@stageline/platform';
import { currentTenantId, tenantFolder } from '@stageline/tenancy';
import { createAccountsModule } from '../modules/accounts/index.ts';
import { createAuditModule } from '../modules/audit/index.ts';
import type { CreditsModule } from '../modules/credits/index.ts';
import type { createCredentialsModule } from '../modules/credentials/index.ts';
import type { createLeadsModule } from '../modules/leads/index.ts';
import { createMailModule, measuredMail } from '../modules/mail/index.ts';
import { createMailEngagementModule } from '../modules/mail-engagement/index.ts';
import { createMailSendersModule } from '../modules/mail-senders/index.ts';
import { createMailStandingModule } from '../modules/mail-standing/index.ts';
import { createMailPreferencesModule } from '../modules/mail-preferences/index.ts';
import { createMembersModule } from '../modules/members/index.ts';
import { addressesOf, createLaterConsent, createMissingYes } from '../modules/registrations/index.ts';
import type { createSessionsModule } from '../modules/sessions/index.ts';
import { createSignInsModule } from '../modules/sign-ins/index.ts';
import { createSiteModule } from '../modules/site/index.ts';
import type { SubscriptionsModule } from '../modules/subscriptions/index.ts';
import { createTenantsModule } from '../modules/tenants/index.ts';
import type { Kit } from './kit.ts';
import { dnsLookup, domainSettings } from './settings.ts';

/** What the core asks of modules that are made of it. */
interface Later {
  readonly credentials: ReturnType<typeof createCredentialsModule>;
  readonly leads: ReturnType<typeof createLeadsModule>;
  readonly sessions: ReturnType<typeof createSessionsModule>;
  readonly subscriptions: SubscriptionsModule;
  readonly credits: CreditsModule;
}

/**
 * Tenants, their people and their sites: what all other modules stand on.
 * @param later called long after all modules exist, for those that need each other
 */
export function composeCore(kit: Kit, later: () => Later) {
  const { config, storage, unitOfWork, clock } = kit;
  const memberName = async (id: MembershipId) => (await members.service.find(id))?.name ?? null;
  const audit = createAuditModule({
    unitOfWork,
    clock,
    adminName: async (id) => (await accounts.service.findAdmin(id))?.name ?? null,
    memberName,
    findTenants: (ids) => tenants.service.findMany(ids),
    testSites: () => tenants.service.synthetic(),
  });
  const common = { ...kit, audit: audit.log };
  const tenants = createTenantsModule({
    ...common,
    ...kit.hosts,
    ...whenTenantsChange(kit, later),
    onAddressChanged: [(tenantId) => site.service.addressChanged(tenantId)],
    outside: {
      endPlan: (tenantId) => later().subscriptions.end(tenantId),
      leaveAccounts: (tenantId) => accounts.service.leaveTenant(tenantId),
      removeFiles: (tenantId) => storage.deleteFolder(tenantFolder(tenantId)),
      fileBytes: (tenantId) => storage.sizeOf(tenantFolder(tenantId)),
    },
    names: kit.dns,
  });
  const accounts = createAccountsModule({
    ...common,
    endSignIns: (tenantId, accountId) => signIns.service.endAllOf(tenantId, accountId),
  });
  const members = createMembersModule({
    ...common,
    accounts: accounts.service,
    mostMembers: async () => planMembers[(await later().subscriptions.service.standing()).plan],
    countOpenLeads: (ids) => later().leads.service.countOpenByMember(ids),
    endSignIns: (accountId) => signIns.service.endAllOf(currentTenantId(), accountId),
    onAccessChanged: (key) => signIns.service.changed(key),
    mailer: { send: (letter) => mail.service.send(letter) },
    site: () => site.service.siteFacts(),
  });
  const signIns = createSignInsModule({
    ...common,
    accounts: accounts.service,
    versions: accounts.sessionVersions,
    findMember: (id) => members.service.find(id),
    permissionsOf: (roles) => members.service.permissionsOf(roles),
    findAdmin: (id) => accounts.service.findAdmin(id),
    factorRule: () => later().credentials.rule,
    stepUpWays: () => later().credentials.stepUpWays,
  });
  const site = createSiteModule({
    ...common,
    tenants: tenants.service,
    nextSession: (tenantId) => later().sessions.service.nextSession(tenantId),
    pastSession: (tenantId) => later().sessions.service.pastSession(tenantId),
    memberName,
  });
  const registrationSettings = async () =>
    (await site.service.publicView(currentTenantId())).registration ?? PLAIN_REGISTRATION;
  const mailPreferences = createMailPreferencesModule({
    ...common,
    secret: config.SEAL_SECRET,
    addressesOf,
    missingYes: createMissingYes(registrationSettings),
    consent: createLaterConsent({ settings: registrationSettings, clock: common.clock }),
  });
  const mailEngagement = createMailEngagementModule({
    ...common,
    findMail: measuredMail,
    siteFacts: () => site.service.siteFacts(),
  });
  const mailStanding = createMailStandingModule({
    ...common,
    tenants: tenants.service,
    adminName: async (id) => (await accounts.service.findAdmin(id))?.name ?? null,
    siteFacts: () => site.service.siteFacts(),
    owners: () => members.service.owners(),
    mailer: { send: (letter) => mail.service.send(letter) },
  });
  const mailSenders = createMailSendersModule({
    ...common,
    lookup: dnsLookup(config),
    sealer: createSealer(config.SEAL_SECRET),
    platformHosts: domainSettings(config).platformHosts,
    fromAddress: config.MAIL_FROM,
    siteFacts: () => site.service.siteFacts(),
    owners: () => members.service.owners(),
    mailer: { send: (letter) => mail.service.send(letter) },
    pausedTenants: () => tenants.service.pausedIds(),
  });
  const mail = createMailModule({
    ...common,
    senders: mailSenders.service,
    measured: mailEngagement.service.measured,
    standing: mailStanding.service,
    preferences: mailPreferences.service,
    limitsOf: async () => mailLimits[(await later().subscriptions.service.standing()).plan],
    credits: mailCredits(later),
    isPaused: (tenantId) => kit.paused.isPaused(tenantId),
    webhookSecret: config.MAIL_WEBHOOK_SECRET ?? null,
    unsubscribeMailbox: config.UNSUBSCRIBE_MAILBOX ?? null,
    fromAddress: config.MAIL_FROM,
    siteFacts: () => site.service.siteFacts(),
  });
  return {
    audit,
    tenants,
    accounts,
    signIns,
    members,
    site,
    mail,
    mailPreferences,
    mailEngagement,
    mailSenders,
    mailStanding,
  };
}
export type Core = ReturnType<typeof composeCore>;

/** What a site may still mail beside what is owed: nothing while it is restricted. */
const mailCredits = (later: () => Pick<Later, 'credits' | 'subscriptions'>) => ({
  async take(amount: number, key: string): Promise<number> {
    const { credits, subscriptions } = later();
    if ((await subscriptions.service.standing()).isRestricted) return 0;
    return credits.service.reserveUpTo({ kind: 'mail', amount, key });
  },
  settle: (key: string, sent: number): Promise<void> => later().credits.service.commit(key, sent),
});

/** A suspended site falls silent everywhere at once: jobs, sockets and media; a reactivated one goes on where it was. */
function whenTenantsChange(
  { paused, parked, queue, broadcaster, media }: Kit,
  later: () => Pick<Later, 'subscriptions'>,
) {
  return {
    onSuspended: [
      () => paused.changed(),
      (tenantId) => broadcaster.disconnectTenant(tenantId),
      (tenantId) => media.closeTenant(tenantId),
      (tenantId) => later().subscriptions.lookSoon(tenantId),
    ],
    onReactivated: [
      async (tenantId) => {
        await paused.changed();
        await parked.release(queue, tenantId);
      },
      (tenantId) => media.openTenant(tenantId),
    ],
  } satisfies Pick<Parameters<typeof createTenantsModule>[0], 'onSuspended' | 'onReactivated'>;
}
