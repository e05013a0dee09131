import { instalments, type TenantId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createInstalmentCharges, type InstalmentChargesDeps } from './instalments.charges.ts';
import { duePlans } from './instalments.cross-tenant.repository.ts';
import { createInstalmentLetters, type InstalmentLettersDeps } from './instalments.letters.ts';
import { partsPage, type PartsPageDeps } from './instalments.page.ts';
import { instalmentsRepository } from './instalments.repository.ts';
import { createPlans } from './instalments.plans.ts';
import { createInstalments, type InstalmentsDeps } from './instalments.service.ts';

export type InstalmentsModuleDeps = Omit<
  InstalmentsDeps & InstalmentLettersDeps & InstalmentChargesDeps & PartsPageDeps,
  'letters' | 'repository' | 'charges' | 'plans' | 'view'
> & {
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly logger: Logger;
};

const SWEEP_MS = 5 * 60_000;
/** Of one sweep. */
const MAX_SWEPT = 200;

/** Invoices that are paid in parts, who is reminded of them, and whose card is charged (D-04). */
export function createInstalmentsModule(deps: InstalmentsModuleDeps) {
  const common = { ...deps, repository: instalmentsRepository, letters: createInstalmentLetters(deps) };
  const charges = createInstalmentCharges({ ...common, plans: createPlans(common) });
  const service = createInstalments({ ...common, charges });

  async function sweep(): Promise<void> {
    const due = await duePlans(deps.clock.now(), await deps.pausedTenants(), MAX_SWEPT);
    for (const { tenantId, id } of due)
      await runInTenant(tenantId, async () => {
        await service.remind(id);
        await charges.charge(id);
      }).catch((err: unknown) => deps.logger.error({ err, tenantId, id }, 'somebody is reminded of a part later'));
  }

  return {
    name: 'instalments',
    service,
    charges,
    sweep,
    routes: [
      route(instalments.getInstalments, ({ params }) => service.view(params.invoiceId)),
      route(instalments.agreeInstalments, ({ params, body }) => service.agree(params.invoiceId, body)),
      route(instalments.endInstalments, ({ params }) => service.end(params.invoiceId)),
    ],
    pages: [partsPage({ ...deps, charges, view: service.view })],
    schedules: [{ name: 'instalments', everyMs: SWEEP_MS, run: sweep }],
  } satisfies ApiModule & Record<string, unknown>;
}
export type InstalmentsModule = ReturnType<typeof createInstalmentsModule>;
