import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MembershipId, SessionId, TenantId } from '@stageline/contracts';
import { createEmail } from '@stageline/integrations/email';
import { createIdentity, type IdentityConfig } from '@stageline/integrations/identity';
import { createSms } from '@stageline/integrations/sms';
import { createStorage } from '@stageline/integrations/storage';
import { createLogger } from '@stageline/platform';
import { createInvalidationBus } from '@stageline/platform/invalidation';
import { connectMongo, prepareDatabase } from '@stageline/platform/mongo';
import { createDeadLetters, createUnitOfWork } from '@stageline/platform/outbox';
import { createQueue } from '@stageline/platform/queue';
import { connectRedis } from '@stageline/platform/redis';
import { createSingleUseTokens } from '@stageline/platform/tickets';
import { globalKey } from '@stageline/tenancy';
import { afterFile, createFakeClock, productMongo, testRedis } from '@stageline/testing';
import { mailboxStore, smsStore, type OutgoingMail } from '../modules/mail/index.ts';
import type { FirstMasterclass } from '../modules/signups/index.ts';

export const APEX = 'stage.test:3000';
export const SECRET = 'a secret of the tests that is long enough';

/** What the bed notes instead of the modules that it leaves out. */
export interface Notes {
  readonly planned: Map<SessionId, FirstMasterclass & { readonly tenantId: TenantId }>;
  readonly suspended: TenantId[];
  /** How many a team may be. */
  mostMembers: number;
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
}

/**
 * The stores, the adapters and the clock that the modules of a bed are made of. Each is closed after the file, whether the
 * bed comes about or not.
 */
export async function createBedStores(identityConfig: IdentityConfig = { kind: 'embedded' }) {
  const logger = createLogger({ service: 'test', level: 'silent' });
  const clock = createFakeClock(new Date());
  const directory = await mkdtemp(path.join(tmpdir(), 'stageline-site-'));
  afterFile(() => rm(directory, { recursive: true, force: true }));
  const { url: redisUrl } = await testRedis();
  const { uri: mongoUri } = await productMongo('site');
  const connection = await connectMongo({ uri: mongoUri, logger });
  afterFile(() => connection.close());
  await prepareDatabase(connection);
  const redis = await connectRedis(redisUrl, { name: 'test' });
  afterFile(async () => redis.disconnect());
  const bus = await createInvalidationBus({ redis, channel: `${globalKey('invalidate')}:${redisUrl}` });
  afterFile(() => bus.close());
  const queue = createQueue({ redisUrl, logger, backoffMs: 5, deadLetters: createDeadLetters() });
  afterFile(() => queue.close());
  const nudges: (() => void)[] = [];
  const unitOfWork = createUnitOfWork({ connection, nudge: () => nudges.forEach((nudge) => nudge()) });
  const notes: Notes = {
    planned: new Map(),
    suspended: [],
    mostMembers: Infinity,
    openLeads: new Map(),
    leads: new Map(),
    viewers: new Map(),
    failingDomains: new Map(),
    names: new Set(),
    warmed: [],
    adminMail: [],
  };

  const policy = { production: false, allowEmbedded: [] };
  const storage = createStorage({ kind: 'embedded', directory, secret: SECRET, urlPrefix: '/storage' }, policy);
  const email = await createEmail({ kind: 'embedded', mailbox: mailboxStore }, policy);
  const sms = createSms({ kind: 'embedded', store: smsStore }, policy);
  const identity = await createIdentity(identityConfig);
  const tokens = createSingleUseTokens({ secret: SECRET, redis, clock });

  return {
    logger,
    clock,
    connection,
    mongoUri,
    redis,
    redisUrl,
    bus,
    queue,
    unitOfWork,
    /** Called after each commit with events; a relay puts its own in, so that nobody has to poll often. */
    nudges,
    notes,
    storage,
    /** Where the embedded storage keeps its files. */
    directory,
    email,
    sms,
    identity,
    tokens,
  };
}
export type BedStores = Awaited<ReturnType<typeof createBedStores>>;
