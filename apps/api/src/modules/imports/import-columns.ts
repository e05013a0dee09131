import { createHash } from 'node:crypto';
import type { ImportField, ImportKey, ImportMapping } from '@stageline/contracts';

/** What columns are called in the exports of other systems, English and German, without case, space and punctuation. */
const ALIASES: Readonly<Record<ImportField, readonly string[]>> = {
  email: ['email', 'emailaddress', 'mail', 'useremail', 'emailadresse', 'emailofattendee', 'contactemail'],
  phone: [
    'phone',
    'phonenumber',
    'telephone',
    'mobile',
    'mobilephone',
    'cell',
    'tel',
    'telefon',
    'telefonnummer',
    'handy',
    'mobil',
    'rufnummer',
  ],
  email2: [
    'email2',
    'secondemail',
    'secondaryemail',
    'otheremail',
    'alternateemail',
    'emailprivat',
    'privateemail',
    'weiteremail',
    'workemail',
  ],
  phone2: [
    'phone2',
    'telefon2',
    'secondphone',
    'otherphone',
    'alternatephone',
    'workphone',
    'homephone',
    'telefonprivat',
    'telefongeschaftlich',
  ],
  externalId: [
    'externalid',
    'id',
    'contactid',
    'customerid',
    'userid',
    'crmid',
    'recordid',
    'kundennummer',
    'externalkey',
    'registrantkey',
  ],
  name: ['name', 'fullname', 'username', 'usernameoriginalname', 'contactname', 'nameofattendee', 'ansprechpartner'],
  firstName: ['firstname', 'givenname', 'forename', 'vorname', 'firstnameofattendee'],
  lastName: ['lastname', 'surname', 'familyname', 'nachname', 'lastnameofattendee'],
  company: ['company', 'companyname', 'organization', 'organisation', 'firma', 'unternehmen', 'account'],
};
const fieldOf = new Map(
  Object.entries(ALIASES).flatMap(([field, names]) => names.map((name) => [name, field as ImportField])),
);

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** What tells files of one origin: their columns, in order, however they are written. */
export const fingerprintOf = (columns: readonly string[]): string =>
  createHash('sha256').update(columns.map(plain).join('\n')).digest('base64url');

/** What the columns probably hold, by their names; each field is taken once, by the first column that fits. */
export function suggestMapping(columns: readonly string[]): { mapping: ImportMapping; key: ImportKey } {
  const taken = new Set<ImportField>();
  const mapping = columns.map((name) => {
    const field = fieldOf.get(plain(name)) ?? null;
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
  // First and last name say more than the whole name.
  if (taken.has('firstName')) mapping.forEach((field, at) => field === 'name' && (mapping[at] = null));
  const key = (['email', 'externalId', 'phone'] as const).find((field) => taken.has(field)) ?? 'email';
  return { mapping, key };
}
