import { LeadsMerged, merges, type TenantId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { mergesToGather, tenantsToCompare } from '../leads/index.ts';
import { createDuplicates, type Duplicates, type DuplicatesDeps } from './duplicates.service.ts';
import { createMerges, type Merges, type MergesDeps } from './merges.service.ts';

export interface MergesModuleDeps extends MergesDeps, DuplicatesDeps {
  readonly logger: Logger;
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
}
export interface MergesModule extends ApiModule {
  readonly service: Merges;
  readonly duplicates: Duplicates;
  /** Compares what is new, and looks for what was written during merges, on all sites. */
  sweep(): Promise<void>;
}

/** How late a suspicion may come. */
const SWEEP_MS = 5000;
/** Merges of one run. */
const MAX_GATHERED = 200;

/** Leads that are the same person (F-04). */
export function createMergesModule(deps: MergesModuleDeps): MergesModule {
  const service = createMerges(deps);
  const duplicates = createDuplicates(deps);
  const { clock, logger, pausedTenants } = deps;

  async function sweep(): Promise<void> {
    const paused = await pausedTenants();
    const inTurn = (tenantId: TenantId, task: () => Promise<void>) =>
      runInTenant(tenantId, task).catch((err: unknown) =>
        logger.error({ err, tenantId }, 'leads were not looked through, comes again'),
      );
    for (const { tenantId, mergeId } of await mergesToGather(clock.now(), paused, MAX_GATHERED))
      await inTurn(tenantId, () => service.gather(mergeId, true));
    for (const tenantId of await tenantsToCompare(paused)) await inTurn(tenantId, () => duplicates.check());
  }

  return {
    name: 'merges',
    service,
    duplicates,
    sweep,
    routes: [
      route(merges.listDuplicates, ({ actor, query }) => duplicates.list(actor, query)),
      route(merges.countDuplicates, ({ actor }) => duplicates.count(actor)),
      route(merges.dismissDuplicate, ({ actor, params }) => duplicates.dismiss(actor, params.duplicateId)),
      route(merges.restoreDuplicate, ({ actor, params }) => duplicates.restore(actor, params.duplicateId)),
      route(merges.compareLeads, ({ actor, params }) => service.compare(actor, params.leadId, params.otherId)),
      route(merges.mergeLeads, ({ actor, params, body }) => service.merge(actor, params.leadId, body)),
      route(merges.listMerges, ({ actor, params }) => service.list(actor, params.leadId)),
      route(merges.undoMerge, ({ actor, params }) => service.undo(actor, params.mergeId)),
    ],
    subscribers: [
      subscriber({
        id: 'merges.gather',
        event: LeadsMerged,
        handle: ({ mergeId }) => service.gather(mergeId, false),
      }),
    ],
    schedules: [{ name: 'merges', everyMs: SWEEP_MS, run: sweep }],
  };
}
