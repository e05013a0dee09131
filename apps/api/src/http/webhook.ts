import type { IncomingHttpHeaders } from 'node:http';
import { ProblemError, type ErrorCode, type HostKind, type RateLimit } from '@stageline/contracts';
import type { FastifyInstance } from 'fastify';
import type { RateLimiter } from './rate-limit.ts';
import { inRequestContext } from './register-route.ts';

/**
 * A notification that another service sends us. It is no operation: what proves the sender is a signature over the bytes as they
 * came, so nobody parses them before.
 */
export interface WebhookBinding {
  /** `feature.verb`; names its bucket. */
  readonly id: string;
  readonly host: HostKind;
  readonly path: string;
  readonly maxBytes: number;
  /** How often one address may tell what is refused. Who proves to be the service is never told to wait: it would tell again. */
  readonly refusals: Omit<RateLimit, 'by'>;
  /** Keeps what was told before it resolves: the answer says that nobody has to tell it again. @throws ProblemError `unauthenticated` for a sender without proof */
  readonly handle: (told: { readonly headers: IncomingHttpHeaders; readonly raw: Buffer }) => Promise<void>;
}

/** A sender without proof, what is not taken in here at all, and what nobody can read: each costs its body. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(['unauthenticated', 'not-found', 'bad-request']);

/** Registers the webhooks in a scope of their own, whose parser leaves bodies as they are. */
export async function registerWebhooks(
  site: FastifyInstance,
  bindings: readonly WebhookBinding[],
  rateLimiter: RateLimiter,
): Promise<void> {
  await site.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const { id, host, path, maxBytes, refusals, handle } of bindings) {
      const options = { bodyLimit: maxBytes, constraints: { hostKind: host }, config: { ownLimitOnly: true as const } };
      scope.post(path, options, async (request, reply) => {
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        await inRequestContext(request, null, () => handle({ headers: request.headers, raw })).catch(async (error) => {
          if (error instanceof ProblemError && REFUSALS.has(error.code))
            await rateLimiter.operation(id, { ...refusals, by: 'ip' }, null, request.ip);
          throw error;
        });
        return reply.code(204).send();
      });
    }
  });
}
