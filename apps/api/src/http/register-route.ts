import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  auth,
  closedWhenRestricted,
  issuesOf,
  plainIssue,
  jsonPointer,
  ProblemError,
  sessions,
  support,
  type Access,
  type OperationDefinition,
  type ProblemIssue,
} from '@stageline/contracts';
import { runWithLogContext, type LogContext, type Clock } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { z } from 'zod';
import { browserMarkOf, type BrowserMark } from './browser-mark.ts';
import { settle } from './hook.ts';
import { answerSchemaOf } from './openapi.ts';
import { assertSameOrigin } from './origin.ts';
import type { RateLimiter } from './rate-limit.ts';
import {
  mayEnter,
  STEP_UP_MS,
  type Actor,
  type EventsAnswer,
  type FileAnswer,
  type InlineAnswer,
  type RouteBinding,
  type RouteContext,
  type SessionCookie,
  type StreamedFile,
  type UploadedFile,
} from './route.ts';
import { cookieOf } from './cookies.ts';
import { pageOf } from './origin.ts';
import type { SessionManager } from './session-cookie.ts';
import { Uploads } from './upload.ts';
import type { UploadCheck } from './virus-check.ts';

export interface RouteDeps {
  readonly rateLimiter: RateLimiter;
  readonly sessions: SessionManager;
  /** Whether browsers reach us over https. */
  readonly secure: boolean;
  readonly clock: Clock;
  /** Looks at every file that is brought; null where there is none. */
  readonly uploadCheck: UploadCheck | null;
  /** Refuses a current tenant that owes (ADR 0052). @throws ProblemError `site-restricted` */
  readonly assertUnrestricted?: () => Promise<void>;
}

/** Registers one operation; every route runs the same steps in the same order (architecture, section 3). */
export function registerRoute(app: FastifyInstance, binding: RouteBinding, deps: RouteDeps): void {
  const { operation } = binding;
  const status = operation.status ?? 200;
  const takesFile = operation.consumes === 'multipart/form-data';
  const isPersonal = operation.access.kind !== 'public' && operation.method === 'GET';
  app.route({
    method: operation.method,
    url: operation.path,
    constraints: { hostKind: operation.host },
    // Its body would be read to the end, and this one has none.
    ...(operation.produces === 'text/event-stream' && { exposeHeadRoute: false }),
    ...(operation.response && { schema: { response: { [status]: answerSchemaOf(operation.response) } } }),
    // Limits and identity come before the body is read: a refused caller costs no parsing.
    onRequest: (request, reply, done) => settle(() => admit(operation, request, reply, deps), done),
    handler: (request, reply) => {
      const context = new RequestContext(operation, request, reply, deps);
      const answer = inRequestContext(request, request.actor, () => {
        const handled = handle(binding, request.actor, context, deps);
        return takesFile ? handled.then(context.afterUpload) : handled;
      });
      // A problem replaces the status; set before, it needs no further turn of the queue.
      if (status !== 200) reply.code(status);
      // What one member may see must not stay in a cache that others share.
      if (isPersonal) reply.header('cache-control', 'no-store');
      if (operation.produces !== undefined)
        return answer.then((made) =>
          sendStream(reply, operation.produces!, made as FileAnswer | EventsAnswer | InlineAnswer),
        );
      return status === 204 ? answer.then(() => reply.send()) : answer;
    },
  });
}

const CLOSED: ReadonlySet<string> = new Set(closedWhenRestricted);

/** What support looks at is written down first, and what a site that owes may not do is refused; nobody else pays for either. */
function handle(
  binding: RouteBinding,
  actor: Actor | null,
  context: RequestContext,
  { assertUnrestricted }: RouteDeps,
): Promise<unknown> {
  const { operation } = binding;
  if (assertUnrestricted !== undefined && CLOSED.has(operation.id))
    return assertUnrestricted().then(() => binding.handle(context));
  if (actor?.kind !== 'member' || actor.support === undefined || !isRead(operation)) return binding.handle(context);
  return actor.support.viewed(operation).then(() => binding.handle(context));
}

/** Hands the answer over as it is made; a reader that goes away ends the making. */
function sendStream(
  reply: FastifyReply,
  mediaType: string,
  made: FileAnswer | EventsAnswer | InlineAnswer,
): FastifyReply {
  // A browser keeps for itself what it has played; whoever stands between does not.
  if ('inline' in made)
    return reply
      .type(made.mediaType)
      .header('cache-control', `private, max-age=${made.keepSeconds ?? 3600}`)
      .send(made.inline);
  reply.type(mediaType);
  // Whatever stands between may neither keep events, nor gather them, nor wait for more to compress.
  if ('events' in made)
    return reply.header('cache-control', 'no-store, no-transform').header('x-accel-buffering', 'no').send(made.events);
  // The name is made of slugs and ids only: nothing in it needs escaping. A title is any text (RFC 8187).
  const title = made.title === undefined ? '' : `; filename*=UTF-8''${encodeRfc8187(made.title)}`;
  return reply.header('content-disposition', `attachment; filename="${made.filename}"${title}`).send(made.content);
}

const encodeRfc8187 = (text: string): string =>
  encodeURIComponent(text).replaceAll(/['()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Origin, identity, limit; a promise only where something is not in memory. */
function admit(
  operation: OperationDefinition,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: RouteDeps,
): void | Promise<void> {
  const { access } = operation;
  if (operation.method !== 'GET') assertSameOrigin(request.headers.origin, request.headers.host);
  if (access.kind === 'public') return admitAnybody(operation, request, deps);
  const actor = deps.sessions.authenticate(access.kind, request, reply);
  if (actor instanceof Promise) return actor.then((later) => admitActor(later, operation, request, deps));
  return admitActor(actor, operation, request, deps);
}

/** What an actor may do, and how often. */
function admitActor(
  actor: Actor,
  operation: OperationDefinition,
  request: FastifyRequest,
  deps: RouteDeps,
): void | Promise<void> {
  request.actor = actor;
  if (actor.kind === 'member' && actor.support !== undefined) assertReadOnly(operation);
  assertPermission(operation.access, actor);
  if (operation.stepUp === true) assertRecentProof(actor, deps.clock);
  return limit(operation, request, deps);
}

/** Nobody is asked who they are; a visit of support may not pose as somebody else to change something. */
function admitAnybody(operation: OperationDefinition, request: FastifyRequest, deps: RouteDeps): void | Promise<void> {
  if (operation.method === 'GET' || operation.host !== 'tenant') return limit(operation, request, deps);
  const go = (isSupport: boolean): void | Promise<void> => {
    if (isSupport) assertReadOnly(operation);
    return limit(operation, request, deps);
  };
  const isSupport = deps.sessions.isSupport(request);
  return isSupport instanceof Promise ? isSupport.then(go) : go(isSupport);
}

function assertPermission(access: Access, actor: Actor): void {
  if (!mayEnter(access, actor)) throw new ProblemError('forbidden');
}

/** What concerns the visit itself. */
const OF_A_VISIT: ReadonlySet<string> = new Set([support.endSupport.id, support.enterSupport.id, auth.logOut.id]);

/** What is asked with a POST and changes nothing: it gives out what may be looked at. */
const READS: ReadonlySet<string> = new Set([sessions.openRoom.id]);
const isRead = ({ id, method }: OperationDefinition): boolean => method === 'GET' || READS.has(id);

/** Support changes nothing but its own visit (L-05). */
function assertReadOnly(operation: OperationDefinition): void {
  if (!isRead(operation) && !OF_A_VISIT.has(operation.id)) throw new ProblemError('support-read-only');
}

/** Step-up (L-02): an open browser alone is not enough to take things away. */
function assertRecentProof({ signIn }: Actor, clock: Clock): void {
  if (clock.now().getTime() - signIn.provedAt > STEP_UP_MS) throw new ProblemError('step-up-required');
}

function limit({ id, rateLimit }: OperationDefinition, request: FastifyRequest, deps: RouteDeps): void | Promise<void> {
  if (rateLimit === undefined) return undefined;
  const caller = rateLimit.by === 'actor' && request.actor !== null ? actorIdOf(request.actor) : request.ip;
  return deps.rateLimiter.operation(id, rateLimit, request.tenant?.id ?? null, caller);
}

const actorIdOf = (actor: Actor): string =>
  actor.kind === 'admin' ? actor.adminId : (actor.support?.adminId ?? actor.membershipId);

/** What a handler gets. A class, because the session and the file are made when they are asked for, which is seldom. */
class RequestContext implements RouteContext<OperationDefinition> {
  readonly params: never;
  readonly query: never;
  readonly body: never;
  readonly tenant: never;
  readonly actor: never;
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #deps: RouteDeps;
  #uploads: Uploads | undefined;

  /** @throws ProblemError `validation-failed`, `not-found` */
  constructor(operation: OperationDefinition, request: FastifyRequest, reply: FastifyReply, deps: RouteDeps) {
    const { params, query, body } = parseInput(operation, request);
    this.params = params as never;
    this.query = query as never;
    this.body = body as never;
    this.tenant = request.tenant as never;
    this.actor = request.actor as never;
    this.#request = request;
    this.#reply = reply;
    this.#deps = deps;
  }
  get ip(): string {
    return this.#request.ip;
  }
  get host(): string {
    return this.#request.host;
  }
  get lastEventId(): string | undefined {
    const id = this.#request.headers['last-event-id'];
    return typeof id === 'string' ? id : undefined;
  }
  get idempotencyKey(): () => string {
    return () => idempotencyKeyOf(this.#request.headers['idempotency-key']);
  }
  get page(): string | null {
    return pageOf(this.#request);
  }
  get cookie(): (name: string) => string | undefined {
    return (name) => cookieOf(this.#request, name);
  }
  get browser(): BrowserMark {
    return browserMarkOf(this.#request, this.#reply, this.#deps.secure);
  }
  get session(): SessionCookie {
    return this.#deps.sessions.cookieOf(this.#request, this.#reply);
  }
  get file(): (maxBytes: number) => Promise<UploadedFile> {
    return (maxBytes) => this.uploads.read(maxBytes);
  }
  get fileStream(): (maxBytes: number) => Promise<StreamedFile> {
    return (maxBytes) => this.uploads.stream(maxBytes);
  }
  get uploads(): Uploads {
    return (this.#uploads ??= new Uploads(this.#request, this.#deps.uploadCheck));
  }
  /** Lets an answer out where every file was read, and so checked, to its end. */
  readonly afterUpload = <T>(answer: T): T => {
    this.#uploads?.assertRead();
    return answer;
  };
}

/** Anything short that can be printed, such as a UUID; quotes around it are not part of it. */
function idempotencyKeyOf(header: string | string[] | undefined): string {
  const [, key] = /^"?([\w.:-]{8,200})"?$/.exec(typeof header === 'string' ? header : '') ?? [];
  if (key !== undefined) return key;
  const message = 'Send a key of 8 to 200 letters, digits, dots, colons, hyphens and underscores.';
  throw new ProblemError('validation-failed', { issues: [{ in: 'headers', pointer: '/idempotency-key', message }] });
}

type Input = Pick<RouteContext<OperationDefinition>, 'params' | 'query' | 'body'>;

/** Parses params, query and body and reports every issue of all three together. */
function parseInput(operation: OperationDefinition, request: FastifyRequest): Input {
  const issues: ProblemIssue[] = [];
  const input = {
    params: parsePart(operation.params, request.params, 'params', issues),
    query: parsePart(operation.query, request.query, 'query', issues),
    // A file is read by the handler, when it asks for it.
    body:
      operation.consumes === 'multipart/form-data'
        ? undefined
        : parsePart(operation.body, request.body, 'body', issues),
  };
  if (issues.length === 0) return input as Input;
  // A malformed id in the path names nothing that could exist.
  if (issues.some((issue) => issue.in === 'params')) throw new ProblemError('not-found');
  throw new ProblemError('validation-failed', { issues });
}

function parsePart(
  schema: z.ZodType | undefined,
  value: unknown,
  where: ProblemIssue['in'],
  issues: ProblemIssue[],
): unknown {
  if (schema === undefined) {
    issues.push(...unknownFields(value, where));
    return undefined;
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // Only what is wrong is read again, for its words: options cost a parse 2 µs, as much as all the rest of it.
  const inWords = schema.safeParse(value, { error: plainIssue });
  issues.push(...issuesOf(inWords.error ?? result.error, where));
  return undefined;
}

/** What was sent where the contract asks for nothing: an empty object is nothing, too. */
function unknownFields(value: unknown, where: ProblemIssue['in']): ProblemIssue[] {
  // Every path parameter is in the contract's path; the router has read no other.
  if (where === 'params' || value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value))
    return [{ in: where, pointer: '', message: 'Nothing is expected here.' }];
  const issues: ProblemIssue[] = [];
  for (const key in value) issues.push({ in: where, pointer: jsonPointer([key]), message: 'This field is not known.' });
  return issues;
}

/**
 * What a request's log lines carry. Address and browser are no own fields, so they stay out of them, and nobody pays for
 * them but who asks (`callerFacts`).
 */
class RequestNotes {
  readonly requestId: string;
  declare tenantId?: string;
  declare actorId?: string;
  declare supportId?: string;
  readonly #request: FastifyRequest;

  constructor(request: FastifyRequest) {
    this.requestId = request.id;
    this.#request = request;
  }
  get ip(): string {
    return this.#request.ip;
  }
  get userAgent(): string | undefined {
    return this.#request.headers['user-agent'];
  }
}

/** Enters the log context and the tenant; everything below a handler may rely on both. */
export function inRequestContext<T>(request: FastifyRequest, actor: Actor | null, work: () => Promise<T>): Promise<T> {
  const { tenant } = request;
  const notes = new RequestNotes(request);
  if (actor !== null) notes.actorId = actorIdOf(actor);
  if (actor?.kind === 'member' && actor.support !== undefined) notes.supportId = actor.support.visitId;
  if (tenant === null) return runWithLogContext(notes, work);
  notes.tenantId = tenant.id;
  return runInTenant(tenant.id, work, notes as LogContext as Record<string, string>);
}
