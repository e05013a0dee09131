import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AdminId, MembershipId, SessionId, TenantId } from '@stageline/contracts';
import { createEmail } from '@stageline/integrations/email';
import { createIdentity, type IdentityConfig } from '@stageline/integrations/identity';
import { createStorage } from '@stageline/integrations/storage';
import { createLogger, createSealer, createSigner, type Logger } from '@stageline/platform';
import { createInvalidationBus } from '@stageline/platform/invalidation';
import { connectMongo, prepareDatabase } from '@stageline/platform/mongo';
import {
  countDeadLetters,
  createDeadLetters,
  createRelay,
  createUnitOfWork,
  type UnitOfWork,
} from '@stageline/platform/outbox';
import { createQueue, type Queue } from '@stageline/platform/queue';
import { connectRedis } from '@stageline/platform/redis';
import { createSingleUseTokens } from '@stageline/platform/tickets';
import { currentTenantId, globalKey, tenantFolder } from '@stageline/tenancy';
import { afterFile, createFakeClock, testMongo, testRedis, type FakeClock } from '@stageline/testing';
import type { Redis } from 'ioredis';
import { buildApp } from '../app.ts';
import type { ApiModule } from '../http/module.ts';
import { createRateLimiter } from '../http/rate-limit.ts';
import { withSupport } from '../http/sessions.ts';
import { createAbuseModule } from '../modules/abuse/index.ts';
import { createAccountsModule } from '../modules/accounts/index.ts';
import { createAdminsModule } from '../modules/admins/index.ts';
import { createAddressModule } from '../modules/address/index.ts';
import { createAdminModule } from '../modules/admin/index.ts';
import { createAuditModule } from '../modules/audit/index.ts';
import { createAuthModule } from '../modules/auth/index.ts';
import { createCredentialsModule } from '../modules/credentials/index.ts';
import { createBroadcastsModule } from '../modules/broadcasts/index.ts';
import {
  countMailByTenants,
  createMailModule,
  mailboxStore,
  type AdminMail,
  type OutgoingMail,
} from '../modules/mail/index.ts';
import { countMembersByTenants, createMembersModule } from '../modules/members/index.ts';
import { createMySitesModule } from '../modules/my-sites/index.ts';
import { createSignInsModule } from '../modules/sign-ins/index.ts';
import { createSignupsModule, type FirstMasterclass } from '../modules/signups/index.ts';
import { createSiteModule } from '../modules/site/index.ts';
import { createSupportModule } from '../modules/support/index.ts';
import { createTemplatesModule } from '../modules/templates/index.ts';
import { createTenantsModule } from '../modules/tenants/index.ts';

export const APEX = 'stage.test:3000';
const SECRET = 'a secret of the tests that is long enough';

/** What the bed notes instead of the modules that it leaves out. */
interface Notes {
  readonly planned: Map<SessionId, FirstMasterclass & { readonly tenantId: TenantId }>;
  readonly suspended: TenantId[];
  readonly openLeads: Map<MembershipId, number>;
  readonly leads: Map<TenantId, number>;
  readonly viewers: Map<TenantId, number>;
  readonly failingDomains: Map<TenantId, string[]>;
  /** Names of sites in the DNS. */
  readonly names: Set<string>;
  /** Sites whose certificate was asked for. */
  readonly warmed: string[];
  /** What was mailed to administrators. */
  readonly adminMail: OutgoingMail[];
  /** How often members became available. */
  available: number;
}

/** What a module that is added to the bed may be made of. */
export interface BedParts {
  readonly tenants: ReturnType<typeof createTenantsModule>;
  readonly members: ReturnType<typeof createMembersModule>['service'];
  readonly site: ReturnType<typeof createSiteModule>['service'];
  readonly mail: ReturnType<typeof createMailModule>['service'];
  readonly audit: ReturnType<typeof createAuditModule>['log'];
  readonly unitOfWork: UnitOfWork;
  readonly queue: Queue;
  readonly redis: Redis;
  readonly clock: FakeClock;
  readonly logger: Logger;
}

/** The modules that make and govern sites, on a real MongoDB, a real Redis and the real server; closed after the file. */
export async function createSiteBed(
  options: {
    readonly identity?: IdentityConfig;
    /** Whether administrators need a second factor. */
    readonly demandAdminFactor?: boolean;
    /** More modules on the same server. */
    readonly extend?: (parts: BedParts) => readonly ApiModule[];
  } = {},
) {
  const logger = createLogger({ service: 'test', level: 'silent' });
  const clock = createFakeClock(new Date());
  const directory = await mkdtemp(path.join(tmpdir(), 'stageline-site-'));
  const { url: redisUrl } = await testRedis();
  const { uri: mongoUri } = testMongo();
  const connection = await connectMongo({ uri: mongoUri, logger });
  await prepareDatabase(connection);
  const redis = await connectRedis(redisUrl, { name: 'test' });
  const bus = await createInvalidationBus({ redis, channel: `${globalKey('invalidate')}:${redisUrl}` });
  const queue = createQueue({ redisUrl, logger, backoffMs: 5, deadLetters: createDeadLetters() });
  const unitOfWork = createUnitOfWork({ connection, nudge: () => undefined });
  const notes: Notes = {
    planned: new Map(),
    suspended: [],
    openLeads: new Map(),
    leads: new Map(),
    viewers: new Map(),
    failingDomains: new Map(),
    names: new Set(),
    warmed: [],
    adminMail: [],
    available: 0,
  };

  const policy = { production: false, allowEmbedded: [] };
  const storage = createStorage({ kind: 'embedded', directory, secret: SECRET, urlPrefix: '/storage' }, policy);
  const email = await createEmail({ kind: 'embedded', mailbox: mailboxStore }, policy);
  const identity = await createIdentity(options.identity ?? { kind: 'embedded' });
  const tokens = createSingleUseTokens({ secret: SECRET, redis, clock });
  const audit = createAuditModule({
    unitOfWork,
    clock,
    adminName: async (id) => (await accounts.service.findAdmin(id))?.name ?? null,
    memberName: async (id) => (await members.service.find(id))?.name ?? null,
    findTenants: (ids) => tenants.service.findMany(ids),
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
    onRenamed: [(tenantId) => site.service.addressChanged(tenantId)],
    outside: {
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
    onAvailable: async () => void (notes.available += 1),
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
    memberName: async (id) => (await members.service.find(id))?.name ?? null,
  });
  const mail = createMailModule({
    email,
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
  const templates = createTemplatesModule({
    directory: path.resolve(import.meta.dirname, '../../../../tenants'),
    tenants: tenants.service,
    drafts: site.service.drafts,
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
    probes: {
      leads: async () => notes.leads,
      members: countMembersByTenants,
      sessions: async () => new Map(),
      viewers: async () => notes.viewers,
      deadLetters: countDeadLetters,
      mails: countMailByTenants,
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
    credentials,
    auth,
    signups,
    siteAddress,
    mySites,
    templates,
    admin,
    admins,
  ];
  const parts = { tenants, members: members.service, site: site.service, mail: mail.service, audit: audit.log };
  const more = options.extend?.({ ...parts, unitOfWork, queue, redis, clock, logger }) ?? [];
  const relay = createRelay({
    connection,
    queue,
    redis,
    subscribers: [mail, broadcasts].flatMap(({ subscribers }) => subscribers ?? []),
    logger,
    pollMs: 20,
  });

  const { http } = await buildApp({
    config: { APEX, JWT_SECRET: SECRET, PUBLIC_SCHEME: 'http', TRUSTED_PROXIES: [] },
    logger,
    clock,
    hosts: tenants.resolver,
    rateLimiter: createRateLimiter(redis, { points: 100_000, perSeconds: 60 }),
    sessions: withSupport(signIns.store, support.sessions),
    modules: [...modules, ...more],
    ready: async () => ({ ok: true, checks: {} }),
  });
  await http.ready();

  afterFile(async () => {
    await http.close();
    await relay.close();
    await queue.close();
    await bus.close();
    redis.disconnect();
    await connection.close();
    await rm(directory, { recursive: true, force: true });
  });

  let count = 0;
  return {
    audit,
    broadcasts: broadcasts.service,
    abuse: abuse.service,
    support: support.service,
    accounts: accounts.service,
    sessionVersions: accounts.sessionVersions,
    signIns,
    admin: admin.service,
    admins: admins.service,
    auth: auth.service,
    credentials,
    mail: mail.service,
    members: members.service,
    signups,
    signupDeps,
    site: site.service,
    brandPolicy: site.brandPolicy,
    storage,
    tenants: tenants.service,
    resolver: tenants.resolver,
    purge: tenants.purge,
    bus,
    clock,
    connection,
    mongoUri,
    templates: templates.service,
    redisUrl,
    http,
    notes,
    queue,
    redis,
    relay,
    tenantOptions,
    unitOfWork,
    /** A tenant that has gone through the whole state machine. */
    async activeTenant(slug: string, owner: { email?: string; password?: string } = {}) {
      count += 1;
      const { email: address = `owner${count}@${slug}.example`, password = 'correct horse battery' } = owner;
      const signup = await signups.service.request({
        name: `Owner of ${slug}`,
        email: address,
        password,
        siteName: slug,
        slug,
      });
      await signups.provisioning.run(signup.signupId);
      return { ...signup, email: address, password, host: `${slug}.${APEX}` };
    },
  };
}

/**
 * Calls the server as a browser on one host would; cookies are kept from call to call.
 * @param signedIn cookies to begin with
 * @param remoteAddress where each call comes from; what one address may send is limited
 */
export function visitor(
  bed: Pick<SiteBed, 'http'>,
  host: string,
  signedIn?: string,
  remoteAddress: () => string = () => '127.0.0.1',
) {
  const jar = new Map(signedIn?.split('; ').map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
  const cookieHeader = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object | string | Buffer,
    headers = {},
  ) => {
    const response = await bed.http.inject({
      method,
      remoteAddress: remoteAddress(),
      url: `/api/v1${url}`,
      headers: { host, origin: `http://${host}`, ...(jar.size === 0 ? {} : { cookie: cookieHeader() }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    for (const { name, value } of response.cookies) {
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const text = response.body;
    return { status: response.statusCode, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    host,
    get: (url: string) => call('GET', url),
    post: (url: string, body?: object | string, headers = {}) => call('POST', url, body, headers),
    put: (url: string, body: object | Buffer, headers = {}) => call('PUT', url, body, headers),
    patch: (url: string, body: object) => call('PATCH', url, body),
    delete: (url: string, body?: object) => call('DELETE', url, body),
    /** The cookie of this browser, to be carried to a host where it does not belong. */
    cookie: () => (jar.size === 0 ? undefined : cookieHeader()),
    /** Forgets one cookie, as a browser does when its time is over. */
    forget: (name: string) => void jar.delete(name),
  };
}
export type SiteBed = Awaited<ReturnType<typeof createSiteBed>>;
