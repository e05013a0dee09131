import type { HostKind, RateLimit } from '@stageline/contracts';
import type { FastifyInstance } from 'fastify';
import { browserMarkOf, type BrowserMark } from './browser-mark.ts';
import type { RateLimiter } from './rate-limit.ts';
import { inRequestContext } from './register-route.ts';

/** What a redirect is computed of. */
export interface RedirectContext {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly browser: BrowserMark;
}

/**
 * An address that a browser is sent through, on its way between hosts. It is no operation: it takes no body, answers no
 * JSON, and whatever goes wrong ends as an address, too.
 */
export interface RedirectBinding {
  /** `feature.verb`; names its bucket. */
  readonly id: string;
  readonly host: HostKind;
  readonly path: string;
  readonly rateLimit: RateLimit;
  /** @returns where to go */
  readonly handle: (context: RedirectContext) => Promise<string>;
}

/** Registers a redirect. Only a GET runs it: what scans links with HEAD changes nothing. */
export function registerRedirect(
  app: FastifyInstance,
  { id, host, path, rateLimit, handle }: RedirectBinding,
  deps: { readonly rateLimiter: RateLimiter; readonly secure: boolean },
): void {
  app.route<{ Params: Record<string, string> }>({
    method: 'GET',
    url: path,
    exposeHeadRoute: false,
    constraints: { hostKind: host },
    handler: async (request, reply) => {
      await deps.rateLimiter.operation(id, rateLimit, request.tenant?.id ?? null, request.ip);
      const { params } = request;
      const query = new URL(request.url, 'http://here.invalid').searchParams;
      const browser = browserMarkOf(request, reply, deps.secure);
      const target = await inRequestContext(request, null, () => handle({ params, query, browser }));
      // The address may carry a secret: nobody keeps it, and the next page does not tell where it came from.
      return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(target, 303);
    },
  });
}
