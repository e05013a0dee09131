import { assignmentTeam } from '../modules/assignment/index.ts';
import { createImportsModule } from '../modules/imports/index.ts';
import { createLeadExportsModule } from '../modules/lead-exports/index.ts';
import type { Automations } from './automations.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';

/** Leads that come and go as files. */
export function composeFiles(
  kit: Kit,
  { audit, members }: Core,
  { analytics, leads, notifications, pipelines }: Masterclass,
  { automations }: Automations,
) {
  const common = { ...kit, audit: audit.log, pipelines: pipelines.service };
  const imports = createImportsModule({
    ...common,
    automations: automations.service,
    members: members.service,
    findWorker: assignmentTeam(members.service).findWorker,
    notifier: notifications.service,
  });
  const leadExports = createLeadExportsModule({ ...common, leads: leads.service, calendar: analytics.calendar });
  return { imports, leadExports };
}
