import {
  contacts,
  ProblemError,
  type ContactsBody,
  type ContactsView,
  type LeadId,
  type LeadView,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { MemberActor } from '../../http/route.ts';
import type { Hints } from '../../realtime/hints.ts';
import type { AuditLog } from '../audit/index.ts';
import { roomsOfLeads, seesContacts, type LeadsService, type MemberDirectory } from '../leads/index.ts';
import { contactOf, shownPhone, type Contacts, type PeopleEdits, type PersonContacts } from '../registrations/index.ts';
import { contactChanges, type ContactChange } from './contact-changes.repository.ts';
import { addressesOf, edited, isSame, listChange, numbersOf, restored } from './contact-edits.ts';

export interface ContactsServiceDeps {
  readonly people: PeopleEdits;
  readonly leads: Pick<LeadsService, 'get' | 'findRegistered' | 'setPerson'>;
  readonly members: Pick<MemberDirectory, 'find'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly hints: Hints;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

const UNDO_MS = contacts.CONTACT_UNDO_DAYS * 24 * 60 * 60_000;

/** Names and contact data of the current tenant's leads, for whoever sees the lead and contact data (F-04, F-08, L-04). */
export function createContactsService(deps: ContactsServiceDeps) {
  const { people, leads, members, audit, hints, unitOfWork, clock } = deps;

  /** @throws ProblemError `not-found` for a lead that the actor may not see; `forbidden` without sight of contact data */
  async function seen(actor: MemberActor, leadId: LeadId): Promise<{ lead: LeadView; person: PersonContacts }> {
    const lead = await leads.get(actor, leadId);
    if (!seesContacts(actor)) throw new ProblemError('forbidden');
    const registered = await leads.findRegistered(leadId);
    const person = registered === null ? null : await people.find(registered.personId);
    if (person === null) throw new ProblemError('not-found');
    return { lead, person };
  }

  const mayBeTakenBack = (change: ContactChange | null, version: number): change is ContactChange =>
    change !== null && change.version === version && clock.now().getTime() - change.at.getTime() < UNDO_MS;

  async function present(leadId: LeadId, person: PersonContacts): Promise<ContactsView> {
    const { firstName, lastName, company, emails, phones, version = 0 } = person;
    const last = await contactChanges.last(leadId);
    return {
      version,
      firstName,
      lastName,
      company,
      emails: emails.map(({ address, verifiedAt, addedAt }) => ({
        address,
        verifiedAt: verifiedAt?.toISOString() ?? null,
        addedAt: addedAt.toISOString(),
      })),
      phones: phones.map(shownPhone),
      lastChange: mayBeTakenBack(last, version) ? { at: last.at.toISOString(), byName: last.actorName } : null,
    };
  }

  /**
   * Writes what somebody becomes to person and lead, with what it was before, and tells whoever looks at the lead.
   * @throws ProblemError as `change`
   */
  function write(
    actor: MemberActor,
    leadId: LeadId,
    wanted: number,
    become: (person: PersonContacts, at: Date) => Promise<Contacts>,
    isUndo = false,
  ): Promise<ContactsView> {
    return unitOfWork.run(async (tx) => {
      const { lead, person } = await seen(actor, leadId);
      const { _id: personId, version = 0, ...before } = person;
      if (version !== wanted) throw new ProblemError('conflict');
      const at = clock.now();
      const after = await become(person, at);
      if (isSame(before, after)) return present(leadId, person);
      const added = addressesOf(after).filter((address) => !addressesOf(before).includes(address));
      if (await people.isTaken(added)) throw new ProblemError('contact-taken');
      const changed = await people.change(personId, version, after);
      if (changed === null) throw new ProblemError('conflict');
      await leads.setPerson(personId, contactOf(after));
      const actorName = (await members.find(actor.membershipId))?.name ?? null;
      const by = { actorId: actor.membershipId, actorName, isUndo };
      await contactChanges.insert({ _id: newId('cch'), leadId, version: version + 1, at, ...by, before, after });
      const name = nameOf(after);
      const action = isUndo ? 'lead.contacts-taken-back' : 'lead.contacts-changed';
      await audit.record({ action, target: { type: 'lead', id: leadId, name }, after: whatChanged(before, after) });
      const rooms = await roomsOfLeads(members, [{ leadId, ownerId: lead.assignee?.membershipId ?? null }]);
      tx.afterCommit(() => hints.send([...rooms.keys()], 'lead', leadId));
      return present(leadId, changed);
    });
  }

  return {
    /** @throws ProblemError `not-found`; `forbidden` without `contacts.read` */
    async get(actor: MemberActor, leadId: LeadId): Promise<ContactsView> {
      return present(leadId, (await seen(actor, leadId)).person);
    },

    /**
     * @throws ProblemError `not-found`; `forbidden` without `contacts.read`; `conflict` for another version;
     * `contact-taken` for an address of somebody else, seen by the actor or not; `validation-failed`
     */
    change: (actor: MemberActor, leadId: LeadId, { version, ...body }: ContactsBody): Promise<ContactsView> =>
      write(actor, leadId, version, async (person, at) => edited(person, body, at)),

    /** @throws ProblemError as `change`; `conflict` also where there is nothing to take back */
    undo: (actor: MemberActor, leadId: LeadId, version: number): Promise<ContactsView> =>
      write(
        actor,
        leadId,
        version,
        async (person) => {
          const last = await contactChanges.last(leadId);
          if (!mayBeTakenBack(last, version)) throw new ProblemError('conflict');
          return restored(person, last.before);
        },
        true,
      ),
  };
}
export type ContactsService = ReturnType<typeof createContactsService>;

const nameOf = ({ firstName, lastName }: Contacts): string => `${firstName} ${lastName}`.trim();

/** What an audit log says of it: how many, and no address, because its readers need not see contact data. */
function whatChanged(before: Contacts, after: Contacts): object {
  const counts = (change: ReturnType<typeof listChange>) =>
    change && { added: change.added.length, removed: change.removed.length, firstChanged: change.first !== null };
  const emails = counts(listChange(addressesOf(before), addressesOf(after)));
  const phones = counts(listChange(numbersOf(before), numbersOf(after)));
  return {
    ...(nameOf(before) !== nameOf(after) && { name: nameOf(after) }),
    ...(before.company !== after.company && { company: after.company }),
    ...(emails && { emails }),
    ...(phones && { phones }),
  };
}
