import { foldName } from '@stageline/domain';
import type { MemberActor } from '../../http/route.ts';
import { seesContacts } from '../leads/index.ts';

/** What of a webinar a member gets to see. */
export interface Sight {
  /** E-mail addresses and numbers (`contacts.read`). */
  readonly contacts: boolean;
  /** Cells of files as they came: whoever brings files has them anyway (`leads.import`). */
  readonly cells: boolean;
}

/** Field visibility (L-04), as for leads. */
export const sightOf = (actor: MemberActor): Sight => ({
  contacts: seesContacts(actor),
  cells: actor.permissions.has('leads.import'),
});

/** Bounded, so that a long text without an address costs no more than its length. */
const ADDRESS = /[^\s@<>()[\],;:"]{1,64}@[^\s@<>()[\],;:"]{1,255}/g;
const NUMBER = /^\(?(\+|0)[\d\s()./-]{6,}$/;
const DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{2,4}$/;
const CONTACT_HEADING = /phone|telefon|mobil|whatsapp|\btel\b|\bfax\b|\bhandy(nummer)?\b|mail\b/;

/** A text without the addresses in it: platforms show an address where somebody gave no name. */
export const withoutAddresses = (text: string): string => text.replaceAll(ADDRESS, '…');

/** Whether a column that nobody has mapped holds how somebody is reached. */
export function holdsContact({ name, value }: { readonly name: string; readonly value: string }): boolean {
  const text = value.trim();
  const isNumber = NUMBER.test(text) && !DATE.test(text);
  return isNumber || withoutAddresses(text) !== text || CONTACT_HEADING.test(foldName(name));
}
