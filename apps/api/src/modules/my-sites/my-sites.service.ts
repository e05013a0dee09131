import { ProblemError, type AccountId, type MySite, type TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import type { AccountsService } from '../accounts/index.ts';
import type { AuthService } from '../auth/index.ts';
import type { MembersService } from '../members/index.ts';
import type { TenantRecord, TenantsService } from '../tenants/index.ts';

export interface MySitesDeps {
  readonly accounts: Pick<AccountsService, 'find'>;
  readonly members: Pick<MembersService, 'findByAccount'>;
  readonly tenants: Pick<TenantsService, 'findMany' | 'addressOf'>;
  readonly auth: Pick<AuthService, 'issueHandover'>;
}

export interface MySitesService {
  /** The active sites on which the account is a member, by name. */
  list(accountId: AccountId, current: TenantId): Promise<MySite[]>;
  /** @throws ProblemError `not-found` also for a site that exists but is not theirs */
  open(accountId: AccountId, slug: string): Promise<{ url: string; handoverToken: string }>;
}

/** One account, many tenants: what belongs together is known to the person alone (requirements A, beyond the peers, 4). */
export function createMySitesService({ accounts, members, tenants, auth }: MySitesDeps): MySitesService {
  async function sitesOf(accountId: AccountId): Promise<TenantRecord[]> {
    const account = await accounts.find(accountId);
    const active = (await tenants.findMany(account?.tenantIds ?? [])).filter(({ status }) => status === 'active');
    const own = await Promise.all(
      active.map(({ id }) => runInTenant(id, async () => (await members.findByAccount(accountId)) !== null)),
    );
    return active.filter((_, index) => own[index]).sort((a, b) => a.name.localeCompare(b.name));
  }

  return {
    async list(accountId, current) {
      const sites = await sitesOf(accountId);
      return sites.map((site) => {
        const { id, name, slug } = site;
        return { name, slug, url: tenants.addressOf(site), current: id === current };
      });
    },
    async open(accountId, slug) {
      const site = (await sitesOf(accountId)).find((each) => each.slug === slug);
      if (site === undefined) throw new ProblemError('not-found');
      return { url: tenants.addressOf(site), handoverToken: auth.issueHandover(site.id, accountId) };
    },
  };
}
