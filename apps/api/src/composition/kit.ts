import { createAi } from '@stageline/integrations/ai';
import { createCalendars } from '@stageline/integrations/calendar';
import { createDns } from '@stageline/integrations/dns';
import { createEmail } from '@stageline/integrations/email';
import { createIdentity } from '@stageline/integrations/identity';
import { createPayments } from '@stageline/integrations/payments';
import { createScanner } from '@stageline/integrations/scanner';
import { createSms } from '@stageline/integrations/sms';
import { createStorage } from '@stageline/integrations/storage';
import { createTranscription } from '@stageline/integrations/transcription';
import { createTls } from '@stageline/integrations/tls';
import { createHealth, createSigner, systemClock, type Logger } from '@stageline/platform';
import { createInvalidationBus } from '@stageline/platform/invalidation';
import { connectMongo, logSystemRuns, prepareDatabase } from '@stageline/platform/mongo';
import {
  createDeadLetters,
  createNudge,
  createParkedJobs,
  createUnitOfWork,
  RELAY_REASON,
} from '@stageline/platform/outbox';
import { createQueue } from '@stageline/platform/queue';
import { connectRedis } from '@stageline/platform/redis';
import { createSingleUseTokens, createTickets } from '@stageline/platform/tickets';
import { globalKey } from '@stageline/tenancy';
import type { Config } from '../config.ts';
import { heatMigrations } from '../modules/heat/index.ts';
import { leadMigrations } from '../modules/leads/index.ts';
import { createAdminMail } from '../modules/mail/index.ts';
import { createSandboxStore, keepNotices } from '../modules/payments/index.ts';
import { placeMigrations } from '../modules/places/index.ts';
import { personMigrations } from '../modules/registrations/index.ts';
import { seatMigrations } from '../modules/seats/index.ts';
import { createJoinLinks, createMediaControl } from '../modules/sessions/index.ts';
import { createSandboxBillingStore } from '../modules/subscriptions/index.ts';
import { siteMigrations } from '../modules/site/index.ts';
import { subscriptionMigrations } from '../modules/subscriptions/index.ts';
import { createPausedTenants, tenantMigrations } from '../modules/tenants/index.ts';
import { createAdminHints } from '../realtime/admin-hints.ts';
import { createBroadcaster } from '../realtime/broadcasts.ts';
import { createEventStreams } from '../realtime/event-streams.ts';
import { createHints } from '../realtime/hints.ts';
import { platformDkim } from './dkim.ts';
import {
  aiConfig,
  calendarConfig,
  dnsConfig,
  emailConfig,
  identityConfig,
  paymentsConfig,
  scannerConfig,
  smsConfig,
  storageConfig,
  tlsConfig,
  transcriptionConfig,
} from './settings.ts';

/** Connections, adapters and tools that modules are made with; none of them is a module. */
export async function createKit(config: Config, logger: Logger) {
  const stores = await connectStores(config, logger);
  const { connection, redis } = stores;
  const adapters = await createAdapters(config);
  if (adapters.scanner === null && config.NODE_ENV === 'production')
    logger.warn('no virus scanner looks at uploaded files: name one in CLAMD_URL');
  const clock = systemClock;
  const bus = await createInvalidationBus({ redis, channel: globalKey('invalidate') });
  const deadLetters = createDeadLetters();
  const paused = createPausedTenants({ bus, clock });
  const parked = createParkedJobs(paused.isPaused);
  const broadcaster = createBroadcaster(redis, logger);
  const signer = createSigner(config.LINK_SECRET);
  const dkim = await platformDkim(config, logger);
  const unitOfWork = createUnitOfWork({ connection, nudge: createNudge(redis), logger });
  return {
    ...stores,
    ...adapters,
    config,
    logger,
    clock,
    bus,
    deadLetters,
    paused,
    parked,
    queue: createQueue({ redisUrl: config.REDIS_URL, logger, deadLetters, parking: parked }),
    unitOfWork,
    payments: await createPayments(
      paymentsConfig(config, {
        store: createSandboxStore(unitOfWork),
        billingStore: createSandboxBillingStore(unitOfWork, keepNotices),
      }),
      policyOf(config),
    ),
    broadcaster,
    eventStreams: createEventStreams(),
    hints: createHints(broadcaster, clock),
    adminHints: createAdminHints(broadcaster, clock),
    adminMail: createAdminMail({
      ...adapters,
      dkim,
      from: config.MAIL_FROM,
      isEmbedded: config.EMAIL === 'embedded',
      logger,
    }),
    /** The platform's own key for mail. */
    dkim,
    media: createMediaControl(redis),
    tickets: createTickets({ secret: config.TICKET_SECRET, redis, clock }),
    tokens: createSingleUseTokens({ secret: config.LINK_SECRET, redis, clock }),
    signer,
    joinLinks: createJoinLinks(signer),
    /** Where this platform is found. */
    hosts: { apex: config.APEX, scheme: config.PUBLIC_SCHEME },
  } as const;
}
export type Kit = Awaited<ReturnType<typeof createKit>>;

/** Where an embedded adapter may be used. */
const policyOf = (config: Config) => ({
  production: config.NODE_ENV === 'production',
  allowEmbedded: config.ALLOW_EMBEDDED,
});

async function createAdapters(config: Config) {
  const policy = policyOf(config);
  return {
    email: await createEmail(emailConfig(config), policy),
    sms: createSms(smsConfig(config), policy),
    dns: createDns(dnsConfig(config), policy),
    tls: createTls(tlsConfig(config), policy),
    calendars: await createCalendars(calendarConfig(config)),
    identity: await createIdentity(identityConfig(config)),
    scanner: createScanner(scannerConfig(config)),
    storage: createStorage(storageConfig(config), policy),
    ai: await createAi(aiConfig(config), policy),
    recogniser: await createTranscription(transcriptionConfig(config), policy),
  };
}

/** Opens MongoDB and Redis and makes the database ready: every model has been imported with the modules by then. */
async function connectStores(config: Config, logger: Logger) {
  const connection = await connectMongo({ uri: config.MONGODB_URI, logger, appName: 'stageline-api' });
  logSystemRuns(logger, new Set([RELAY_REASON]));
  const migrations = [
    ...tenantMigrations,
    ...leadMigrations,
    ...placeMigrations,
    ...seatMigrations,
    ...personMigrations,
    ...heatMigrations,
    ...siteMigrations,
    ...subscriptionMigrations,
  ];
  await prepareDatabase(connection, { logger, migrations });
  const redis = await connectRedis(config.REDIS_URL, { name: 'api' });
  const health = createHealth();
  health.addCheck('mongodb', () => connection.db!.admin().ping());
  health.addCheck('redis', () => redis.ping());
  return { connection, redis, health };
}
