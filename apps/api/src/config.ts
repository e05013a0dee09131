import { parseClamdUrl } from '@stageline/integrations/scanner';
import { parseConfig } from '@stageline/platform';
import { z } from 'zod';

/** Accepted outside production only, so that a checkout runs without ceremony; a production boot refuses them. */
const DEVELOPMENT_SECRET = 'development-only-secret-never-for-production';

const secret = z.string().min(32, 'At least 32 characters.').default(DEVELOPMENT_SECRET);
const commaList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

const Role = z.enum(['http', 'realtime', 'worker']);
export type Role = z.infer<typeof Role>;

const ConfigSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    /** Host and port under which the platform answers; sites are its subdomains. */
    APEX: z.string().toLowerCase().default('localhost:3000'),
    /** `https` where a proxy terminates TLS in front of us. */
    PUBLIC_SCHEME: z.enum(['http', 'https']).default('http'),
    MONGODB_URI: z.string().min(1),
    REDIS_URL: z.string().min(1),
    JWT_SECRET: secret,
    TICKET_SECRET: secret,
    LINK_SECRET: secret,
    /** Encrypts what has to be stored readable to us: the seeds of authenticator apps. Another one makes them unusable. */
    SEAL_SECRET: secret,
    /** Where media signalling goes while no sfu has announced itself in Redis. */
    SFU_URL: z.url().default('http://127.0.0.1:3001'),
    STATE_DIR: z.string().default('.state'),
    WEB_DIST: z.string().default(new URL('../../web/dist', import.meta.url).pathname),
    ROLES: z
      .string()
      .default('http,realtime,worker')
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(Role).min(1)),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    /** Addresses of proxies whose X-Forwarded-* headers are believed. */
    TRUSTED_PROXIES: commaList,
    EMAIL: z.enum(['embedded', 'smtp']).default('embedded'),
    SMTP_URL: z.string().optional(),
    MAIL_FROM: z.string().default('Stageline <no-reply@localhost>'),
    /** Whom owners ask when their site is suspended; without it they read that whoever runs the platform knows. */
    SUPPORT_EMAIL: z.email().optional(),
    /** Short messages are kept where they can be looked at, or there are none; in production there are none by default. */
    SMS: z.enum(['embedded', 'twilio', 'off']).optional(),
    /** `AC…` and its token; the number's address for what people write back is `/api/v1/sms/replies` of the apex. */
    TWILIO_ACCOUNT_SID: z.string().optional(),
    TWILIO_AUTH_TOKEN: z.string().optional(),
    /** A number in E.164, or the id of a messaging service (`MG…`). */
    TWILIO_FROM: z.string().optional(),
    /** A server that speaks its protocol, where it is not its own. */
    TWILIO_API_URL: z.url().optional(),
    /** Who takes payments of a site's people; in production nobody where nothing is said. */
    PAYMENTS: z.enum(['embedded', 'stripe', 'off']).optional(),
    /** `sk_…` of the platform's account. */
    STRIPE_SECRET_KEY: z.string().optional(),
    /** `whsec_…` of the endpoint `/api/v1/payments/events`, which has to hear of connected accounts. */
    STRIPE_WEBHOOK_SECRET: z.string().optional(),
    /** The same of an endpoint there that hears of the platform's own account, where it is another one. */
    STRIPE_BILLING_WEBHOOK_SECRET: z.string().optional(),
    /** A server that speaks Stripe's API, where it is not Stripe's own. */
    STRIPE_API_URL: z.url().optional(),
    /** What the platform keeps of each payment, in hundredths of a percent. */
    PLATFORM_FEE_BASIS_POINTS: z.coerce.number().int().min(0).max(5000).default(0),
    /** Who recognises speech; any server with OpenAI's audio API will do. */
    TRANSCRIPTION: z.enum(['embedded', 'openai', 'off']).optional(),
    TRANSCRIPTION_API_KEY: z.string().optional(),
    TRANSCRIPTION_BASE_URL: z.url().optional(),
    TRANSCRIPTION_MODEL: z.string().default('whisper-1'),
    /** Who writes texts: templates, any server with OpenAI's chat API, or a workflow of Copy.ai; in production templates alone. */
    AI: z.enum(['embedded', 'openai', 'copyai', 'off']).optional(),
    AI_API_KEY: z.string().optional(),
    AI_BASE_URL: z.url().optional(),
    AI_MODEL: z.string().default('gpt-4.1-mini'),
    /** Asked where that one fails. */
    AI_FALLBACK_MODEL: z.string().optional(),
    /** Of models that we know no price of, in millionths of a US dollar per million tokens: `{"name":{"prompt":1,"output":1}}`. */
    AI_PRICES: z
      .string()
      .default('{}')
      .transform((text, context) => {
        try {
          return JSON.parse(text) as unknown;
        } catch {
          context.addIssue({ code: 'custom', message: 'Expected JSON.' });
          return z.NEVER;
        }
      })
      .pipe(z.record(z.string(), z.object({ prompt: z.number().min(0), output: z.number().min(0) }))),
    /** A workflow with the inputs `system` and `prompt` and one output of text. */
    COPYAI_WORKFLOW_ID: z.string().optional(),
    /** What a run of it costs, in millionths of a US dollar. */
    COPYAI_RUN_MICROS: z.coerce.number().int().min(0).optional(),
    STORAGE: z.enum(['embedded']).default('embedded'),
    /**
     * The virus scanner that sees every file before it is kept, `tcp://host:port` or `unix:/path` of a clamd; without it files
     * are checked for what they claim to be, and for nothing else.
     */
    CLAMD_URL: z
      .string()
      .refine((text) => parseClamdUrl(text) !== null, 'Expected tcp://host:port or unix:/path.')
      .optional(),
    /** Who writes the names of sites: nobody where a wildcard record covers them, a name server, or Route 53. */
    DNS: z.enum(['embedded', 'rfc2136', 'route53']).default('embedded'),
    /** Name or address of the primary server, `host` or `host:port`. */
    RFC2136_SERVER: z.string().optional(),
    /** A file with the TSIG key. */
    RFC2136_KEY_FILE: z.string().optional(),
    ROUTE53_ZONE_ID: z.string().optional(),
    /** The name that sites and custom domains point to; the apex where there is no other. */
    EDGE_HOST: z.string().toLowerCase().optional(),
    /** Its addresses, where they are fixed; otherwise they are looked up. */
    EDGE_ADDRESSES: commaList.pipe(z.array(z.ipv4().or(z.ipv6()))),
    /** Name servers that custom domains are checked with, `address` or `address:port`; the machine's own by default. */
    DNS_RESOLVERS: commaList,
    /** Authorities that may issue certificates for us, as CAA records name them. */
    CAA_ISSUERS: commaList.transform((issuers) => (issuers.length > 0 ? issuers : ['letsencrypt.org'])),
    TLS: z.enum(['embedded', 'caddy']).default('embedded'),
    /** Where Caddy answers TLS, `host:port`. */
    TLS_EDGE: z.string().default('127.0.0.1:443'),
    /** Roots to trust besides the well-known ones. */
    TLS_CA_FILE: z.string().optional(),
    /** Loopback port on which Caddy asks whether a host may have a certificate; nobody is asked without it. */
    TLS_ASK_PORT: z.coerce.number().int().min(0).max(65535).optional(),
    /**
     * The address of a mailbox that stands in the headers of mails besides the link (RFC 2369). A mail to it has to be acted on
     * by whoever runs the platform; without it the link alone is offered.
     */
    UNSUBSCRIBE_MAILBOX: z.email().optional(),
    /** Signs what the mail provider tells of bounces and complaints: `whsec_` and a key in base64 (Standard Webhooks). */
    MAIL_WEBHOOK_SECRET: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/)
      .optional(),
    /** A PKCS #8 key that signs our mail (RFC 6376); without it a mail server has to, in production. */
    DKIM_KEY_FILE: z.string().optional(),
    /** The selector of the DKIM key that signs our mail. */
    DKIM_SELECTOR: z.string().optional(),
    /** The relay for visitors behind strict firewalls, `turn:host:port`. */
    TURN_URL: z.string().optional(),
    /** Log-in with other companies: each needs an id and a secret, and the address `/auth/callback/<name>` of the apex. */
    OIDC_GOOGLE_CLIENT_ID: z.string().optional(),
    OIDC_GOOGLE_CLIENT_SECRET: z.string().optional(),
    OIDC_MICROSOFT_CLIENT_ID: z.string().optional(),
    OIDC_MICROSOFT_CLIENT_SECRET: z.string().optional(),
    /** A directory's id, or `common`, `organizations`, `consumers`. */
    OIDC_MICROSOFT_TENANT: z.string().default('common'),
    /** Any other OpenID provider; over plain http outside production only. */
    OIDC_GENERIC_ISSUER: z.url().optional(),
    OIDC_GENERIC_CLIENT_ID: z.string().optional(),
    OIDC_GENERIC_CLIENT_SECRET: z.string().optional(),
    OIDC_GENERIC_LABEL: z.string().default('single sign-on'),
    /** Calendars of members at other companies: each needs an id and a secret, and the address `/calendars/callback/<name>` of the apex. */
    CALENDAR_GOOGLE_CLIENT_ID: z.string().optional(),
    CALENDAR_GOOGLE_CLIENT_SECRET: z.string().optional(),
    /** A server that speaks the company's protocols, where it is not its own. */
    CALENDAR_GOOGLE_URL: z.url().optional(),
    CALENDAR_MICROSOFT_CLIENT_ID: z.string().optional(),
    CALENDAR_MICROSOFT_CLIENT_SECRET: z.string().optional(),
    CALENDAR_MICROSOFT_URL: z.url().optional(),
    /** A directory's id, or `common`, `organizations`, `consumers`. */
    CALENDAR_MICROSOFT_TENANT: z.string().default('common'),
    /**
     * Whether administrators log in only with a second factor: demanded in production, and a choice elsewhere. An operator
     * who has lost theirs may set `optional` for as long as it takes to enrol another.
     */
    ADMIN_SECOND_FACTOR: z.enum(['required', 'optional']).optional(),
    /** The first platform owner, made at the start while there is no administrator; the others come by invitation. */
    FIRST_ADMIN_EMAIL: z.email().toLowerCase().optional(),
    FIRST_ADMIN_PASSWORD: z.string().min(10).optional(),
    /** How often two sites of our own attack each other over every public surface; 0 for never. */
    CANARY_MINUTES: z.coerce.number().int().min(0).max(1440).default(5),
    /**
     * A process that serves pages, `http://host:port`, as the canary's worker reaches it; this one by default. Over https
     * another one believes a log-in of the canary's only from an address that is among its TRUSTED_PROXIES.
     */
    CANARY_TARGET: z.url().optional(),
    /** Embedded parts that a production boot may use, e.g. `email,storage`. */
    ALLOW_EMBEDDED: commaList,
  })
  .superRefine((config, context) => {
    if (config.EMAIL === 'smtp' && config.SMTP_URL === undefined) {
      context.addIssue({ code: 'custom', path: ['SMTP_URL'], message: 'EMAIL=smtp needs SMTP_URL.' });
    }
    requireTogether(config, 'DNS', 'rfc2136', ['RFC2136_SERVER', 'RFC2136_KEY_FILE'], context);
    requireTogether(config, 'DNS', 'route53', ['ROUTE53_ZONE_ID'], context);
    requireTogether(config, 'TLS', 'caddy', ['TLS_ASK_PORT'], context);
    requireTogether(config, 'PAYMENTS', 'stripe', ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'], context);
    requireTogether(config, 'SMS', 'twilio', ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'], context);
    requireTogether(config, 'AI', 'openai', ['AI_API_KEY'], context);
    requireTogether(config, 'AI', 'copyai', ['AI_API_KEY', 'COPYAI_WORKFLOW_ID', 'COPYAI_RUN_MICROS'], context);
    requireTogether(config, 'TRANSCRIPTION', 'openai', ['TRANSCRIPTION_API_KEY'], context);
    if (config.DNS !== 'embedded' && config.EDGE_HOST === undefined && config.EDGE_ADDRESSES.length === 0) {
      const message = 'Say where sites lead: EDGE_HOST or EDGE_ADDRESSES.';
      context.addIssue({ code: 'custom', path: ['EDGE_HOST'], message });
    }
    for (const name of [
      'OIDC_GOOGLE',
      'OIDC_MICROSOFT',
      'OIDC_GENERIC',
      'CALENDAR_GOOGLE',
      'CALENDAR_MICROSOFT',
    ] as const) {
      const [id, key] = [`${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`] as const;
      if ((config[id] === undefined) === (config[key] === undefined)) continue;
      context.addIssue({ code: 'custom', path: [key], message: `${id} and ${key} go together.` });
    }
    if (config.OIDC_GENERIC_CLIENT_ID !== undefined && config.OIDC_GENERIC_ISSUER === undefined) {
      context.addIssue({ code: 'custom', path: ['OIDC_GENERIC_ISSUER'], message: 'OIDC_GENERIC_CLIENT_ID needs it.' });
    }
    if ((config.FIRST_ADMIN_EMAIL === undefined) !== (config.FIRST_ADMIN_PASSWORD === undefined)) {
      const message = 'FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD go together.';
      context.addIssue({ code: 'custom', path: ['FIRST_ADMIN_EMAIL'], message });
    }
    if (config.NODE_ENV !== 'production') return;
    if (config.PUBLIC_SCHEME === 'http' && !isLoopback(config.APEX)) {
      const message = 'Sessions would travel in the open. Put TLS in front and set it to https.';
      context.addIssue({ code: 'custom', path: ['PUBLIC_SCHEME'], message });
    }
    if (config.PUBLIC_SCHEME === 'https' && config.TRUSTED_PROXIES.length === 0) {
      const message = 'Name what terminates TLS: nobody else may say that a request came over https.';
      context.addIssue({ code: 'custom', path: ['TRUSTED_PROXIES'], message });
    }
    if (config.OIDC_GENERIC_ISSUER?.startsWith('http:') === true) {
      context.addIssue({ code: 'custom', path: ['OIDC_GENERIC_ISSUER'], message: 'An issuer begins with https://.' });
    }
    for (const name of ['JWT_SECRET', 'TICKET_SECRET', 'LINK_SECRET', 'SEAL_SECRET'] as const) {
      if (config[name] === DEVELOPMENT_SECRET) {
        context.addIssue({ code: 'custom', path: [name], message: 'Set a secret of your own in production.' });
      }
    }
    for (const [part, kind] of [
      ['email', config.EMAIL],
      ['storage', config.STORAGE],
      ['dns', config.DNS],
      ['tls', config.TLS],
    ] as const) {
      if (kind === 'embedded' && !config.ALLOW_EMBEDDED.includes(part)) {
        context.addIssue({
          code: 'custom',
          path: [part.toUpperCase()],
          message: `The embedded ${part} is for development. Configure another, or name it in ALLOW_EMBEDDED.`,
        });
      }
    }
  });

/** Whether a host, with its port, never leaves the machine. */
const isLoopback = (host: string): boolean =>
  /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(host);

/** Says which variables a choice cannot do without. */
function requireTogether(
  config: Readonly<Record<string, unknown>>,
  choice: string,
  value: string,
  needs: readonly string[],
  context: z.RefinementCtx,
): void {
  if (config[choice] !== value) return;
  for (const name of needs) {
    if (config[name] !== undefined) continue;
    context.addIssue({ code: 'custom', path: [name], message: `${choice}=${value} needs ${name}.` });
  }
}

export type Config = Readonly<z.output<typeof ConfigSchema>>;

/** Whether administrators need a second factor: always in production, unless the operator says otherwise. */
export const demandsAdminFactor = ({ ADMIN_SECOND_FACTOR, NODE_ENV }: Config): boolean =>
  (ADMIN_SECOND_FACTOR ?? (NODE_ENV === 'production' ? 'required' : 'optional')) === 'required';

/**
 * Reads the configuration; the only reader of the environment in this app.
 * @throws ConfigError that lists every variable that is missing or wrong
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  return parseConfig(ConfigSchema, env);
}

const demoPassword = z.string().min(10);
const SeedSchema = z.object({
  DEMO_PROMOTER_PASSWORD: demoPassword,
  DEMO_REP_PASSWORD: demoPassword,
  DEMO_ADMIN_PASSWORD: demoPassword,
});

/**
 * The passwords that the seed gives the demo log-ins.
 * @throws ConfigError
 */
export function loadSeedConfig(env: NodeJS.ProcessEnv = process.env): Readonly<z.output<typeof SeedSchema>> {
  return parseConfig(SeedSchema, env);
}
