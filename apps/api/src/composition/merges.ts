import { createMergesModule } from '../modules/merges/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';

/** Leads that are the same person: it reaches into every module that keeps something of a lead. */
export function composeMerges(kit: Kit, { audit, tenants, members }: Core, { line, pipelines }: Masterclass) {
  const merges = createMergesModule({
    ...kit,
    audit: audit.log,
    members: members.service,
    pipelines: pipelines.service,
    line: line.merging,
    pausedTenants: () => tenants.service.pausedIds(),
  });
  return { merges };
}
