import type { LeadId, PersonId } from '@stageline/contracts';
import type { LeadsService, RegisteredLead } from '../leads/index.ts';
import type { LinePlaceRow, LineService } from '../line/index.ts';
import { sponsorshipOf } from './sponsorship.ts';

export interface UplineDeps {
  readonly leads: Pick<LeadsService, 'findRegistered' | 'findByPersons'>;
  readonly line: Pick<LineService, 'find' | 'findByCodes'>;
}

const addressesOf = ({ email, otherEmails = [] }: RegisteredLead['person']) => [email, ...otherEmails];

/** Who brought somebody, who brought them, and so on. */
export function createUpline({ leads, line }: UplineDeps) {
  /** Who would bring somebody who has not taken their place yet, by the rule that decides it then. */
  async function invitedBy({ via, person }: RegisteredLead): Promise<LinePlaceRow | null> {
    if (via == null) return null;
    const place = (await line.findByCodes([via])).find(({ code }) => code === via);
    if (place === undefined) return null;
    const [inviter] = place.personId === null ? [] : await leads.findByPersons([place.personId]);
    const emails = inviter === undefined ? [] : addressesOf(inviter.person);
    const { sponsor } = sponsorshipOf(via, addressesOf(person), { position: place.position, emails });
    return sponsor === null ? null : place;
  }

  async function above({ sponsor }: LinePlaceRow): Promise<LinePlaceRow | null> {
    return sponsor === null ? null : line.find(sponsor);
  }

  /**
   * At most so many, the nearest first; null for a place whose owner has left it: nobody moves up into it. Nobody for a lead that
   * is not there.
   */
  return async (leadId: LeadId, most: number): Promise<(PersonId | null)[]> => {
    const lead = await leads.findRegistered(leadId);
    if (lead === null) return [];
    const own = lead.linePosition === null ? null : await line.find(lead.linePosition);
    const people: (PersonId | null)[] = [];
    // Whoever takes their place later is brought by the same.
    let next = own === null ? await invitedBy(lead) : await above(own);
    for (; next !== null && people.length < most; next = await above(next))
      people.push(next.state === 'left' ? null : next.personId);
    return people;
  };
}
export type Upline = ReturnType<typeof createUpline>;
