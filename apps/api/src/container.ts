import path from 'node:path';
import { permissionsOfRoles } from '@stageline/contracts';
import { createEmail, type EmailConfig } from '@stageline/integrations/email';
import { createStorage } from '@stageline/integrations/storage';
import { createHealth, createSigner, systemClock, type Logger } from '@stageline/platform';
import { createInvalidationBus } from '@stageline/platform/invalidation';
import { connectMongo, logSystemRuns, prepareDatabase } from '@stageline/platform/mongo';
import {
  createDeadLetters,
  createNudge,
  createRelay,
  createUnitOfWork,
  RELAY_REASON,
} from '@stageline/platform/outbox';
import { createQueue } from '@stageline/platform/queue';
import { connectRedis } from '@stageline/platform/redis';
import { createSingleUseTokens, createTickets } from '@stageline/platform/tickets';
import { currentTenantId, globalKey, runInTenant } from '@stageline/tenancy';
import type { Config } from './config.ts';
import type { ApiModule } from './http/module.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { createAccountsModule } from './modules/accounts/index.ts';
import { createAdminModule } from './modules/admin/index.ts';
import { createAuthModule } from './modules/auth/index.ts';
import { createAuditModule } from './modules/audit/index.ts';
import { createChatCursor, createChatModule } from './modules/chat/index.ts';
import { countLeadsByTenants, createLeadsModule } from './modules/leads/index.ts';
import { createLineModule } from './modules/line/index.ts';
import { createMailModule, mailboxStore } from './modules/mail/index.ts';
import { createMembersModule } from './modules/members/index.ts';
import { createOverviewModule } from './modules/overview/index.ts';
import { createRegistrationsModule } from './modules/registrations/index.ts';
import {
  countViewersByTenants,
  createJoinLinks,
  createMediaControl,
  createSessionsModule,
} from './modules/sessions/index.ts';
import { createSignInsModule } from './modules/sign-ins/index.ts';
import { createSignupsModule } from './modules/signups/index.ts';
import { createSiteModule } from './modules/site/index.ts';
import { createTenantsModule, tenantMigrations } from './modules/tenants/index.ts';
import { createAdminHints } from './realtime/admin-hints.ts';
import { createBroadcaster } from './realtime/gateway.ts';
import { createHints } from './realtime/hints.ts';

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
  const queue = createQueue({ redisUrl: config.REDIS_URL, logger, deadLetters });
  const unitOfWork = createUnitOfWork({ connection, nudge: createNudge(redis), logger });
  const broadcaster = createBroadcaster(redis, logger);
  const hints = createHints(broadcaster, clock);
  const media = createMediaControl(redis);
  const email = await createEmail(emailConfig(config), policy);
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
    bus,
    clock,
    audit: audit.log,
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
    onSuspended: [(tenantId) => broadcaster.disconnectTenant(tenantId), (tenantId) => media.closeTenant(tenantId)],
    onReactivated: [(tenantId) => media.openTenant(tenantId)],
    onRenamed: [(tenantId) => site.service.addressChanged(tenantId)],
    names: { ensureSite: async () => undefined, removeSite: async () => undefined },
  });
  const accounts = createAccountsModule(common);
  const members = createMembersModule({
    ...common,
    accounts: accounts.service,
    countOpenLeads: (ids) => leads.service.countOpenByMember(ids),
    onAvailable: () => leads.assignment.assignWaiting(),
  });
  const signIns = createSignInsModule({
    ...common,
    accounts: accounts.service,
    versions: accounts.sessionVersions,
    findMember: (id) => members.service.find(id),
    permissionsOf: async (roles) => permissionsOfRoles(roles),
    signer,
    stepUpWays: () => [],
  });
  const site = createSiteModule({
    ...common,
    tenants: tenants.service,
    storage,
    nextSession: (tenantId) => sessions.service.nextSession(tenantId),
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
  const overview = createOverviewModule({ ...common, leads: leads.statistics, sessions: sessions.service });
  const auth = createAuthModule({
    ...common,
    accounts: accounts.service,
    members: members.service,
    tenants: tenants.service,
  });
  const signups = createSignupsModule({
    ...common,
    tenants: tenants.service,
    accounts: accounts.service,
    auth: auth.service,
    members: members.service,
    site: site.service,
    planFirstMasterclass: (tenantId, { sessionId, ...plan }) =>
      runInTenant(tenantId, () => sessions.service.planFirst(sessionId, plan)),
  });
  const admin = createAdminModule({
    ...common,
    accounts: accounts.service,
    tenants: tenants.service,
    mail: mail.service,
    countLeads: countLeadsByTenants,
    countViewers: countViewersByTenants,
  });

  const modules = {
    tenants,
    accounts,
    signIns,
    members,
    site,
    mail,
    line,
    leads,
    sessions,
    chat,
    registrations,
    overview,
    auth,
    signups,
    audit,
    admin,
  };
  const list: readonly ApiModule[] = Object.values(modules);
  const subscribers = list.flatMap((module) => module.subscribers ?? []);
  return {
    ...stores,
    bus,
    queue,
    tickets,
    tokens,
    joinLinks,
    modules,
    list,
    adminHints,
    relay: createRelay({ connection, queue, redis, subscribers, logger }),
    rateLimiter: createRateLimiter(redis, GENERAL_LIMIT),
    clock,
    async close(): Promise<void> {
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

const storageConfig = (config: Config) =>
  ({
    kind: 'embedded',
    directory: path.join(config.STATE_DIR, 'storage'),
    secret: config.LINK_SECRET,
    urlPrefix: '/storage',
  }) as const;
