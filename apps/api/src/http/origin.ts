import { ProblemError } from '@stageline/contracts';
import type { FastifyRequest } from 'fastify';

/**
 * Refuses a request that another site's page sent with our cookie. Sites under one apex may count as same-site, so
 * SameSite does not separate tenants; the Origin header does. Requests without it (no browser) carry no ambient cookie.
 * @throws ProblemError `origin-mismatch`
 */
export function assertSameOrigin(origin: string | undefined, host: string | undefined): void {
  if (origin === undefined) return;
  if (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return;
  throw new ProblemError('origin-mismatch');
}

/** Longest address of a page that is kept. */
const MAX_PAGE = 300;

/**
 * Address of the page of this host that a request came from, without its query; null where the browser names none, or
 * another host's.
 */
export function pageOf({ headers: { referer, host } }: Pick<FastifyRequest, 'headers'>): string | null {
  const url = referer === undefined ? null : URL.parse(referer);
  if (url === null || url.host !== host?.toLowerCase()) return null;
  return (url.origin + url.pathname).slice(0, MAX_PAGE);
}
