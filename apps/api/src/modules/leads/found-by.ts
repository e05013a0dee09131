import { duplicateKeys } from './duplicate-keys.ts';
import { searchTokens } from './lead-search.ts';
import type { LeadPerson } from './leads.types.ts';

/**
 * What follows from who a lead's person is, for whoever writes the person: what it is found by, what it is compared by, and that
 * it has to be compared anew.
 */
export const foundBy = (person: LeadPerson) => ({
  search: searchTokens(person),
  duplicateKeys: duplicateKeys(person),
  unchecked: true,
});
