import { ProblemError, type AccountId, type address, type TenantId } from '@stageline/contracts';
import type { z } from 'zod';
import type { AuditLog } from '../audit/index.ts';
import type { AuthService } from '../auth/index.ts';
import type { SignupsService } from '../signups/index.ts';
import type { TenantRecord, TenantsService } from '../tenants/index.ts';

export interface AddressServiceDeps {
  readonly tenants: Pick<TenantsService, 'find' | 'addresses' | 'urlOf'>;
  readonly signups: Pick<SignupsService, 'checkSlug'>;
  readonly auth: Pick<AuthService, 'issueHandover'>;
  readonly audit: AuditLog;
}

type Check = z.output<(typeof address)['checkAddress']['response']>;
type Renamed = z.output<(typeof address)['renameSite']['response']>;

export interface AddressService {
  /** @throws ProblemError `not-found` */
  get(tenantId: TenantId): Promise<address.SiteAddress>;
  /** Whether the site could move there; an address of its own that redirects still counts as free. */
  check(tenantId: TenantId, slug: string): Promise<Check>;
  /** @throws ProblemError as `TenantAddresses.rename`; `validation-failed` when the site is there already */
  rename(tenantId: TenantId, accountId: AccountId, from: string, to: string): Promise<Renamed>;
}

/** What the owner of a site does with its address. */
export function createAddressService({ tenants, signups, auth, audit }: AddressServiceDeps): AddressService {
  async function present({ id, slug }: Pick<TenantRecord, 'id' | 'slug'>): Promise<address.SiteAddress> {
    const former = await tenants.addresses.formerOf(id);
    const url = tenants.urlOf(slug);
    return {
      slug,
      url,
      suffix: new URL(url).host.slice(slug.length),
      former: former.map(({ until, ...rest }) => ({ ...rest, until: until.toISOString() })),
    };
  }

  return {
    async get(tenantId) {
      const tenant = await tenants.find(tenantId);
      if (tenant === null) throw new ProblemError('not-found');
      return present(tenant);
    },

    async check(tenantId, text) {
      const answer = await signups.checkSlug(text);
      const own = await tenants.addresses.formerOf(tenantId);
      if (!answer.available && own.some(({ slug }) => slug === answer.slug))
        return { slug: answer.slug, available: true, reason: null, suggestion: null };
      return answer;
    },

    async rename(tenantId, accountId, from, to) {
      if (from === to)
        throw new ProblemError('validation-failed', {
          issues: [{ in: 'body', pointer: '/slug', message: 'Your site is at this address already.' }],
        });
      const tenant = await tenants.addresses.rename(tenantId, from, to, () =>
        audit.record({
          action: 'site.moved',
          target: { type: 'site', id: tenantId, name: to },
          before: { slug: from },
          after: { slug: to },
        }),
      );
      return { ...(await present(tenant)), handoverToken: auth.issueHandover(tenantId, accountId) };
    },
  };
}
