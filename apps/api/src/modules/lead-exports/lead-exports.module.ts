import { leadExports } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createLeadExports, type LeadExports, type LeadExportsDeps } from './lead-exports.service.ts';

const leadExportRoutes = (service: LeadExports) => [
  route(leadExports.exportLeadsCsv, ({ actor, query }) => service.csv(actor, query)),
  route(leadExports.exportLeadsExcel, ({ actor, query }) => service.excel(actor, query)),
];

/** Leads as files. */
export const createLeadExportsModule = (deps: LeadExportsDeps): ApiModule => ({
  name: 'lead-exports',
  routes: leadExportRoutes(createLeadExports(deps)),
});
