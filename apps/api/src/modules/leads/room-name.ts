import type { PersonId } from '@stageline/contracts';
import { lineDisplayName, toLineNameParts } from '@stageline/domain';
import { leadAutomations } from './leads-automations.repository.ts';

/** How a person of the current tenant is called in rooms, where others read it: the short name. Null for whoever is no lead. */
export async function roomNameOf(personId: PersonId): Promise<string | null> {
  const [lead] = await leadAutomations.ofPersons([personId]);
  if (lead === undefined) return null;
  return lineDisplayName(toLineNameParts(lead.person.firstName, lead.person.lastName), 'firstNameLastInitial');
}
