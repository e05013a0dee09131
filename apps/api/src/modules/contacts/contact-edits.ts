import { ProblemError, type ContactsBody, type ProblemIssue } from '@stageline/contracts';
import { readPhone, shownPhone, type Contacts, type PersonEmail, type Phone } from '../registrations/index.ts';

/**
 * What somebody becomes by what was asked for: an address and a number that they have keep what is known of them.
 * @throws ProblemError `validation-failed` for what cannot be a number, or is there twice, with a pointer to it
 */
export function edited(before: Contacts, body: Omit<ContactsBody, 'version'>, at: Date): Contacts {
  return {
    firstName: body.firstName,
    lastName: body.lastName ?? '',
    company: body.company || null,
    emails: body.emails.map((address) => emailOf(before, address) ?? { address, verifiedAt: null, addedAt: at }),
    phones: phonesOf(before, body.phones),
  };
}

/** What somebody was, with what they have proved since. */
export const restored = (now: Contacts, { emails, ...was }: Contacts): Contacts => ({
  ...was,
  emails: emails.map((email) => emailOf(now, email.address) ?? email),
});

/** Whether a change would change nothing. */
export const isSame = (a: Contacts, b: Contacts): boolean =>
  a.firstName === b.firstName &&
  a.lastName === b.lastName &&
  a.company === b.company &&
  sameList(addressesOf(a), addressesOf(b)) &&
  sameList(numbersOf(a), numbersOf(b));

export const addressesOf = ({ emails }: Contacts): string[] => emails.map(({ address }) => address);
export const numbersOf = ({ phones }: Contacts): string[] => phones.map(shownPhone);

/** What became of a list: null where it stayed. */
export function listChange(before: readonly string[], after: readonly string[]) {
  if (sameList(before, after)) return null;
  const [first = null] = after;
  return {
    added: after.filter((text) => !before.includes(text)),
    removed: before.filter((text) => !after.includes(text)),
    first: first === before[0] ? null : first,
  };
}

const emailOf = ({ emails }: Contacts, wanted: string): PersonEmail | undefined =>
  emails.find(({ address }) => address === wanted);

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, at) => text === b[at]);

function phonesOf(before: Contacts, texts: readonly string[]): Phone[] {
  const issues: ProblemIssue[] = [];
  const seen = new Set<string>();
  const phones = texts.flatMap((text, at) => {
    const typed = before.phones.find((known) => shownPhone(known) === text) ?? readPhone(text);
    const phone = before.phones.find(({ e164 }) => e164 !== null && e164 === typed?.e164) ?? typed;
    const wrong =
      phone === undefined
        ? 'Please give a phone number such as +1 555 123 4567.'
        : seen.has(shownPhone(phone))
          ? 'The same stands there twice.'
          : null;
    if (wrong !== null) issues.push({ in: 'body', pointer: `/phones/${at}`, message: wrong });
    if (phone === undefined) return [];
    seen.add(shownPhone(phone));
    return [phone];
  });
  if (issues.length > 0) throw new ProblemError('validation-failed', { issues });
  return phones;
}
