export { countAttendedLeads } from './attended-leads.repository.ts';
export { leadHistories, type LeadHistory } from './lead-histories.repository.ts';
export { createLeadsModule, type LeadsModule, type LeadsModuleDeps } from './leads.module.ts';
export { countLeadsByTenants } from './leads.cross-tenant.repository.ts';
export { leadMigrations } from './leads.migrations.ts';
export { placedLeads, tenantsWithLeads } from './leads.placed.repository.ts';
export type { NewLead } from './leads.repository.ts';
export type { LeadsService } from './leads.service.ts';
export type { LeadAssignment } from './leads.assignment.ts';
export type { LeadNumbers, LeadStatistics } from './leads.statistics.ts';
export type {
  LeadPerson,
  Mailer,
  MemberDirectory,
  OutgoingMail,
  RegisteredLead,
  SiteFacts,
  SiteFactsReader,
} from './leads.types.ts';
