import type { PausedSite, TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import type { Account } from '../accounts/index.ts';
import type { MembersService } from '../members/index.ts';
import type { TenantAdministration, TenantRecord, TenantsService } from '../tenants/index.ts';

export interface PausedSitesDeps {
  readonly members: Pick<MembersService, 'findByAccount' | 'owners'>;
  readonly tenants: Pick<TenantsService, 'findMany'>;
  readonly administration: Pick<TenantAdministration, 'factsOf'>;
  /** Whom an owner asks; null where the operator named nobody. */
  readonly supportEmail: string | null;
}

const isPaused = ({ status }: TenantRecord): boolean => status === 'suspended' || status === 'closing';

/**
 * What somebody who has logged in on the platform learns of their sites that are not served. On the site's own host
 * nobody learns anything: there it looks like one that does not exist.
 */
export function createPausedSites({ members, tenants, administration, supportEmail }: PausedSitesDeps) {
  async function present(account: Account, { id, name, slug, status }: TenantRecord): Promise<PausedSite | null> {
    const membership = await runInTenant(id, () => members.findByAccount(account.id));
    const facts = (await administration.factsOf([id])).get(id);
    const pause = status === 'closing' ? facts?.closing : facts?.suspension;
    if (membership === null || pause == null) return null;
    const isOwner = membership.roles.includes('owner');
    return {
      name,
      slug,
      state: status === 'closing' ? 'closing' : 'suspended',
      since: pause.at.toISOString(),
      reason: isOwner ? pause.reason : null,
      ask: isOwner ? operator() : await ownerOf(id),
    };
  }

  const operator = (): PausedSite['ask'] => (supportEmail === null ? null : { name: null, email: supportEmail });

  async function ownerOf(tenantId: TenantId): Promise<PausedSite['ask']> {
    const [owner] = await runInTenant(tenantId, () => members.owners());
    return owner === undefined ? operator() : { name: owner.name, email: owner.email };
  }

  return {
    /** Those of the account that are suspended or closing, by name. */
    async of(account: Account): Promise<PausedSite[]> {
      const paused = (await tenants.findMany(account.tenantIds)).filter(isPaused);
      const all = await Promise.all(paused.map((tenant) => present(account, tenant)));
      return all.filter((site) => site !== null).sort((a, b) => a.name.localeCompare(b.name));
    },
  };
}
