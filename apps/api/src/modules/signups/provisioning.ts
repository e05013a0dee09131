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
import { DEFAULT_TEMPLATE, type TemplatesService } from '../templates/index.ts';
import type { MailService } from '../mail/index.ts';
import type { ProvisioningRecords, SignupRecord, SiteNames, TenantsService } from '../tenants/index.ts';
import { welcomeMail } from './signups.mail.ts';
import { siteTemplateOf, type FirstMasterclass, type SiteTemplate } from './site-template.ts';

/** Plans a site's first masterclass under this id; a second call with the same id changes nothing. */
export type FirstMasterclassPlanner = (
  tenantId: TenantId,
  masterclass: FirstMasterclass & { readonly sessionId: SessionId },
) => Promise<void>;

/** Certificates of sites. */
export interface Certificates {
  /** Has the certificate of a site made before its first visitor waits for it; there may be no TLS at all. */
  warm(slug: string): Promise<void>;
}

export interface ProvisioningDeps {
  readonly records: ProvisioningRecords;
  readonly accounts: Pick<AccountsService, 'ensure'>;
  readonly members: Pick<MembersService, 'ensureOwner'>;
  readonly site: Pick<SiteService, 'ensure'>;
  readonly tenants: Pick<TenantsService, 'urlOf'>;
  readonly planFirstMasterclass: FirstMasterclassPlanner;
  /** Mails the owner the link that confirms the address; a second call with the same account is the same mail. */
  readonly confirmAddress: (host: { scope: TenantId; origin: string }, accountId: AccountId) => Promise<void>;
  readonly templates: Pick<
    TemplatesService,
    'beginning' | 'adopt' | 'bringPictures' | 'bringPipelines' | 'bringAutomations'
  >;
  readonly names: Pick<SiteNames, 'ensureSite'>;
  readonly certificates: Certificates;
  readonly mailer: Pick<MailService, 'send'>;
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

/** An active site may still lack its certificate; one that was suspended or closed meanwhile lacks nothing that matters. */
const PROVISIONABLE: readonly string[] = ['requested', 'provisioning', 'active'];

type Step = (signup: SignupRecord, template: SiteTemplate) => Promise<void>;

/** `requested -> provisioning -> active`, one step after another. */
export function createProvisioning(deps: ProvisioningDeps): Provisioning {
  const { records } = deps;

  const steps: Record<signups.ProvisioningStep, Step> = {
    async account({ tenant, accountId, email, name, passwordHash, locale }) {
      // Without a hash an earlier run has made the account and moved the hash there; `ensure` finds it.
      await deps.accounts.ensure({
        id: accountId,
        email,
        name,
        passwordHash: passwordHash ?? '',
        locale,
        tenantIds: [tenant.id],
      });
      await records.setOwner(tenant.id, accountId);
    },
    async site({ tenant }, { content, origin }) {
      // Before the site is there, so that a run after a crash begins with the same version. A test site is in no count.
      if (origin !== null && !tenant.synthetic) await deps.templates.adopt(tenant.id, origin);
      const whole = origin === null ? content : await deps.templates.bringPictures(tenant.id, origin, content);
      await deps.site.ensure(tenant.id, whole);
      if (origin !== null) await deps.templates.bringPipelines(tenant.id, origin);
    },
    async membership({ tenant, membershipId, accountId, name, email }, { origin }) {
      await runInTenant(tenant.id, () => deps.members.ensureOwner({ id: membershipId, accountId, name, email }));
      if (origin !== null) await deps.templates.bringAutomations(tenant.id, origin);
      // A site of the platform's own tests has no owner who reads mail.
      if (tenant.synthetic) return;
      await deps.confirmAddress({ scope: tenant.id, origin: deps.tenants.urlOf(tenant.slug) }, accountId);
    },
    masterclass: ({ tenant, sessionId }, template) =>
      deps.planFirstMasterclass(tenant.id, { ...template.masterclass, sessionId }),
    dns: ({ tenant }) => deps.names.ensureSite(tenant.slug),
    address: (signup, template) =>
      records.activate(signup.tenant.id, () =>
        runInTenant(signup.tenant.id, async () => {
          if (signup.tenant.synthetic) return;
          const { content } = template;
          await deps.mailer.send(welcomeMail(signup, content, deps.tenants.urlOf(signup.tenant.slug)));
        }),
      ),
    certificate: ({ tenant }) => deps.certificates.warm(tenant.slug),
  };

  async function templateFor({ tenant, name, timeZone, template }: SignupRecord): Promise<SiteTemplate> {
    const names = { siteName: tenant.name, promoterName: name };
    const beginning = await deps.templates.beginning(tenant.id, template ?? DEFAULT_TEMPLATE, names);
    return siteTemplateOf(beginning, timeZone, deps.clock.now());
  }

  async function runSteps(signup: SignupRecord, template: SiteTemplate): Promise<void> {
    const { id } = signup.tenant;
    await records.begin(id);
    for (const step of signups.ProvisioningStep.options) {
      if (signup.doneSteps.includes(step)) continue;
      await steps[step](signup, template);
      await records.recordStep(id, step);
    }
    await records.finish(id);
  }

  return {
    async run(signupId, template) {
      const signup = await records.find(signupId);
      if (signup === null || !signup.pending) return;
      if (!PROVISIONABLE.includes(signup.tenant.status)) return records.finish(signup.tenant.id);
      const { tenant } = signup;
      try {
        await runSteps(signup, template ?? (await templateFor(signup)));
      } catch (error) {
        // Somebody else took the address for a login meanwhile: trying again cannot help.
        if (!(error instanceof ProblemError) || error.code !== 'email-taken') throw error;
        await records.fail(tenant.id, error.code);
      }
    },
  };
}
