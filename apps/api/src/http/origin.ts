import { ProblemError } from '@stageline/contracts';

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
