import { isIP } from 'node:net';
import { IntegrationError } from '../kit/errors.ts';

/** Where the sites of the platform are served: one name that theirs point to, or addresses. */
export type SiteTarget =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] };

/** Names of sites under the apex. */
export interface DnsPort {
  /**
   * Makes `<slug>.<apex>` lead to the platform, and to nothing else. Doing it again changes nothing.
   * @throws IntegrationError `invalid-name`, `refused`, `not-installed` (not retryable), `unavailable`, `circuit-open`
   */
  ensureSite(slug: string): Promise<void>;
  /** Takes the records of `<slug>.<apex>` away; there may be none. @throws as `ensureSite` */
  removeSite(slug: string): Promise<void>;
  close(): Promise<void>;
}

/** One record of a site. */
export interface SiteRecord {
  readonly type: 'CNAME' | 'A' | 'AAAA';
  readonly value: string;
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The full name of a site, with the root's dot. One plain label only, so that nothing can add a line to an update script
 * or reach into another zone.
 * @throws IntegrationError `invalid-name`
 */
export function siteName(slug: string, zone: string): string {
  if (!LABEL.test(slug)) throw new IntegrationError('dns', 'invalid-name', false);
  return `${slug}.${absolute(zone)}`;
}

/** What a site's name holds. */
export function recordsOf(target: SiteTarget): SiteRecord[] {
  if (target.kind === 'name') return [{ type: 'CNAME', value: absolute(target.name) }];
  return target.addresses.map((value) => ({ type: isIP(value) === 6 ? 'AAAA' : 'A', value }));
}

/** With the root's dot at its end, as zone files and updates want it. */
export const absolute = (name: string): string => (name.endsWith('.') ? name : `${name}.`);
