import type { IdentityConfig } from '@stageline/integrations/identity';
import type { Logger } from '@stageline/platform';
import { createRelay, type UnitOfWork } from '@stageline/platform/outbox';
import type { Queue } from '@stageline/platform/queue';
import { afterFile, type FakeClock } from '@stageline/testing';
import type { Redis } from 'ioredis';
import { buildApp } from '../app.ts';
import type { ApiModule } from '../http/module.ts';
import { createRateLimiter } from '../http/rate-limit.ts';
import { withSupport } from '../http/sessions.ts';
import { composeSiteModules } from './site-bed-modules.ts';
import { APEX, createBedStores, SECRET } from './site-bed-stores.ts';

export { APEX } from './site-bed-stores.ts';
export { visitor } from './visitor.ts';

type SiteModules = ReturnType<typeof composeSiteModules>;

/** What a module that is added to the bed may be made of. */
export interface BedParts {
  readonly tenants: SiteModules['tenants'];
  readonly members: SiteModules['members']['service'];
  readonly site: SiteModules['site']['service'];
  readonly mail: SiteModules['mail']['service'];
  readonly audit: SiteModules['audit']['log'];
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
  const stores = await createBedStores(options.identity);
  const { logger, clock, connection, redis, bus, queue, unitOfWork, notes, storage, mongoUri, redisUrl } = stores;
  const {
    modules,
    audit,
    tenants,
    accounts,
    members,
    signIns,
    site,
    mail,
    mailPreferences,
    credentials,
    auth,
    admins,
    templates,
    signups,
    admin,
    broadcasts,
    abuse,
    support,
    tenantOptions,
    signupDeps,
  } = composeSiteModules(stores, options);
  const parts = { tenants, members: members.service, site: site.service, mail: mail.service, audit: audit.log };
  const more = options.extend?.({ ...parts, unitOfWork, queue, redis, clock, logger }) ?? [];
  const relay = createRelay({
    connection,
    queue,
    redis,
    subscribers: [mail, broadcasts, admin, ...more].flatMap(({ subscribers }) => subscribers ?? []),
    logger,
  });
  stores.nudges.push(() => relay.nudge());
  afterFile(() => relay.close());

  const { http } = await buildApp({
    config: { APEX, JWT_SECRET: SECRET, PUBLIC_SCHEME: 'http', TRUSTED_PROXIES: [] },
    logger,
    clock,
    hosts: tenants.resolver,
    rateLimiter: createRateLimiter(redis, { points: 100_000, perSeconds: 60 }),
    sessions: withSupport(signIns.store, support.sessions),
    uploadCheck: null,
    modules: [...modules, ...more],
    ready: async () => ({ ok: true, checks: {} }),
  });
  afterFile(() => http.close());
  await http.ready();

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
    /** What takes mails that wait for their turn. */
    mailSending: mail.sending,
    mailPreferences,
    unitOfWork,
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
export type SiteBed = Awaited<ReturnType<typeof createSiteBed>>;
