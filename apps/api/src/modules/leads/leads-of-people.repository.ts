import type { LeadId, PersonId, StageId } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { LeadModel } from './leads.model.ts';
import type { LeadPerson } from './leads.types.ts';

/** A lead as others mention it. */
export interface MentionedLead {
  readonly _id: LeadId;
  readonly personId: PersonId;
  readonly stage: StageId;
  readonly linePosition: number | null;
  readonly person: Pick<LeadPerson, 'firstName' | 'lastName' | 'email'>;
}

/** The leads that these people of the current tenant are; whoever is none is missing. */
export async function leadsOfPeople(personIds: readonly PersonId[]): Promise<Map<PersonId, MentionedLead>> {
  if (personIds.length === 0) return new Map();
  const projection = { personId: 1, stage: 1, linePosition: 1, person: 1 } as const;
  const rows = await findRows<MentionedLead>(
    LeadModel,
    { personId: { $in: [...personIds] } },
    { projection, sort: { personId: 1 }, limit: personIds.length },
  );
  return new Map(rows.map((row) => [row.personId, row]));
}
