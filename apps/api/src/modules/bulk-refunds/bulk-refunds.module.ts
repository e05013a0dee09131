import { bulkRefunds, RefundSession, type TenantId } from '@stageline/contracts';
import { jobBinding } from '@stageline/platform/queue';
import { runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { lostRuns } from './bulk-refunds.cross-tenant.repository.ts';
import { bulkRefundsRepository } from './bulk-refunds.repository.ts';
import { createBulkRefunds, type BulkRefundsDeps } from './bulk-refunds.service.ts';
import { createBulkWork, type BulkWorkDeps } from './bulk-refunds.work.ts';

export type BulkRefundsModuleDeps = Omit<BulkRefundsDeps & BulkWorkDeps, 'repository' | 'work'> & {
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
};

const SWEEP_MS = 60_000;
/** Of one sweep. */
const MAX_SWEPT = 50;

/** Everything that was paid for a masterclass goes back (D-07). */
export function createBulkRefundsModule(deps: BulkRefundsModuleDeps) {
  const work = createBulkWork({ ...deps, repository: bulkRefundsRepository });
  const service = createBulkRefunds({ ...deps, work, repository: bulkRefundsRepository });

  async function sweep(): Promise<void> {
    const lost = await lostRuns(deps.clock.now(), await deps.pausedTenants(), MAX_SWEPT);
    for (const { tenantId, id } of lost)
      await runInTenant(tenantId, () => work.again(id)).catch((err: unknown) =>
        deps.logger.error({ err, tenantId, id }, 'a bulk refund is looked at again later'),
      );
  }

  return {
    name: 'bulk-refunds',
    service,
    work,
    sweep,
    routes: [
      route(bulkRefunds.getBulkRefund, ({ params }) => service.view(params.sessionId)),
      route(bulkRefunds.listBulkRefundItems, ({ params, query }) => service.items(params.sessionId, query)),
      route(bulkRefunds.startBulkRefund, ({ params, body }) => service.start(params.sessionId, body.reason)),
    ],
    jobs: [jobBinding(RefundSession, ({ runId }) => work.work(runId))],
    schedules: [{ name: 'bulk-refunds', everyMs: SWEEP_MS, run: sweep }],
  } satisfies ApiModule & Record<string, unknown>;
}
export type BulkRefundsModule = ReturnType<typeof createBulkRefundsModule>;
