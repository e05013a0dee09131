import { ProblemError } from '@stageline/contracts';
import type { FastifyInstance } from 'fastify';
import { hostKindOf, isServed, type HostResolver } from './hosts.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { Actor, TenantFacts } from './route.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The tenant of the Host header; null on the platform and admin hosts. */
    tenant: TenantFacts | null;
    /** Who is signed in; null until the route asked for it. */
    actor: Actor | null;
  }
}

type Constraint = Parameters<FastifyInstance['addConstraintStrategy']>[0];

/** Lets routes of different hosts share a path: the router chooses by the Host header's kind. */
export const hostKindConstraint = (apex: string): Constraint => ({
  name: 'hostKind',
  storage: () => {
    const handlers = new Map<unknown, NonNullable<ReturnType<ReturnType<Constraint['storage']>['get']>>>();
    return {
      get: (kind) => handlers.get(kind) ?? null,
      set: (kind, handler) => void handlers.set(kind, handler),
    };
  },
  validate: () => undefined,
  deriveConstraint: (request) => hostKindOf(request.headers.host, apex),
});

/**
 * The first step of every request: Host -> tenant -> general rate limit. An unknown, unfinished or suspended host ends
 * here as a neutral `not-found`, before anything else can tell them apart.
 */
export function resolveTenants(app: FastifyInstance, deps: { hosts: HostResolver; rateLimiter: RateLimiter }): void {
  app.decorateRequest('tenant', null);
  app.decorateRequest('actor', null);
  app.addHook('onRequest', async (request) => {
    const host = request.host;
    const facts = deps.hosts.peek(host) ?? (await deps.hosts.resolve(host));
    if (!isServed(facts)) throw new ProblemError('not-found');
    if (facts.kind === 'tenant') request.tenant = facts.tenant;
    await deps.rateLimiter.general(request.tenant?.id ?? null, request.ip);
  });
}
