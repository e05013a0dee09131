import type { LeadId, PersonId } from '@stageline/contracts';
import { bulkInsert, bulkUpdate } from '@stageline/tenancy';
import { foundBy } from './found-by.ts';
import { ownerToken } from './leads.filter.ts';
import { neverHot } from './leads-heat.repository.ts';
import { LeadModel } from './leads.model.ts';
import type { LeadAssignee, LeadPerson, StageChange } from './leads.types.ts';

/** Somebody who came out of a file. */
export interface ImportedLead {
  readonly _id: LeadId;
  readonly personId: PersonId;
  readonly person: LeadPerson;
}

/** Where imported leads begin. */
export interface ImportedPlace {
  readonly entry: StageChange;
  readonly outcome: 'open' | 'won' | 'lost';
  readonly assignee: LeadAssignee | null;
}

/** Leads as an import writes them, some hundred at a time, in the caller's transaction. */
export const leadImports = {
  /** New leads: none of them stands in the line or is registered for a masterclass. */
  async insert(leads: readonly ImportedLead[], { entry, outcome, assignee }: ImportedPlace): Promise<void> {
    const rows = leads.map((lead) => ({
      ...lead,
      ...foundBy(lead.person),
      source: 'import',
      readers: [ownerToken(assignee?.membershipId)],
      sessionId: null,
      linePosition: null,
      via: null,
      pipelineId: entry.pipelineId,
      stage: entry.stage,
      outcome,
      version: 1,
      stageChangedAt: entry.at,
      hotUntil: neverHot(entry.at),
      heat: null,
      history: [entry],
      assignee,
      owners: [],
      attendance: {},
      createdAt: entry.at,
    }));
    await bulkInsert(LeadModel, rows as never[]);
  },

  /** Copies what changed of people to their leads. */
  async update(people: readonly { readonly personId: PersonId; readonly person: LeadPerson }[]): Promise<void> {
    const rows = people.map(({ personId, person }) => ({
      match: { personId },
      set: { person, ...foundBy(person) },
    }));
    await bulkUpdate(LeadModel, rows as never[]);
  },
};
export type LeadImports = typeof leadImports;
