import {
  ProblemError,
  signups,
  type AccountId,
  type SessionId,
  type SignupId,
  type TenantId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { AccountsService } from '../accounts/index.ts';
import type { MembersService } from '../members/index.ts';
import type { SiteService } from '../site/index.ts';
import type { ProvisioningRecords, SignupRecord, TenantsService } from '../tenants/index.ts';
import { defaultTemplate, type FirstMasterclass, type SiteTemplate } from './site-template.ts';

/** Plans a site's first masterclass under this id; a second call with the same id changes nothing. */
export type FirstMasterclassPlanner = (
  tenantId: TenantId,
  masterclass: FirstMasterclass & { readonly sessionId: SessionId },
) => Promise<void>;

export interface ProvisioningDeps {
  readonly records: ProvisioningRecords;
  readonly accounts: Pick<AccountsService, 'ensure'>;
  readonly members: Pick<MembersService, 'ensureOwner'>;
  readonly site: Pick<SiteService, 'ensure'>;
  readonly tenants: Pick<TenantsService, 'urlOf'>;
  readonly planFirstMasterclass: FirstMasterclassPlanner;
  /** Mails the owner the link that confirms the address; a second call with the same account is the same mail. */
  readonly confirmAddress: (host: { scope: TenantId; origin: string }, accountId: AccountId) => Promise<void>;
  readonly clock: Clock;
}

export interface Provisioning {
  /**
   * Does what is left of a sign-up and records each step. It may be killed anywhere and run again, also twice at a time:
   * every step finds what it made before. Does nothing for a sign-up that is unknown, done or failed.
   * @throws whatever a step throws; the next run goes on from there
   */
  run(signupId: SignupId, template?: SiteTemplate): Promise<void>;
}

type Step = (signup: SignupRecord, template: SiteTemplate) => Promise<void>;

/** `requested -> provisioning -> active`, one step after another. */
export function createProvisioning(deps: ProvisioningDeps): Provisioning {
  const { records } = deps;

  const steps: Record<signups.ProvisioningStep, Step> = {
    async account({ tenant, accountId, email, name, passwordHash }) {
      // Without a hash an earlier run has made the account and moved the hash there; `ensure` finds it.
      await deps.accounts.ensure({
        id: accountId,
        email,
        name,
        passwordHash: passwordHash ?? '',
        tenantIds: [tenant.id],
      });
      await records.setOwner(tenant.id, accountId);
    },
    site: ({ tenant }, template) => deps.site.ensure(tenant.id, template.content),
    async membership({ tenant, membershipId, accountId, name, email }) {
      await runInTenant(tenant.id, () => deps.members.ensureOwner({ id: membershipId, accountId, name, email }));
      await deps.confirmAddress({ scope: tenant.id, origin: deps.tenants.urlOf(tenant.slug) }, accountId);
    },
    masterclass: ({ tenant, sessionId }, template) =>
      deps.planFirstMasterclass(tenant.id, { ...template.masterclass, sessionId }),
    address: ({ tenant }) => records.activate(tenant.id),
  };

  async function runSteps(signup: SignupRecord, template: SiteTemplate): Promise<void> {
    const { id } = signup.tenant;
    await records.begin(id);
    for (const step of signups.ProvisioningStep.options) {
      if (signup.doneSteps.includes(step)) continue;
      await steps[step](signup, template);
      await records.recordStep(id, step);
    }
  }

  return {
    async run(signupId, template) {
      const signup = await records.find(signupId);
      if (signup === null || !['requested', 'provisioning'].includes(signup.tenant.status)) return;
      const { tenant, name, timeZone } = signup;
      try {
        await runSteps(
          signup,
          template ?? defaultTemplate({ siteName: tenant.name, name, timeZone }, deps.clock.now()),
        );
      } catch (error) {
        // Somebody else took the address for a login meanwhile: trying again cannot help.
        if (!(error instanceof ProblemError) || error.code !== 'email-taken') throw error;
        await records.fail(tenant.id, error.code);
      }
    },
  };
}
