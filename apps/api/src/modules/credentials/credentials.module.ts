import type { IdentityPort } from '@stageline/integrations/identity';
import type { MailBrand } from '@stageline/domain';
import type { Clock, Logger, Sealer, Signer } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { SingleUseTokens } from '@stageline/platform/tickets';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import type { AccountsService, Attempts } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { AdminMail, MailService } from '../mail/index.ts';
import type { MembersService, RolesService } from '../members/index.ts';
import type { FactorRule, SignInsService, StepUpWay } from '../sign-ins/index.ts';
import { createBackground } from './background.ts';
import { noticeMail } from './credentials.mail.ts';
import { createEmailLinks, PLATFORM_BRAND, type EmailLinks } from './email-links.ts';
import { createFactorPolicy, demandsFactor } from './factor-policy.service.ts';
import { createIdentities, type Identities } from './identities.service.ts';
import { createPasskeys, type Passkeys } from './passkeys.service.ts';
import { createMemberSecurity, type MemberSecurity } from './member-security.service.ts';
import { createPendingLogIns, type PendingLogIns } from './pending-log-ins.ts';
import { createPeople } from './people.ts';
import { createSecondFactors, type SecondFactors } from './second-factors.service.ts';
import { securityRoutes } from './security.routes.ts';
import { createSecurityService } from './security.service.ts';
import { credentialWays } from './step-up-ways.ts';

export interface CredentialsModuleDeps {
  readonly accounts: AccountsService;
  readonly attempts: Attempts;
  readonly members: Pick<MembersService, 'findByAccount' | 'accountsWithRoles'>;
  readonly roles: Pick<RolesService, 'existing'>;
  readonly signIns: Pick<SignInsService, 'strengthen' | 'endWeakOnes' | 'changed'>;
  readonly mailer: Pick<MailService, 'send'>;
  readonly adminMail: AdminMail;
  /** Whether the platform demands a second factor of its administrators. */
  readonly demandAdminFactor: boolean;
  /** The current tenant's brand, for mails. */
  readonly brand: () => Promise<MailBrand>;
  readonly identity: IdentityPort;
  readonly tokens: SingleUseTokens;
  readonly sealer: Sealer;
  readonly signer: Signer;
  readonly audit: AuditLog;
  readonly unitOfWork: UnitOfWork;
  readonly redis: Redis;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly apex: string;
  readonly scheme: 'http' | 'https';
}

/** What accounts prove themselves with. */
export interface Credentials {
  readonly factors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly identities: Identities;
  readonly links: EmailLinks;
  readonly pending: PendingLogIns;
  /** What members have on the page about their security that administrators have not. */
  readonly security: MemberSecurity;
  /** Of whom a second factor is demanded. */
  readonly rule: FactorRule;
}

export interface CredentialsModule extends ApiModule, Credentials {
  readonly stepUpWays: readonly StepUpWay[];
  /** Until no mail waits to be written that an answer did not wait for. */
  settled(): Promise<void>;
}

/** Second factors, passkeys, linked log-ins and mailed links; the log-in itself is the business of `auth`. */
export function createCredentialsModule(deps: CredentialsModuleDeps): CredentialsModule {
  const { accounts, redis, clock } = deps;
  const background = createBackground(deps.logger);
  const factors = createSecondFactors(deps);
  const passkeys = createPasskeys({ redis, clock });
  const identities = createIdentities({ accounts, clock });
  const links = createEmailLinks({ ...deps, background });
  const pending = createPendingLogIns(redis);
  const { providers } = deps.identity;
  const rule: FactorRule = {
    demandedOf: demandsFactor,
    demandedOfAdmins: deps.demandAdminFactor,
    has: async (owner) => (await factors.methodsOf(owner)).length > 0,
  };
  const people = createPeople({
    ...deps,
    links,
    rule,
    notifyAdmin: (admin, notice) =>
      background.run('mail:notice', () =>
        deps.adminMail.send(noticeMail(notice, PLATFORM_BRAND, admin, `${deps.scheme}://admin.${deps.apex}/security`)),
      ),
  });
  const own = createSecurityService({ ...deps, factors, passkeys, strengthen: deps.signIns.strengthen });
  const security = createMemberSecurity({ ...deps, own, personOf: people.member, identities, links, providers });
  const policy = createFactorPolicy({
    ...deps,
    rule,
    existingRoles: deps.roles.existing,
    accountsWithRoles: deps.members.accountsWithRoles,
    endWeakSignIns: deps.signIns.endWeakOnes,
    onChanged: deps.signIns.changed,
  });
  return {
    name: 'credentials',
    factors,
    passkeys,
    identities,
    links,
    pending,
    security,
    rule,
    stepUpWays: credentialWays({ ...deps, factors, passkeys }),
    routes: securityRoutes({ people, own, members: security, policy }),
    settled: () => background.settled(),
  };
}
