import { ProblemError, type TenantId } from '@stageline/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerAddress } from './caller-address.ts';
import type { FloodGate } from './flood-gate.ts';
import { settle } from './hook.ts';
import { canonicalHost, createHostKinds } from './host-name.ts';
import { isServed, type HostFacts, type HostResolver } from './hosts.ts';
import type { RateLimiter } from './rate-limit.ts';
import { refuseTooMany } from './problems.ts';
import { assertOneHost } from './request-target.ts';
import type { Actor, TenantFacts } from './route.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The tenant of the Host header; null on the platform and admin hosts. */
    tenant: TenantFacts | null;
    /** Who is signed in; null until the route asked for it. */
    actor: Actor | null;
  }
  interface FastifyContextConfig {
    /** Only the route's own limit counts: many send through few addresses, such as a provider that tells of all its customers. */
    ownLimitOnly?: true;
  }
}

type Constraint = Parameters<FastifyInstance['addConstraintStrategy']>[0];

/** Lets routes of different hosts share a path: the router chooses by the Host header's kind. */
export function hostKindConstraint(apex: string): Constraint {
  const kindOf = createHostKinds(canonicalHost(apex));
  return {
    name: 'hostKind',
    storage: () => {
      const handlers = new Map<unknown, NonNullable<ReturnType<ReturnType<Constraint['storage']>['get']>>>();
      return {
        get: (kind) => handlers.get(kind) ?? null,
        set: (kind, handler) => void handlers.set(kind, handler),
      };
    },
    validate: () => undefined,
    deriveConstraint: (request) => kindOf(request.headers.host ?? ''),
  };
}

/**
 * The first step of every request: Host -> tenant -> general rate limit. An unknown, unfinished or suspended host ends
 * here as a neutral `not-found`, before anything else can tell them apart.
 */
export function resolveTenants(
  app: FastifyInstance,
  deps: { readonly hosts: HostResolver; readonly rateLimiter: RateLimiter; readonly floodGate: FloodGate },
): void {
  app.decorateRequest('tenant', null);
  app.decorateRequest('actor', null);
  /** Counts the request. @returns whether it was refused */
  function isOver(tenantId: TenantId | null, request: FastifyRequest, reply: FastifyReply): boolean {
    const refusal = deps.rateLimiter.general(tenantId, callerAddress(request), request.socket);
    if (refusal === null || request.routeOptions.config.ownLimitOnly === true) return false;
    deps.floodGate.refused(request, refusal);
    refuseTooMany(reply, request.id, refusal.secondsLeft());
    return true;
  }
  function enter(facts: HostFacts, request: FastifyRequest, reply: FastifyReply): void {
    if (!isServed(facts)) throw new ProblemError('not-found');
    if (facts.kind === 'tenant') request.tenant = facts.tenant;
    if (isOver(request.tenant?.id ?? null, request, reply)) return;
    if (facts.kind === 'tenant' && facts.movedTo !== undefined) leadOn(facts.movedTo, request, reply);
    else if (facts.kind === 'tenant' && facts.primary !== undefined) leadToPrimary(facts.primary, request, reply);
  }
  app.addHook('onRequest', (request, reply, done) =>
    settle(() => {
      assertOneHost(request.raw);
      const known = deps.hosts.peek(request.host);
      if (known !== undefined) return enter(known, request, reply);
      // Random hosts cost a look-up each: they are counted although nobody answers there.
      if (isOver(null, request, reply)) return undefined;
      return deps.hosts.resolve(request.host).then((facts) => enter(facts, request, reply));
    }, done),
  );
}

/** What a page that was open when its site moved goes on asking at the old host: a visitor in a live room loses nothing. */
const OPEN_PAGE = /^\/(?:api|assets)\//;

/** Sends a reader from a former address to the same page at the present one, for good. */
function leadOn(movedTo: string, { method, url }: FastifyRequest, reply: FastifyReply): void {
  const isRead = method === 'GET' || method === 'HEAD';
  // A target that begins with no slash, or with two, could name another host.
  if (isRead && !OPEN_PAGE.test(url) && /^\/(?!\/)/.test(url)) void reply.redirect(`${movedTo}${url}`, 301);
}

/** What is read by visitors and search engines. Whoever is signed in, or came by a personal link, stays where they are. */
const PUBLIC_PAGE = /^\/(?:\?|$)/;
/** A browser keeps a 301 for ever unless it is told how long; an owner may choose another host tomorrow. */
const PRIMARY_MAX_AGE_SECONDS = 300;

/** Sends a visitor to the host that the owner has chosen among those of the site. */
function leadToPrimary(primary: string, { method, url }: FastifyRequest, reply: FastifyReply): void {
  if ((method !== 'GET' && method !== 'HEAD') || !PUBLIC_PAGE.test(url)) return;
  void reply.header('cache-control', `max-age=${PRIMARY_MAX_AGE_SECONDS}`).redirect(`${primary}${url}`, 301);
}
