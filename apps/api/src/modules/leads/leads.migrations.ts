import type { Migration } from '@stageline/platform/mongo';
import { runInTenant } from '@stageline/tenancy';
import { dropFormerIndexes, makeComparable, makeFindable } from './findable-leads.repository.ts';
import { placeInDefaultPipeline } from './leads.cross-tenant.repository.ts';
import { tenantsWithLeads } from './leads.placed.repository.ts';

/** Stages were a fixed list; since they belong to pipelines, a lead says which one it stands in. */
const placeLeads: Migration = { id: '2026-11-28-place-leads', up: placeInDefaultPipeline };

/** Leads that were there before they could be searched for say what they are found by, and where they came from. */
const makeLeadsFindable: Migration = {
  id: '2026-11-28-make-leads-findable',
  async up() {
    for (const tenantId of await tenantsWithLeads()) await runInTenant(tenantId, makeFindable);
  },
};

/** Leads that were there before they were compared with each other (F-04). */
const makeLeadsComparable: Migration = {
  id: '2026-11-28-make-leads-comparable',
  async up() {
    for (const tenantId of await tenantsWithLeads()) await runInTenant(tenantId, makeComparable);
  },
};

/** Indexes of leads that no model names any more. */
const dropIndexesOfLeads: Migration = { id: '2026-11-28-drop-indexes-of-leads', up: dropFormerIndexes };

export const leadMigrations: readonly Migration[] = [
  placeLeads,
  makeLeadsFindable,
  makeLeadsComparable,
  dropIndexesOfLeads,
];
