import type { Migration } from '@stageline/platform/mongo';
import { placeInDefaultPipeline } from './leads.cross-tenant.repository.ts';

/** Stages were a fixed list; since they belong to pipelines, a lead says which one it stands in. */
const placeLeads: Migration = { id: '2026-11-28-place-leads', up: placeInDefaultPipeline };

export const leadMigrations: readonly Migration[] = [placeLeads];
