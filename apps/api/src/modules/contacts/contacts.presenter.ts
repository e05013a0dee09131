import type { TimelineEntry } from '@stageline/contracts';
import type { ContactChange } from './contact-changes.repository.ts';
import { addressesOf, listChange, numbersOf } from './contact-edits.ts';

type ContactEntry = Omit<Extract<TimelineEntry, { kind: 'contact' }>, 'kind' | 'id' | 'at'>;

/**
 * A change as a timeline tells it.
 * @param withContacts whether the reader may see contact data
 */
export function presentContactChange(change: ContactChange, withContacts: boolean): ContactEntry {
  const { actorName, isUndo, before, after } = change;
  const [from, to] = [before, after].map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim()) as [
    string,
    string,
  ];
  return {
    actorName,
    isUndo,
    name: from === to ? null : { from, to },
    company: before.company === after.company ? null : { from: before.company, to: after.company },
    emails: withContacts ? listChange(addressesOf(before), addressesOf(after)) : null,
    phones: withContacts ? listChange(numbersOf(before), numbersOf(after)) : null,
  };
}
