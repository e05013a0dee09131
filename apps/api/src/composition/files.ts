import { createImportsModule } from '../modules/imports/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';

/** Leads that come and go as files. */
export function composeFiles(kit: Kit, { audit, members }: Core, { pipelines }: Masterclass) {
  const imports = createImportsModule({
    ...kit,
    audit: audit.log,
    pipelines: pipelines.service,
    members: members.service,
  });
  return { imports };
}
