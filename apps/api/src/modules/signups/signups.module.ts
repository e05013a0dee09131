import type { ApiModule } from '../../http/module.ts';
import { createProvisioning, type Provisioning, type ProvisioningDeps } from './provisioning.ts';
import { signupJobs } from './signups.jobs.ts';
import { signupRoutes } from './signups.routes.ts';
import { createSignupsService, type SignupsService, type SignupsServiceDeps } from './signups.service.ts';
import { createSignupSweep, type SignupSweep } from './signups.sweep.ts';

export type SignupsModuleDeps = Omit<SignupsServiceDeps, 'provisioning' | 'accounts'> &
  Omit<ProvisioningDeps, 'records' | 'accounts'> & {
    readonly accounts: SignupsServiceDeps['accounts'] & ProvisioningDeps['accounts'];
  };

export interface SignupsModule extends ApiModule {
  readonly service: SignupsService;
  readonly provisioning: Provisioning;
  /** To be started in the worker role. */
  readonly sweep: SignupSweep;
}

/** From a promoter's form to an active site. */
export function createSignupsModule(deps: SignupsModuleDeps): SignupsModule {
  const provisioning = createProvisioning({ ...deps, records: deps.tenants.provisioning });
  const service = createSignupsService({ ...deps, provisioning });
  const sweep = createSignupSweep(service, deps.logger);
  return { name: 'signups', service, provisioning, sweep, routes: signupRoutes(service), jobs: signupJobs(service) };
}
