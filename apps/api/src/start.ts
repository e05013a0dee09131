import type { AddressInfo } from 'node:net';
import { createShutdown, systemClock, type Logger, type Shutdown } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { createSfuNodes } from '@stageline/platform/sfu-nodes';
import { buildApp, type App } from './app.ts';
import type { Config } from './config.ts';
import { createContainer, type Container } from './container.ts';
import { MediaNodes } from './http/media-nodes.ts';
import { proxyMediaSignalling } from './http/media-proxy.ts';
import { loadRenderer, registerPages } from './modules/pages/index.ts';
import { createAdmission } from './realtime/admission.ts';
import { adminSockets } from './realtime/admin-hints.ts';
import { hearBroadcasts, type Broadcasts } from './realtime/broadcasts.ts';
import { createGateway } from './realtime/gateway.ts';
import { startWorker } from './worker/worker.ts';

export interface RunningApi {
  readonly port: number;
  readonly container: Container;
  readonly app: App;
  close(): Promise<void>;
}

/** Order in which parts stop: first what lets work in, then what works, then the connections. */
const ORDER = { intake: 0, work: 50, connections: 100 } as const;

/**
 * Starts the roles that the configuration names on one port. Every process answers health checks; the pages and the API
 * need `http`, the sockets `realtime`, background work `worker`.
 * @throws Error in plain words when a store cannot be reached or the client is not built
 */
export async function startApi(
  config: Config,
  logger: Logger,
  shutdown: Shutdown = createShutdown(logger),
): Promise<RunningApi> {
  const container = await createContainer(config, logger);
  shutdown.add('stores', () => container.close(), { order: ORDER.connections });
  shutdown.add('queue', () => container.queue.close(), { order: ORDER.work });
  shutdown.add('visits', () => container.modules.analytics.visits.flush(), { order: ORDER.work });
  shutdown.add('experiments', () => container.modules.experiments.service.flush(), { order: ORDER.work });
  const roles = new Set(config.ROLES);
  await makeFirstAdmin(config, container);
  const app = await createApp(config, logger, container, roles.has('http'));
  shutdown.add('http', () => app.http.close(), { order: ORDER.intake });
  if (roles.has('http') || roles.has('realtime')) {
    const broadcasts = await startBroadcasts(config, container, shutdown);
    if (roles.has('realtime')) await startRealtime(config, logger, container, app, broadcasts, shutdown);
  }
  if (roles.has('http') && config.TLS_ASK_PORT !== undefined) {
    const ask = await container.modules.domains.startAsk(config.TLS_ASK_PORT);
    shutdown.add('question for certificates', () => ask.close(), { order: ORDER.intake });
  }
  if (roles.has('worker')) await startWorker(config, logger, container, shutdown);
  await app.http.listen({ port: config.PORT, host: config.HOST });
  const { port } = app.http.server.address() as AddressInfo;
  return { port, container, app, close: () => shutdown.close() };
}

/** A platform that nobody administers yet gets the owner that its configuration names. */
async function makeFirstAdmin(
  { FIRST_ADMIN_EMAIL: email, FIRST_ADMIN_PASSWORD: password }: Config,
  container: Container,
) {
  if (email === undefined || password === undefined) return;
  await container.modules.admins.service.makeFirst({ email, password });
}

async function createApp(config: Config, logger: Logger, container: Container, servesPages: boolean): Promise<App> {
  const { modules, rateLimiter, clock, health } = container;
  const renderer = servesPages ? await loadRenderer(config.WEB_DIST) : undefined;
  return buildApp({
    config,
    logger,
    clock,
    rateLimiter,
    hosts: modules.tenants.resolver,
    sessions: container.sessions,
    assertUnrestricted: () => modules.subscriptions.service.assertUnrestricted(),
    modules: servesPages ? container.list : [],
    uploadCheck: container.uploadCheck,
    ready: () => health.ready(),
    ...(renderer && {
      pages: (app) =>
        registerPages(app, {
          renderer,
          rateLimiter,
          webDist: config.WEB_DIST,
          apex: config.APEX,
          scheme: config.PUBLIC_SCHEME,
          site: modules.site.service,
          line: modules.line.service,
          leaderboard: modules.line.leaderboard,
          simulation: modules.line.simulation,
          activity: modules.activity.service,
          visits: modules.analytics.visits,
          experiments: modules.experiments.service,
          sendAgain: (email) => modules.registrations.resends.toAddressLater(email),
          register: (form, origin) => modules.registrations.service.register(form, { ...origin, source: 'form' }),
          places: modules.places.service,
          paying: modules.payments.standing,
          calendar: modules.sessions.calendar,
          booking: { ...modules.calls, clock },
          mailPreferences: modules.mailPreferences.service,
          mailEngagement: modules.mailEngagement.service,
          report: (form) => modules.abuse.service.report(form),
          readMedia: (tenantId, key) => modules.site.service.readMedia(tenantId, key),
        }),
    }),
  });
}

/** What sockets and streams of events are told by all processes; a worker alone has neither. */
async function startBroadcasts(config: Config, { eventStreams }: Container, shutdown: Shutdown): Promise<Broadcasts> {
  const subscriber = await connectRedis(config.REDIS_URL, { name: 'api-broadcasts' });
  shutdown.add('broadcasts', () => subscriber.disconnect(), { order: ORDER.connections });
  const broadcasts = await hearBroadcasts(subscriber);
  broadcasts.listen(eventStreams.hear);
  shutdown.add('streams of events', () => eventStreams.close(), { order: ORDER.intake });
  return broadcasts;
}

async function startRealtime(
  config: Config,
  logger: Logger,
  container: Container,
  app: App,
  broadcasts: Broadcasts,
  shutdown: Shutdown,
): Promise<void> {
  const { server } = app.http;
  const admission = createAdmission({
    hosts: container.modules.tenants.resolver,
    sessions: app.sessions,
    tickets: container.tickets,
  });
  const bindings = [...container.list.flatMap((module) => module.sockets ?? []), adminSockets];
  const sessions = { onChanged: container.modules.signIns.onChanged, store: container.sessions };
  const gateway = await createGateway({ server, bindings, admission, broadcasts, logger, sessions });
  const nodes = new MediaNodes({
    nodes: createSfuNodes(container.redis),
    fallbackUrl: config.SFU_URL,
    clock: systemClock,
    logger,
  });
  proxyMediaSignalling(server, { nodes, admission, logger });
  shutdown.add('sockets', () => gateway.close(), { order: ORDER.intake });
}
