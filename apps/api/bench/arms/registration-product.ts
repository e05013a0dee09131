import { createWriteStream } from 'node:fs';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import { nextForm, runBurst, type Burst } from './registration-load.ts';
import { benchConfig, benchLogger, listen, openProduct, openSite } from './stores.ts';

/** The product: its service for `burst`, its whole pipeline over HTTP. */
const config = benchConfig();
const logger = benchLogger(createWriteStream('/dev/null'));
const container = await openProduct(config, logger);
const { modules } = container;
const sites = await Promise.all(Array.from({ length: 16 }, (_, index) => openSite(container, `site-${index}`)));

serveArm(await listen(container, config, logger), {
  sites: () => sites,
  burst: (burst) =>
    runBurst(burst as Burst, (site) =>
      runInTenant(sites[site]!.tenantId, () =>
        modules.registrations.service.register(nextForm('product'), { source: 'api' }),
      ),
    ),
});
