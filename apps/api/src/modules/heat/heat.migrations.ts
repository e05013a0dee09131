import { HEAT_VERSION } from '@stageline/domain';
import { systemClock } from '@stageline/platform';
import type { Migration } from '@stageline/platform/mongo';
import { runInTenant } from '@stageline/tenancy';
import { tenantsWithLeads } from '../leads/index.ts';
import { createHeatService } from './heat.service.ts';

/** All leads are looked at once for each version of the formula. May be broken off and repeated. */
const lookAtAll: Migration = {
  id: `2026-11-28-heat-${HEAT_VERSION}`,
  async up() {
    const nobody = async () => undefined;
    const heat = createHeatService({ assertVisible: nobody, onBandChanged: nobody, clock: systemClock });
    for (const tenantId of await tenantsWithLeads()) await runInTenant(tenantId, heat.refreshAll);
  },
};

export const heatMigrations: readonly Migration[] = [lookAtAll];
