import type { PersonId } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { leadQuery } from './leads.filter.ts';
import { LeadModel } from './leads.model.ts';
import { LIST_FIELDS } from './leads.repository.ts';
import type { LeadRow, LeadScope } from './leads.types.ts';

/** A lead as it is looked at beside its person in a room. */
export interface CockpitLead extends LeadRow {
  readonly personId: PersonId;
  readonly linePosition: number | null;
}

const FIELDS = { ...LIST_FIELDS, personId: 1, linePosition: 1 } as const;
/** There is one lead per person: whatever the scope asks for is looked at afterwards. */
const BY_PERSON = 'tenantId_1_personId_1';

/** Leads of these people of the current tenant that the reader sees, in no order. */
export const cockpitLeads = (scope: LeadScope, personIds: readonly PersonId[]): Promise<CockpitLead[]> =>
  findRows(
    LeadModel,
    { personId: { $in: [...personIds] }, ...leadQuery(scope) },
    { projection: FIELDS, sort: { personId: 1 }, limit: personIds.length, hint: BY_PERSON },
  );
