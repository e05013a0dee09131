import { CheckDomain } from '@stageline/contracts';
import { jobBinding, type JobBinding } from '@stageline/platform/queue';
import type { DomainsService } from './domains.service.ts';

export const domainJobs = (service: Pick<DomainsService, 'look'>): JobBinding[] => [
  jobBinding(CheckDomain, ({ domainId }) => service.look(domainId)),
];
