import path from 'node:path';
import type { AdminId } from '@stageline/contracts';
import { createDns, type DnsConfig } from '@stageline/integrations/dns';
import { createEmail, parseMailbox, type EmailConfig } from '@stageline/integrations/email';
import { createIdentity, type IdentityConfig, type OidcProvider } from '@stageline/integrations/identity';
import { createStorage } from '@stageline/integrations/storage';
import { createTls, type TlsConfig } from '@stageline/integrations/tls';
import { createHealth, createSealer, createSigner, newId, systemClock, type Logger } from '@stageline/platform';
import { createInvalidationBus } from '@stageline/platform/invalidation';
import { connectMongo, logSystemRuns, prepareDatabase } from '@stageline/platform/mongo';
import {
  countDeadLetters,
  createDeadLetters,
  createNudge,
  createParkedJobs,
  createRelay,
  createUnitOfWork,
  RELAY_REASON,
} from '@stageline/platform/outbox';
import { createQueue } from '@stageline/platform/queue';
import { connectRedis } from '@stageline/platform/redis';
import { createSingleUseTokens, createTickets } from '@stageline/platform/tickets';
import { currentTenantId, globalKey, runInTenant, tenantFolder } from '@stageline/tenancy';
import type { Config } from './config.ts';
import type { ApiModule } from './http/module.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { withSupport } from './http/sessions.ts';
import { createAbuseModule } from './modules/abuse/index.ts';
import { createAccountsModule } from './modules/accounts/index.ts';
import { createAddressModule } from './modules/address/index.ts';
import { createAdminModule } from './modules/admin/index.ts';
import { createAuditModule } from './modules/audit/index.ts';
import { createAuthModule } from './modules/auth/index.ts';
import { createBroadcastsModule } from './modules/broadcasts/index.ts';
import { createCanaryModule, createCanaryTransport, leakMail } from './modules/canary/index.ts';
import { createChatCursor, createChatModule } from './modules/chat/index.ts';
import { createCredentialsModule } from './modules/credentials/index.ts';
import {
  createDnsLookup,
  createDomainsModule,
  createIssuanceCaps,
  failingDomainsByTenants,
} from './modules/domains/index.ts';
import { countLeadsByTenants, createLeadsModule } from './modules/leads/index.ts';
import { createLineModule } from './modules/line/index.ts';
import { countMailByTenants, createMailModule, mailboxStore } from './modules/mail/index.ts';
import { countMembersByTenants, createMembersModule } from './modules/members/index.ts';
import { createMySitesModule } from './modules/my-sites/index.ts';
import { createOverviewModule } from './modules/overview/index.ts';
import { createRegistrationsModule } from './modules/registrations/index.ts';
import {
  countSessionsByTenants,
  countViewersByTenants,
  createJoinLinks,
  createMediaControl,
  createSessionsModule,
} from './modules/sessions/index.ts';
import { createSignInsModule } from './modules/sign-ins/index.ts';
import { createCertificateWarmer, createSignupsModule } from './modules/signups/index.ts';
import { createSiteModule } from './modules/site/index.ts';
import { createSupportModule } from './modules/support/index.ts';
import { createTemplatesModule } from './modules/templates/index.ts';
import { createPausedTenants, createTenantsModule, tenantMigrations } from './modules/tenants/index.ts';
import { createAdminHints } from './realtime/admin-hints.ts';
import { createBroadcaster } from './realtime/gateway.ts';
import { createHints } from './realtime/hints.ts';

/** Templates of new sites, beside the demo tenants. */
const TEMPLATES = path.resolve(import.meta.dirname, '../../../tenants');

/** Requests that one address may send to one site before it has to wait. */
const GENERAL_LIMIT = { points: 600, perSeconds: 10 } as const;

/** Connects the stores and wires adapters, services and modules; no business logic. */
export async function createContainer(config: Config, logger: Logger) {
  const stores = await connectStores(config, logger);
  const { connection, redis } = stores;
  const clock = systemClock;
  const policy = { production: config.NODE_ENV === 'production', allowEmbedded: config.ALLOW_EMBEDDED };
  const bus = await createInvalidationBus({ redis, channel: globalKey('invalidate') });
  const deadLetters = createDeadLetters();
  const paused = createPausedTenants({ bus, clock });
  const parked = createParkedJobs(paused.isPaused);
  const queue = createQueue({ redisUrl: config.REDIS_URL, logger, deadLetters, parking: parked });
  const unitOfWork = createUnitOfWork({ connection, nudge: createNudge(redis), logger });
  const broadcaster = createBroadcaster(redis, logger);
  const hints = createHints(broadcaster, clock);
  const media = createMediaControl(redis);
  const email = await createEmail(emailConfig(config), policy);
  const dns = createDns(dnsConfig(config), policy);
  const tls = createTls(tlsConfig(config), policy);
  const identity = await createIdentity(identityConfig(config));
  const storage = createStorage(storageConfig(config), policy);
  const tickets = createTickets({ secret: config.TICKET_SECRET, redis, clock });
  const tokens = createSingleUseTokens({ secret: config.LINK_SECRET, redis, clock });
  const signer = createSigner(config.LINK_SECRET);
  const joinLinks = createJoinLinks(signer);
  // Modules that need each other get a function; it is called long after all of them exist.
  const audit = createAuditModule({
    unitOfWork,
    clock,
    adminName: async (id) => (await accounts.service.findAdmin(id))?.name ?? null,
    memberName: async (id) => (await members.service.find(id))?.name ?? null,
    findTenants: (ids) => tenants.service.findMany(ids),
  });
  const common = {
    audit: audit.log,
    bus,
    clock,
    logger,
    redis,
    broadcaster,
    hints,
    unitOfWork,
    uow: unitOfWork,
    queue,
    tokens,
    tickets,
    joinLinks,
    deadLetters,
  };

  const adminHints = createAdminHints(broadcaster, clock);
  const tenants = createTenantsModule({
    ...common,
    apex: config.APEX,
    scheme: config.PUBLIC_SCHEME,
    onSuspended: [
      () => paused.changed(),
      (tenantId) => broadcaster.disconnectTenant(tenantId),
      (tenantId) => media.closeTenant(tenantId),
    ],
    onReactivated: [
      async (tenantId) => {
        await paused.changed();
        await parked.release(queue, tenantId);
      },
      (tenantId) => media.openTenant(tenantId),
    ],
    onRenamed: [(tenantId) => site.service.addressChanged(tenantId)],
    outside: {
      leaveAccounts: (tenantId) => accounts.service.leaveTenant(tenantId),
      removeFiles: (tenantId) => storage.deleteFolder(tenantFolder(tenantId)),
      fileBytes: (tenantId) => storage.sizeOf(tenantFolder(tenantId)),
    },
    names: dns,
  });
  const accounts = createAccountsModule(common);
  const members = createMembersModule({
    ...common,
    accounts: accounts.service,
    countOpenLeads: (ids) => leads.service.countOpenByMember(ids),
    onAvailable: () => leads.assignment.assignWaiting(),
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
    signer,
    stepUpWays: () => credentials.stepUpWays,
  });
  const site = createSiteModule({
    ...common,
    tenants: tenants.service,
    storage,
    nextSession: (tenantId) => sessions.service.nextSession(tenantId),
    memberName: async (id) => (await members.service.find(id))?.name ?? null,
  });
  const mail = createMailModule({
    ...common,
    email,
    fromAddress: config.MAIL_FROM,
    siteFacts: () => site.service.siteFacts(),
  });
  const line = createLineModule({
    ...common,
    settings: { lineSettings: async () => (await site.service.publicView(currentTenantId())).line },
  });
  const leads = createLeadsModule({ ...common, members: members.service, sites: site.service, mailer: mail.service });
  const sessions = createSessionsModule({
    ...common,
    leads: leads.service,
    line: line.service,
    site: { getPublicView: ({ id }) => site.service.publicView(id) },
    members: members.service,
    chat: createChatCursor(),
    media,
  });
  const chat = createChatModule({ ...common, sessions: sessions.service });
  const registrations = createRegistrationsModule({
    ...common,
    leads: leads.service,
    line: line.service,
    feed: line.feed,
    nextSession: () => sessions.service.nextSession(currentTenantId()),
    nextSessionId: () => sessions.service.nextSessionId(currentTenantId()),
    sites: site.service,
    mailer: mail.service,
  });
  const domains = createDomainsModule({
    ...common,
    ...domainSettings(config),
    tls,
    lookup: createDnsLookup({
      servers: config.DNS_RESOLVERS,
      allowPrivate: config.NODE_ENV !== 'production',
    }),
    caps: createIssuanceCaps(redis),
    hosts: tenants.resolver,
    tenants: tenants.service,
    tenantDomains: tenants.service.domains,
    siteFacts: () => site.service.siteFacts(),
    owners: async () => (await members.service.list()).filter(({ roles }) => roles.includes('owner')),
    mailer: mail.service,
  });
  const overview = createOverviewModule({ ...common, leads: leads.statistics, sessions: sessions.service });
  const hosts = { apex: config.APEX, scheme: config.PUBLIC_SCHEME } as const;
  const credentials = createCredentialsModule({
    ...common,
    ...hosts,
    accounts: accounts.service,
    attempts: accounts.attempts,
    members: members.service,
    mailer: mail.service,
    brand: () => site.service.siteFacts(),
    identity,
    sealer: createSealer(config.SEAL_SECRET),
    signer,
  });
  const auth = createAuthModule({
    ...common,
    ...hosts,
    identity,
    credentials,
    accounts: accounts.service,
    members: members.service,
    tenants: tenants.service,
  });
  const templates = createTemplatesModule({
    ...common,
    directory: TEMPLATES,
    tenants: tenants.service,
    drafts: site.service.drafts,
    nameOf: async (id) => (await members.service.find(id))?.name ?? null,
  });
  const signups = createSignupsModule({
    ...common,
    tenants: tenants.service,
    accounts: accounts.service,
    auth: auth.service,
    confirmAddress: credentials.links.sendFirstConfirmation,
    members: members.service,
    site: site.service,
    templates: templates.service,
    mailer: mail.service,
    names: dns,
    certificates: createCertificateWarmer({ tls, hostOf: (slug) => `${slug}.${withoutPort(config.APEX)}`, logger }),
    planFirstMasterclass: (tenantId, { sessionId, ...plan }) =>
      runInTenant(tenantId, () => sessions.service.planFirst(sessionId, plan)),
  });
  const canary = createCanaryModule({
    ...common,
    tenants: tenants.service,
    signups: signups.service,
    provisioning: signups.provisioning,
    site: site.service,
    auth: auth.service,
    transport: createCanaryTransport(config.CANARY_TARGET ?? `http://127.0.0.1:${config.PORT}`),
    everyMinutes: config.CANARY_MINUTES,
    alert: async (leaks) => {
      const adminUrl = `${config.PUBLIC_SCHEME}://admin.${config.APEX}`;
      for (const { email: to } of await accounts.service.listAdmins())
        await email.deliver({
          id: newId('mai'),
          from: parseMailbox(config.MAIL_FROM),
          ...leakMail(leaks, { address: to }, adminUrl),
        });
    },
  });
  const mySites = createMySitesModule({
    accounts: accounts.service,
    members: members.service,
    tenants: tenants.service,
    auth: auth.service,
  });
  const address = createAddressModule({
    ...common,
    tenants: tenants.service,
    signups: signups.service,
    auth: auth.service,
  });
  const admin = createAdminModule({
    ...common,
    accounts: accounts.service,
    tenants: tenants.service,
    mail: mail.service,
    administration: tenants.administration,
    probes: {
      leads: countLeadsByTenants,
      members: countMembersByTenants,
      sessions: countSessionsByTenants,
      viewers: countViewersByTenants,
      deadLetters: countDeadLetters,
      mails: countMailByTenants,
      failingDomains: failingDomainsByTenants,
      storageBytes: (tenantId) => storage.sizeOf(tenantFolder(tenantId)),
    },
  });

  const adminName = async (id: AdminId) => (await accounts.service.findAdmin(id))?.name ?? null;
  const broadcasts = createBroadcastsModule({
    ...common,
    members: members.service,
    mailer: mail.service,
    findTenants: (ids) => tenants.service.findMany(ids),
    activeTenantsAfter: (cursor, limit) => tenants.administration.activeAfter(cursor, limit),
    dashboardUrl: async () => `${(await site.service.siteFacts()).url}/dashboard`,
    adminName,
  });
  const abuse = createAbuseModule({ ...common, tenants: tenants.service, adminName });
  const support = createSupportModule({
    ...common,
    tenants: tenants.service,
    administration: tenants.administration,
    members: members.service,
    versions: accounts.sessionVersions,
    findAdmin: (id) => accounts.service.findAdmin(id),
  });

  const modules = {
    audit,
    tenants,
    accounts,
    signIns,
    members,
    site,
    mail,
    domains,
    line,
    leads,
    sessions,
    chat,
    registrations,
    overview,
    credentials,
    auth,
    signups,
    address,
    canary,
    mySites,
    templates,
    admin,
    broadcasts,
    abuse,
    support,
  };
  const list: readonly ApiModule[] = Object.values(modules);
  const subscribers = list.flatMap((module) => module.subscribers ?? []);
  return {
    ...stores,
    bus,
    queue,
    parked,
    tickets,
    tokens,
    joinLinks,
    modules,
    list,
    adminHints,
    /** Who is signed in, members, administrators and support alike. */
    sessions: withSupport(signIns.store, support.sessions),
    relay: createRelay({ connection, queue, redis, subscribers, logger }),
    rateLimiter: createRateLimiter(redis, GENERAL_LIMIT),
    clock,
    async close(): Promise<void> {
      await dns.close();
      await bus.close();
      redis.disconnect();
      await connection.close();
    },
  };
}
export type Container = Awaited<ReturnType<typeof createContainer>>;

/** Opens MongoDB and Redis and makes the database ready; every model was imported above. */
async function connectStores(config: Config, logger: Logger) {
  const connection = await connectMongo({ uri: config.MONGODB_URI, logger, appName: 'stageline-api' });
  logSystemRuns(logger, new Set([RELAY_REASON]));
  await prepareDatabase(connection, { logger, migrations: tenantMigrations });
  const redis = await connectRedis(config.REDIS_URL, { name: 'api' });
  const health = createHealth();
  health.addCheck('mongodb', () => connection.db!.admin().ping());
  health.addCheck('redis', () => redis.ping());
  return { connection, redis, health };
}

function emailConfig(config: Config): EmailConfig {
  return config.EMAIL === 'smtp'
    ? { kind: 'smtp', url: config.SMTP_URL ?? '' }
    : { kind: 'embedded', mailbox: mailboxStore };
}

/** The providers that the operator is registered with, in the order of their buttons. */
function identityConfig(config: Config): IdentityConfig {
  const providers: OidcProvider[] = [];
  const add = (
    id: string | undefined,
    secret: string | undefined,
    rest: Omit<OidcProvider, 'clientId' | 'clientSecret'>,
  ) =>
    void (id !== undefined && secret !== undefined && providers.push({ ...rest, clientId: id, clientSecret: secret }));
  add(config.OIDC_GOOGLE_CLIENT_ID, config.OIDC_GOOGLE_CLIENT_SECRET, {
    id: 'google',
    label: 'Google',
    issuer: 'https://accounts.google.com',
    vouching: 'email_verified',
  });
  add(config.OIDC_MICROSOFT_CLIENT_ID, config.OIDC_MICROSOFT_CLIENT_SECRET, {
    id: 'microsoft',
    label: 'Microsoft',
    issuer: `https://login.microsoftonline.com/${config.OIDC_MICROSOFT_TENANT}/v2.0`,
    vouching: 'xms_edov',
  });
  const { OIDC_GENERIC_ISSUER: issuer = '', OIDC_GENERIC_LABEL: label } = config;
  add(config.OIDC_GENERIC_CLIENT_ID, config.OIDC_GENERIC_CLIENT_SECRET, {
    id: 'generic',
    label,
    issuer,
    vouching: 'email_verified',
  });
  if (providers.length === 0) return { kind: 'embedded' };
  return { kind: 'oidc', providers, allowHttp: config.NODE_ENV !== 'production' };
}

const storageConfig = (config: Config) =>
  ({
    kind: 'embedded',
    directory: path.join(config.STATE_DIR, 'storage'),
    secret: config.LINK_SECRET,
    urlPrefix: '/storage',
  }) as const;

const withoutPort = (host: string): string => host.replace(/:\d+$/, '');
const portOf = (host: string): string => host.slice(withoutPort(host).length);

/** Where sites lead: the addresses where they are fixed, otherwise a name. */
function dnsConfig(config: Config): DnsConfig {
  const zone = withoutPort(config.APEX);
  if (config.DNS === 'embedded') return { kind: 'embedded', zone };
  const { EDGE_HOST: name, EDGE_ADDRESSES: addresses } = config;
  const target =
    name === undefined
      ? ({ kind: 'addresses', addresses } as const)
      : ({ kind: 'name', name: withoutPort(name) } as const);
  if (config.DNS === 'route53') return { kind: 'route53', zone, target, hostedZoneId: config.ROUTE53_ZONE_ID ?? '' };
  const server = config.RFC2136_SERVER ?? '';
  const port = portOf(server).slice(1);
  return {
    kind: 'rfc2136',
    zone,
    target,
    server: withoutPort(server),
    ...(port !== '' && { port: Number(port) }),
    keyFile: config.RFC2136_KEY_FILE ?? '',
  };
}

function tlsConfig(config: Config): TlsConfig {
  if (config.TLS === 'embedded') return { kind: 'embedded' };
  const { TLS_EDGE: edge, TLS_CA_FILE: caFile } = config;
  const port = portOf(edge).slice(1);
  return {
    kind: 'caddy',
    host: withoutPort(edge),
    ...(port !== '' && { port: Number(port) }),
    ...(caFile !== undefined && { caFile }),
  };
}

/** What custom domains are measured against. */
function domainSettings(config: Config) {
  const apexName = withoutPort(config.APEX);
  const edgeName = withoutPort(config.EDGE_HOST ?? config.APEX);
  return {
    apex: config.APEX,
    platformHosts: [...new Set([apexName, edgeName])],
    edge: {
      host: edgeName,
      addresses: config.EDGE_ADDRESSES,
      // Without TLS nobody issues certificates, so no CAA record stands in anybody's way.
      caIssuers: config.TLS === 'embedded' ? [] : config.CAA_ISSUERS,
    },
    urlOfHost: (host: string) => `${config.PUBLIC_SCHEME}://${host}${portOf(config.APEX)}`,
    mailFrom: parseMailbox(config.MAIL_FROM).address,
    mailIsSent: config.EMAIL !== 'embedded',
    dkimSelector: config.DKIM_SELECTOR,
    turnUrl: config.TURN_URL,
  };
}
