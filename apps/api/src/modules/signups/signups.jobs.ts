import { ProvisionTenant } from '@stageline/contracts';
import { jobBinding, type JobBinding } from '@stageline/platform/queue';
import type { SignupsService } from './signups.service.ts';

export const signupJobs = (service: Pick<SignupsService, 'provision'>): JobBinding[] => [
  jobBinding(ProvisionTenant, async ({ signupId }, { tenantId }) => {
    if (tenantId !== null) await service.provision(tenantId, signupId);
  }),
];
