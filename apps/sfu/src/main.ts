import { createLogger, createShutdown, systemClock } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { createSingleUseTokens, createTickets } from '@stageline/platform/tickets';
import { buildSfu } from './app.ts';
import { loadConfig } from './config.ts';

/** A problem of configuration, Redis or the worker is told in its own words; a stack trace would hide them. */
function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

try {
  const config = loadConfig();
  const logger = createLogger({ service: 'sfu', level: config.LOG_LEVEL });
  const shutdown = createShutdown(logger);
  shutdown.install();

  const redis = await connectRedis(config.REDIS_URL, { name: 'sfu' });
  shutdown.add('redis', () => redis.quit(), { order: 100 });
  const tickets = createTickets({ secret: config.TICKET_SECRET, redis });
  const sfu = await buildSfu({
    host: config.SFU_HOST,
    port: config.SFU_PORT,
    nodeId: config.SFU_NODE_ID,
    media: {
      workers: config.SFU_WORKERS,
      listenIp: config.SFU_LISTEN_IP,
      announcedIp: config.SFU_ANNOUNCED_IP,
      webRtcPort: config.SFU_WEBRTC_PORT,
      consumersPerWorker: config.SFU_CONSUMERS_PER_WORKER,
      maxPeerBps: config.SFU_MAX_PEER_BPS,
      workerBin: config.MEDIASOUP_WORKER_BIN,
      turn: config.TURN,
    },
    redis,
    verifyTicket: (ticket) => tickets.verify('media', ticket),
    cluster: {
      url: config.SFU_NODE_URL,
      linkIp: config.SFU_LINK_IP,
      tokens: createSingleUseTokens({ secret: config.TICKET_SECRET, redis }),
    },
    logger,
    clock: systemClock,
  });
  shutdown.add('sfu', () => sfu.close(), { order: 0 });
  await sfu.listen();
} catch (error) {
  fail(error);
}
