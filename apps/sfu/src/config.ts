import { availableParallelism, hostname } from 'node:os';
import { parseConfig } from '@stageline/platform';
import { z } from 'zod';

/** The api's development secret; a production boot refuses it. */
const DEVELOPMENT_SECRET = 'development-only-secret-never-for-production';

const port = z.coerce.number().int().min(0).max(65535);

const ConfigSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    /** Address and port of signalling and health; 0 takes a free port. */
    SFU_HOST: z.string().default('127.0.0.1'),
    SFU_PORT: port.default(3001),
    /** First UDP and TCP port of media, one more per further worker; 0 takes free ports. */
    SFU_WEBRTC_PORT: port.default(0),
    /** Address that the workers bind. */
    SFU_LISTEN_IP: z.string().default('127.0.0.1'),
    /** Address that browsers are told to send media to. */
    SFU_ANNOUNCED_IP: z.string().default('127.0.0.1'),
    /** Media workers, each of which fills at most one core; default: one, in production one per core. */
    SFU_WORKERS: z.coerce.number().int().min(1).max(256).optional(),
    /** Tracks being sent to receivers that one worker takes on before it refuses a further join. */
    SFU_CONSUMERS_PER_WORKER: z.coerce.number().int().min(1).default(300),
    /** What one viewer is sent at most, in bit/s, where egress costs; 0: as much as their network carries. */
    SFU_MAX_PEER_BPS: z.union([z.literal(0), z.coerce.number().int().min(30_000)]).default(0),
    /** The worker's program; mediasoup's own download where this is absent. */
    MEDIASOUP_WORKER_BIN: z.string().optional(),
    /** Name of this process in its reports; unique per start, because rooms do not outlive it. */
    SFU_NODE_ID: z
      .string()
      .max(100)
      .default(`${hostname()}-${process.pid}-${Date.now().toString(36)}`),
    /** Where the api and other sfu processes reach this one; default: where it listens, by its host name. */
    SFU_NODE_URL: z.url().optional(),
    /** Address of the private network at which media of other sfu processes arrives. */
    SFU_LINK_IP: z.string().default('127.0.0.1'),
    /** Relays for networks that let no media through, comma-separated: `turns:turn.example.com:443?transport=tcp`. */
    TURN_URL: z.string().optional(),
    /** The relay's `static-auth-secret`. */
    TURN_SECRET: z.string().min(16, 'At least 16 characters.').optional(),
    /** The product's state; embedded storage is in it, shared with the api. */
    STATE_DIR: z.string().default('.state'),
    STORAGE: z.enum(['embedded']).default('embedded'),
    /** Embedded parts that a production start may use. */
    ALLOW_EMBEDDED: z
      .string()
      .default('')
      .transform((list) => list.split(',').map((part) => part.trim())),
    /** Where segments of recordings wait for storage, in megabytes at most; on a disk that outlives the process. */
    SFU_RECORDING_DIR: z.string().optional(),
    SFU_RECORDING_DISK_MB: z.coerce.number().int().min(50).default(2000),
    /** Rooms that are shown to those who find them full, at once; each takes about half a core. 0: they are told to come again. */
    SFU_OVERFLOW_ROOMS: z.coerce.number().int().min(0).max(256).default(2),
    /** Of the picture they see, whose width is sixteen ninths of it: fewer where the machine is small. */
    SFU_OVERFLOW_LINES: z.coerce.number().int().multipleOf(18).min(180).max(1080).default(720),
    /** The program that records; looked for on PATH where this is absent. */
    FFMPEG_BIN: z.string().optional(),
    PATH: z.string().default(''),
    REDIS_URL: z.string().min(1),
    TICKET_SECRET: z.string().min(32, 'At least 32 characters.').default(DEVELOPMENT_SECRET),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  })
  .superRefine((config, context) => {
    if ((config.TURN_URL === undefined) !== (config.TURN_SECRET === undefined))
      context.addIssue({ code: 'custom', path: ['TURN_SECRET'], message: 'Set TURN_URL and TURN_SECRET, or neither.' });
    if (config.NODE_ENV !== 'production') return;
    if (config.TICKET_SECRET === DEVELOPMENT_SECRET) {
      context.addIssue({ code: 'custom', path: ['TICKET_SECRET'], message: 'Set a secret of your own in production.' });
    }
  })
  .transform((config) => ({
    ...config,
    TURN: turnOf(config.TURN_URL, config.TURN_SECRET),
    SFU_WORKERS: config.SFU_WORKERS ?? (config.NODE_ENV === 'production' ? availableParallelism() : 1),
  }));

const turnOf = (urls: string | undefined, secret: string | undefined) =>
  urls === undefined || secret === undefined ? undefined : { urls: urls.split(',').map((url) => url.trim()), secret };

export type Config = Readonly<z.output<typeof ConfigSchema>>;

/**
 * Reads the configuration; the only reader of the environment in this app.
 * @throws ConfigError that lists every variable that is missing or wrong
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  return parseConfig(ConfigSchema, env);
}
