import { randomBytes } from 'node:crypto';
import fastifyJwt from '@fastify/jwt';
import fastifyMultipart from '@fastify/multipart';
import { operations, ProblemError } from '@stageline/contracts';
import { createRequestLog, type Clock, type Logger } from '@stageline/platform';
import fastify, { LogController, type FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { adoptForwardedHosts } from './http/forwarded-host.ts';
import { createFloodGate } from './http/flood-gate.ts';
import { registerHealth, type HealthReport } from './http/health.ts';
import { registerHtmlPages } from './http/html-page.ts';
import type { HostResolver } from './http/hosts.ts';
import type { ApiModule } from './http/module.ts';
import { openApiOf } from './http/openapi.ts';
import { answerUnreadable, sendProblem } from './http/problems.ts';
import { readableTarget } from './http/request-target.ts';
import type { RateLimiter } from './http/rate-limit.ts';
import { registerRedirect } from './http/redirect.ts';
import { registerRoute } from './http/register-route.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import type { RouteBinding } from './http/route.ts';
import { createSessionManager, type SessionManager } from './http/session-cookie.ts';
import { registerWebhooks } from './http/webhook.ts';
import { createAuthenticator, type SessionClaims, type SessionStore } from './http/sessions.ts';
import { hostKindConstraint, resolveTenants } from './http/tenant.ts';
import type { UploadCheck } from './http/virus-check.ts';

export interface AppDeps {
  readonly config: Pick<Config, 'APEX' | 'JWT_SECRET' | 'PUBLIC_SCHEME' | 'TRUSTED_PROXIES'>;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly hosts: HostResolver;
  readonly rateLimiter: RateLimiter;
  readonly sessions: SessionStore;
  readonly modules: readonly ApiModule[];
  /** Looks at every file that is brought; null where there is none. */
  readonly uploadCheck: UploadCheck | null;
  /** Refuses a current tenant that owes what it may not do then. @throws ProblemError `site-restricted` */
  readonly assertUnrestricted?: () => Promise<void>;
  readonly ready: () => Promise<HealthReport>;
  /** Pages for people: HTML, files, form posts. */
  readonly pages?: (app: FastifyInstance) => Promise<void>;
  /** Writes the one summary line of a request; off only where a benchmark measures without it. */
  readonly requestLog?: boolean;
}

export interface App {
  readonly http: FastifyInstance;
  readonly sessions: SessionManager;
}

/** JSON bodies are small; files come as multipart with a limit of their own. */
const BODY_LIMIT_BYTES = 64 * 1024;

/** Short and unique over processes and restarts: a random start, then a count. */
function createRequestIds(): () => string {
  const start = randomBytes(6).toString('base64url');
  let count = 0;
  return () => `${start}-${(count += 1).toString(36)}`;
}

/**
 * Lines carry their request by themselves, so the logger serves as each request's child: a real one costs 3 µs, and what
 * a `childLoggerFactory` returns is checked for every request.
 */
function withoutChildren(logger: Logger): Logger {
  const own = Object.create(logger) as Logger;
  own.child = () => own as never;
  return own;
}

/** The only constructor of the HTTP server; tests and benchmarks use it too. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { config } = deps;
  const newRequestId = createRequestIds();
  const app = fastify({
    ...(deps.requestLog !== false && { loggerInstance: withoutChildren(deps.logger) }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newRequestId,
    bodyLimit: BODY_LIMIT_BYTES,
    // Every body is parsed by a strict schema, which refuses `__proto__` and `constructor` like any unknown key.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    trustProxy: config.TRUSTED_PROXIES.length > 0 ? [...config.TRUSTED_PROXIES] : false,
    // No parameter is matched by a pattern that a long one could slow down; the schemas bound them.
    routerOptions: { maxParamLength: 16_384 },
    rewriteUrl: readableTarget,
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    clientErrorHandler: answerUnreadable,
    forceCloseConnections: true,
    return503OnClosing: false,
  }) as unknown as FastifyInstance;
  const floodGate = createFloodGate(config.PUBLIC_SCHEME === 'https', newRequestId);
  floodGate.standBefore(app.server);
  // Before the gate, which compares hosts.
  adoptForwardedHosts(app.server, config.TRUSTED_PROXIES);
  // The API reads JSON; whoever reads forms or files registers that in a scope of their own.
  app.removeContentTypeParser('text/plain');
  app.addConstraintStrategy(hostKindConstraint(config.APEX));

  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  registerHealth(app, deps.ready);
  if (deps.requestLog !== false) addRequestLog(app, deps.logger);
  addSecurityHeaders(app, config);
  await app.register(fastifyJwt, {
    secret: config.JWT_SECRET,
    sign: { algorithm: 'HS256' },
    // Times are checked by the clock that everything else here goes by, with room for another's (http/sessions.ts).
    verify: { algorithms: ['HS256'], ignoreExpiration: true },
  });

  const codec = {
    sign: (claims: SessionClaims) => app.jwt.sign(claims),
    verify: (token: string): unknown => app.jwt.verify(token),
  };
  const sessions = createSessionManager({
    authenticator: createAuthenticator(codec, deps.sessions, deps.clock),
    store: deps.sessions,
    clock: deps.clock,
    secure: config.PUBLIC_SCHEME === 'https',
  });

  await app.register(async (site) => {
    resolveTenants(site, { ...deps, floodGate });
    await registerRoutes(site, deps, sessions);
    for (const host of ['tenant', 'platform', 'admin'] as const) {
      const document = openApiOf(host, operations);
      site.get('/api/v1/openapi.json', { constraints: { hostKind: host } }, async () => document);
    }
    await deps.pages?.(site);
    if (deps.pages === undefined) {
      site.setNotFoundHandler(() => {
        throw new ProblemError('not-found');
      });
    }
  });
  return { http: app, sessions };
}

/** JSON operations, and in a scope of their own those that take a file: its parser would cost every request two hooks. */
async function registerRoutes(site: FastifyInstance, deps: AppDeps, sessions: SessionManager): Promise<void> {
  const bindings = deps.modules.flatMap((module) => module.routes ?? []);
  const takesFile = ({ operation }: RouteBinding) => operation.consumes === 'multipart/form-data';
  const secure = deps.config.PUBLIC_SCHEME === 'https';
  const register = (scope: FastifyInstance) => (binding: RouteBinding) =>
    registerRoute(scope, binding, { ...deps, sessions, secure });
  for (const redirect of deps.modules.flatMap((module) => module.redirects ?? []))
    registerRedirect(site, redirect, { rateLimiter: deps.rateLimiter, secure });
  await registerWebhooks(
    site,
    deps.modules.flatMap((module) => module.webhooks ?? []),
    deps.rateLimiter,
  );
  await registerHtmlPages(
    site,
    deps.modules.flatMap((module) => module.pages ?? []),
    deps.rateLimiter,
  );
  bindings.filter((binding) => !takesFile(binding)).forEach(register(site));
  await site.register(async (uploads) => {
    await uploads.register(fastifyMultipart, { limits: { files: 1, fields: 5, parts: 6 } });
    bindings.filter(takesFile).forEach(register(uploads));
  });
}

/** One compact line per request; fields that identify a person or a secret never enter it. */
function addRequestLog(app: FastifyInstance, logger: Logger): void {
  const write = createRequestLog(logger);
  app.addHook('onResponse', (request, reply, done) => {
    write({
      requestId: request.id,
      tenantId: request.tenant?.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    });
    done();
  });
}
