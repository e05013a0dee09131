export { countAttendedLeads } from './attended-leads.repository.ts';
export { entryFacts, type LeadMoves } from './lead-moves.ts';
export { leadAutomations, type AutomatedLead, type LeadAutomations } from './leads-automations.repository.ts';
export { placesNamed, placesOf, recentlyEnrolled, type NamedPlace } from './enrolled-leads.repository.ts';
export { leadHeat, type HeatedLead, type LeadHeatWriter } from './leads-heat.repository.ts';
export { leadHistories, type LeadHistory } from './lead-histories.repository.ts';
export { createLeadsModule, type LeadsModule, type LeadsModuleDeps } from './leads.module.ts';
export {
  countLeadsByTenants,
  dueResponses,
  mergesToGather,
  tenantsToCompare,
} from './leads.cross-tenant.repository.ts';
export { leadsOfPeople, type MentionedLead } from './leads-of-people.repository.ts';
export { leadImports, type LeadImports } from './leads-imports.repository.ts';
export { leadResponses, type LeadResponses, type ResponseCounts } from './lead-responses.repository.ts';
export { roomsOfLeads } from './lead-rooms.ts';
export { leadMigrations } from './leads.migrations.ts';
export { placedLeads, registeredLeads, tenantsWithLeads } from './leads.placed.repository.ts';
export type { NewLead } from './leads.repository.ts';
export type { LeadsService } from './leads.service.ts';
export { leadOwnership, type LeadOwnership, type OwnedLead } from './leads.ownership.repository.ts';
export type { LeadNumbers, LeadStatistics } from './leads.statistics.ts';
export type {
  LeadAssignee,
  LeadPerson,
  LeadScope,
  PastOwner,
  Mailer,
  MemberDirectory,
  OutgoingMail,
  RegisteredLead,
  ResponseClock,
  StagePlace,
  SiteFacts,
  SiteFactsReader,
} from './leads.types.ts';
export { seesContacts } from './leads.visibility.ts';
export { timelineLead, type TimelineLead } from './leads.timeline.repository.ts';
export { duplicateKeys, likeness } from './duplicate-keys.ts';
export {
  leadMerges,
  type LeadAndPerson,
  type LeadMerge,
  type LeadMergeRow,
  type LeadMerges,
  type MergeActor,
  type MergeChange,
  type MovedRecords,
} from './lead-merges.repository.ts';
export { mergingLeads, type MergedFields, type MergingLeads, type WholeLead } from './leads.merging.repository.ts';
export { visibleLeads } from './leads.visibility.ts';
export { presentLead } from './leads.presenter.ts';
export { ownerToken } from './leads.filter.ts';
export { roomNameOf } from './room-name.ts';
export { cockpitLeads, type CockpitLead } from './cockpit-leads.repository.ts';
export { comparableLeads, type ComparableLead } from './comparable-leads.repository.ts';
