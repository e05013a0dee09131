import type { IdentityPort } from '@stageline/integrations/identity';
import type { MailBrand } from '@stageline/domain';
import type { Clock, Logger, Sealer, Signer } from '@stageline/platform';
import type { SingleUseTokens } from '@stageline/platform/tickets';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import type { AccountsService, Attempts } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { MailService } from '../mail/index.ts';
import type { MembersService } from '../members/index.ts';
import type { StepUpWay } from '../sign-ins/index.ts';
import { createBackground } from './background.ts';
import { createEmailLinks, type EmailLinks } from './email-links.ts';
import { createIdentities, type Identities } from './identities.service.ts';
import { createPasskeys, type Passkeys } from './passkeys.service.ts';
import { createPendingLogIns, type PendingLogIns } from './pending-log-ins.ts';
import { createSecondFactors, type SecondFactors } from './second-factors.service.ts';
import { securityRoutes } from './security.routes.ts';
import { createSecurityService, type SecurityService } from './security.service.ts';
import { credentialWays } from './step-up-ways.ts';

export interface CredentialsModuleDeps {
  readonly accounts: AccountsService;
  readonly attempts: Attempts;
  readonly members: Pick<MembersService, 'findByAccount'>;
  readonly mailer: Pick<MailService, 'send'>;
  /** The current tenant's brand, for mails. */
  readonly brand: () => Promise<MailBrand>;
  readonly identity: IdentityPort;
  readonly tokens: SingleUseTokens;
  readonly sealer: Sealer;
  readonly signer: Signer;
  readonly audit: AuditLog;
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
  readonly security: SecurityService;
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
  const security = createSecurityService({ ...deps, factors, passkeys, identities, links, providers });
  return {
    name: 'credentials',
    factors,
    passkeys,
    identities,
    links,
    pending,
    security,
    stepUpWays: credentialWays({ ...deps, factors, passkeys }),
    routes: securityRoutes(security),
    settled: () => background.settled(),
  };
}
