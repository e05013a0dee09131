import { leads } from '@stageline/contracts';
import type { LeadPerson } from './leads.types.ts';

/** What may be found by everybody who sees a lead, and what only by those who see contact data (L-04). */
const NAME = 'n';
const CONTACT = 'c';

/** Orders of the words of a name, and places where a company or an address may begin. */
const MOST = 4;
/** Marks of accents, as NFKD writes them beside their letters. */
const MARKS = /\p{M}+/gu;
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', ı: 'i' };

/** A text as it is compared: without case and accents, one space between words. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(/[ßøłæœđı]/g, (letter) => LETTERS[letter]!)
    .replace(/\s+/g, ' ')
    .trim();

/** "anna maria bauer", "maria bauer anna", "bauer anna maria": each way in which a name may be begun. */
function turns(words: readonly string[]): string[] {
  const orders = words.slice(0, MOST).map((_, at) => [...words.slice(at), ...words.slice(0, at)].join(' '));
  return words.length > 2 ? [...orders, `${words[0]} ${words.at(-1)}`] : orders;
}
const endings = (words: readonly string[]) => words.slice(0, MOST).map((_, at) => words.slice(at).join(' '));
const wordsOf = (text: string) => foldText(text).split(' ').filter(Boolean);

/** "anna.bauer@mail.example" is found by its beginning, by "bauer@…" and by "mail.example". */
const addressTokens = (email: string): string[] => {
  const address = foldText(email);
  const starts = [...address.matchAll(/(?<=[._+@-])[^._+@-]/g)].map(({ index }) => index);
  const at = address.indexOf('@');
  return [0, ...starts.filter((start) => start <= at + 1).slice(-MOST)].map((start) => address.slice(start));
};

/** A number is found with its country, and without it: nobody knows from the digits how many of them name the country. */
function phoneTokens(phone: string): string[] {
  const digits = digitsOf(phone);
  return [0, 1, 2, 3].map((start) => digits.slice(start)).filter((token) => token.length >= 3);
}
const digitsOf = (text: string) => text.replace(/\D/g, '').replace(/^0+/, '');

/**
 * What a person is found by, stored with their lead: whatever is typed is the beginning of one of these, so that a search is
 * one range of an index.
 */
export function searchTokens({ firstName, lastName, company, ...person }: LeadPerson): string[] {
  const emails = [person.email, ...(person.otherEmails ?? [])];
  const phones = [person.phone ?? '', ...(person.otherPhones ?? [])];
  const names = [...turns(wordsOf(`${firstName} ${lastName}`)), ...endings(wordsOf(company ?? ''))];
  const contacts = [...emails.flatMap(addressTokens), ...phones.flatMap(phoneTokens)];
  const marked = [...names.map((token) => NAME + token), ...contacts.map((token) => CONTACT + token)];
  return [...new Set(marked.map((token) => token.slice(0, leads.MAX_SEARCH)))];
}

/**
 * What tokens begin with that are found by what was typed. The pattern of a beginning, and of nothing else, is a range of the
 * index: a range of two bounds is none where a document has several values.
 */
export function searchBeginnings(text: string, withContacts: boolean): readonly RegExp[] {
  const folded = foldText(text);
  const isNumber = /^[+\d\s()/.-]+$/.test(folded) && digitsOf(folded) !== '';
  const starts = [NAME + folded];
  if (withContacts) starts.push(CONTACT + (isNumber ? digitsOf(folded) : folded));
  return starts.map((start) => new RegExp(`^${literal(start.slice(0, leads.MAX_SEARCH))}`));
}
const literal = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}/-]/g, '\\$&');
