import type { IncomingHttpHeaders } from 'node:http';
import type { HostKind, RateLimit } from '@stageline/contracts';
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
  readonly rateLimit: RateLimit;
  /** Keeps what was told before it resolves: the answer says that nobody has to tell it again. @throws ProblemError */
  readonly handle: (told: { readonly headers: IncomingHttpHeaders; readonly raw: Buffer }) => Promise<void>;
}

/** Registers the webhooks in a scope of their own, whose parser leaves bodies as they are. */
export async function registerWebhooks(
  site: FastifyInstance,
  bindings: readonly WebhookBinding[],
  rateLimiter: RateLimiter,
): Promise<void> {
  await site.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const { id, host, path, maxBytes, rateLimit, handle } of bindings) {
      const options = { bodyLimit: maxBytes, constraints: { hostKind: host }, config: { ownLimitOnly: true as const } };
      scope.post(path, options, async (request, reply) => {
        await rateLimiter.operation(id, rateLimit, null, request.ip);
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        await inRequestContext(request, null, () => handle({ headers: request.headers, raw }));
        return reply.code(204).send();
      });
    }
  });
}
