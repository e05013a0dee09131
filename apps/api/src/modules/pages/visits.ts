import type { TenantId } from '@stageline/contracts';
import type { FastifyReply, FastifyRequest, onResponseHookHandler } from 'fastify';
import { callerAddress } from '../../http/caller-address.ts';
import { noteVariant, type Variants } from './variants.ts';

/** Who counts the visitors of public pages. */
export interface Visits {
  seen(tenantId: TenantId, visitor: { readonly ip: string; readonly userAgent: string }): void;
}

/** Counts a visit once its page is sent, so that nobody waits for it. */
export const noteVisit =
  (visits: Visits, variants: Variants): onResponseHookHandler =>
  (request, reply, done) => {
    if (request.tenant !== null && isVisit(request, reply)) {
      const visitor = { ip: callerAddress(request), userAgent: request.headers['user-agent'] ?? '' };
      visits.seen(request.tenant.id, visitor);
      noteVariant(variants, request, visitor);
    }
    done();
  };

/** Carried by whoever is signed in on this site. */
const TEAM = /\bstageline_(?:session|refresh)=/;
/** A browser that fetches ahead says so in one of these, each in its own way; nobody has looked at the page yet. */
const AHEAD = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;

/** A page that a person looks at: no question for headers alone, no fetching ahead, nobody of the team. */
function isVisit({ method, headers }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  if (method !== 'GET' || statusCode !== 200 || TEAM.test(headers.cookie ?? '')) return false;
  return !AHEAD.some((name) => /prefetch|prerender|preview/i.test(String(headers[name] ?? '')));
}
