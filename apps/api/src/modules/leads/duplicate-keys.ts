import type { DuplicateReason } from '@stageline/contracts';
import { mailboxOf } from '@stageline/domain';
import { foldText } from './lead-search.ts';
import type { LeadPerson } from './leads.types.ts';

type Who = Pick<LeadPerson, 'firstName' | 'lastName' | 'company' | 'email' | 'phone' | 'otherEmails' | 'otherPhones'>;

/** Words that say what kind of company it is and not which. */
const FORMS = new Set(
  'ab ag and bv co company corp corporation ev gbr gmbh group gruppe holding inc kg limited llc llp ltd mbh nv oy plc sa sarl sas se sl spa srl und'.split(
    ' ',
  ),
);
/** Letters of a company that a key holds: two spellings of one company begin alike. */
const COMPANY_LETTERS = 4;

const wordsOf = (text: string): string[] =>
  foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
/** The words of a name in an order of their own, so that "Bauer Anna" is "Anna Bauer". */
const nameOf = ({ firstName, lastName }: Who): string[] => wordsOf(`${firstName} ${lastName}`).toSorted();
const companyOf = ({ company }: Who): string => {
  const words = wordsOf(company ?? '');
  const proper = words.filter((word) => !FORMS.has(word));
  return (proper.length > 0 ? proper : words).join(' ');
};
const mailboxesOf = ({ email, otherEmails = [] }: Who): string[] => [
  ...new Set([email, ...otherEmails].map((address) => mailboxOf(address.toLowerCase()))),
];
/** Numbers of which the country is known: without it, the same digits are two numbers. */
const phonesOf = ({ phone, otherPhones = [] }: Who): string[] =>
  [phone, ...otherPhones].filter((number): number is string => number?.startsWith('+') === true);

/**
 * What a lead is compared by, stored with it: two that may be the same person share one of these, so each is compared with those
 * few and not with all (F-04). A number, a mailbox, a name; for names that are spelt differently a beginning of the company
 * with one word of the name as it is, or with the first letters of all.
 */
export function duplicateKeys(person: Who): string[] {
  const name = nameOf(person);
  const company = companyOf(person);
  const keys = [...phonesOf(person).map((phone) => `p:${phone}`), ...mailboxesOf(person).map((box) => `m:${box}`)];
  if (name.length > 1) keys.push(`n:${name.join(' ')}`);
  if (company !== '' && name.length > 1) {
    const start = company.replaceAll(' ', '').slice(0, COMPANY_LETTERS);
    for (const word of name) if (word.length > 2) keys.push(`c:${start}:${word}`);
    keys.push(`i:${start}:${name.map((word) => word[0]).join('')}`);
  }
  return [...new Set(keys)];
}

/** Why two may be the same person, the strongest reason first; nothing where they do not look it. */
export function likeness(a: Who, b: Who): DuplicateReason[] {
  const reasons: DuplicateReason[] = [];
  const meet = (left: readonly string[], right: readonly string[]) => left.some((value) => right.includes(value));
  if (meet(phonesOf(a), phonesOf(b))) reasons.push('same-phone');
  if (meet(mailboxesOf(a), mailboxesOf(b))) reasons.push('same-mailbox');
  const named = likeNames(a, b);
  return named === null ? reasons : [...reasons, named];
}

function likeNames(a: Who, b: Who): DuplicateReason | null {
  const [first, second] = [nameOf(a), nameOf(b)];
  if (first.length < 2 || second.length < 2) return null;
  const [one, other] = [first.join(' '), second.join(' ')];
  const [company, theirs] = [companyOf(a), companyOf(b)];
  if (company === '' || theirs === '') return one === other ? 'same-name' : null;
  if (!isLike(company.replaceAll(' ', ''), theirs.replaceAll(' ', ''))) return null;
  if (one === other) return 'same-name-and-company';
  return first.length === second.length && areLike(first, second) ? 'similar-name-and-company' : null;
}

/** Whether every word of a name has one of the other that is spelt nearly so. */
function areLike(first: readonly string[], second: readonly string[]): boolean {
  const left = [...second];
  return first.every((word) => {
    const at = left.findIndex((each) => isLike(word, each));
    if (at === -1) return false;
    left.splice(at, 1);
    return true;
  });
}

/** Two spellings of one word: as many slips as a word of its length may have. */
function isLike(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length);
  return a === b || slips(a, b) <= (length < 3 ? 0 : length < 7 ? 1 : 2);
}

/** Letters to change, leave out, add or swap with their neighbour until one text is the other (optimal string alignment). */
function slips(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, changed, isSwapped ? before[j - 2]! + 1 : Infinity);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
