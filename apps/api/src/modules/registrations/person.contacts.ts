import type { LeadPerson } from '../leads/index.ts';
import { shownPhone, type Phone } from './phone.ts';

/** An address of somebody. */
export interface PersonEmail {
  /** Lower-cased. */
  readonly address: string;
  /** When they proved that it is theirs; null before. */
  readonly verifiedAt: Date | null;
  readonly addedAt: Date;
}

/** Who somebody is and how they are reached: the first of each is the one that is used (F-04). */
export interface Contacts {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string | null;
  readonly emails: readonly PersonEmail[];
  readonly phones: readonly Phone[];
}

/**
 * What their lead shows of somebody.
 * @throws Error for a person without an address: there is none but for those who became part of another
 */
export function contactOf({ firstName, lastName, company, emails, phones }: Contacts): LeadPerson {
  const [first, ...otherEmails] = emails.map(({ address }) => address);
  if (first === undefined) throw new Error('A person has no address');
  const [phone = null, ...otherPhones] = phones.map(shownPhone);
  return {
    firstName,
    lastName,
    email: first,
    phone,
    company,
    // Most have one of each: then nothing is kept.
    ...(otherEmails.length > 0 && { otherEmails }),
    ...(otherPhones.length > 0 && { otherPhones }),
  };
}
