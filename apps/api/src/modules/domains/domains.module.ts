import type { Logger } from '@stageline/platform';
import type { ApiModule } from '../../http/module.ts';
import type { DnsLookup } from './dns-lookup.ts';
import { createDomainDoctor, type DomainDoctorDeps } from './doctor.ts';
import { createDomainInspector, type EdgeOptions } from './domain-inspection.ts';
import { domainJobs } from './domains.jobs.ts';
import { domainRoutes } from './domains.routes.ts';
import { createDomainsService, type DomainsService, type DomainsServiceDeps } from './domains.service.ts';
import type { IssuanceCaps } from './issuance-caps.ts';
import { startTlsAskServer, type TlsAskServer } from './tls-ask-server.ts';
import { createTlsGate, type TlsGate, type TlsGateDeps } from './tls-gate.ts';

export type DomainsModuleDeps = Omit<DomainsServiceDeps, 'inspector'> &
  Omit<TlsGateDeps, 'caps'> &
  Pick<DomainDoctorDeps, 'mailFrom' | 'mailIsSent' | 'dkimSelector' | 'turnUrl'> & {
    readonly edge: EdgeOptions;
    readonly lookup: DnsLookup;
    readonly caps: IssuanceCaps;
    readonly logger: Logger;
  };

export interface DomainsModule extends ApiModule {
  readonly service: DomainsService;
  readonly gate: TlsGate;
  /** Answers Caddy on a loopback port. */
  startAsk(port: number): Promise<TlsAskServer>;
}

const SWEEP_EVERY_MS = 15_000;

/** Custom domains: from a claim to a certificate, and what their health depends on. */
export function createDomainsModule(deps: DomainsModuleDeps): DomainsModule {
  const inspector = createDomainInspector(deps.edge, deps.lookup);
  const service = createDomainsService({ ...deps, inspector });
  const doctor = createDomainDoctor({ ...deps, inspector, find: (id) => service.find(id) });
  const gate = createTlsGate(deps);
  return {
    name: 'domains',
    service,
    gate,
    routes: domainRoutes(service, doctor),
    jobs: domainJobs(service),
    schedules: [
      {
        name: 'custom domains that are due',
        everyMs: SWEEP_EVERY_MS,
        run: async () => void (await service.enqueueDue()),
      },
    ],
    startAsk: (port) => startTlsAskServer(gate, port, deps.logger),
  };
}
