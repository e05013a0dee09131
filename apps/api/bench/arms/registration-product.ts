import { createWriteStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import { buildApp } from '../../src/app.ts';
import { nextForm, runBurst, type Burst } from './registration-load.ts';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

/** The product: its service for `burst`, its whole pipeline over HTTP. */
const config = benchConfig();
const logger = benchLogger(createWriteStream('/dev/null'));
const container = await openProduct(config, logger);
const { modules } = container;
const sites = await Promise.all(Array.from({ length: 16 }, (_, index) => openSite(container, `site-${index}`)));

const { http } = await buildApp({
  config,
  logger,
  clock: container.clock,
  hosts: modules.tenants.resolver,
  rateLimiter: container.rateLimiter,
  sessionVersions: modules.accounts.sessionVersions,
  modules: container.list,
  ready: async () => ({ ok: true, checks: {} }),
});
await http.listen({ port: 0, host: '127.0.0.1' });
serveArm((http.server.address() as AddressInfo).port, {
  sites: () => sites,
  burst: (burst) =>
    runBurst(burst as Burst, (site) =>
      runInTenant(sites[site]!.tenantId, () =>
        modules.registrations.service.register(nextForm('product'), { source: 'api' }),
      ),
    ),
});
