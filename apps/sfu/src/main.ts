import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createStorage } from '@stageline/integrations/storage';
import { createLogger, createShutdown, systemClock } from '@stageline/platform';
import { connectRedis } from '@stageline/platform/redis';
import { createSingleUseTokens, createTickets } from '@stageline/platform/tickets';
import { buildSfu } from './app.ts';
import { loadConfig, type Config } from './config.ts';
import type { OverflowOptions } from './overflow/room-overflow.ts';
import { findFfmpeg } from './recording/ffmpeg.ts';
import type { RecorderOptions } from './recording/recorder.ts';

/** A problem of configuration, Redis or the worker is told in its own words; a stack trace would hide them. */
function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** Nothing is read through addresses that this process signs, so the secret for that is one that nobody has. */
function recordingOptions(config: Config): RecorderOptions {
  const storage = {
    kind: 'embedded',
    directory: path.join(config.STATE_DIR, 'storage'),
    secret: randomBytes(32).toString('hex'),
    urlPrefix: '/storage',
  } as const;
  const policy = { production: config.NODE_ENV === 'production', allowEmbedded: config.ALLOW_EMBEDDED };
  return {
    storage: createStorage(storage, policy),
    directory: config.SFU_RECORDING_DIR ?? path.join(config.STATE_DIR, 'recording'),
    ffmpeg: config.FFMPEG_BIN ?? findFfmpeg(config.PATH),
    maxWaitingBytes: config.SFU_RECORDING_DISK_MB * 1024 * 1024,
    orphanAfterMs: 10_000,
  };
}

/** The latest seconds only, of no worth after this process: they lie where such things do. */
const overflowOptions = (config: Config): OverflowOptions => ({
  ffmpeg: config.FFMPEG_BIN ?? findFfmpeg(config.PATH),
  directory: tmpdir(),
  rooms: config.SFU_OVERFLOW_ROOMS,
  lines: config.SFU_OVERFLOW_LINES,
  lingerMs: 20_000,
});

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
    recording: recordingOptions(config),
    overflow: overflowOptions(config),
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
