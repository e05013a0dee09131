import type { LineSettings } from '@stageline/contracts';

/** All that the line may know of a person: nothing here can be turned back into a full name (H-07). */
export interface LineNameParts {
  readonly firstName: string;
  /** The first grapheme of the last name in upper case; empty where there is no last name. */
  readonly lastInitial: string;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Graphemes of a first name that the line shows; a longer one is cut with an ellipsis. */
const MAX_FIRST_NAME = 24;
/** A first name typed as a sentence or an address says more than a first name: the line keeps its first word(s) only. */
const MAX_WORDS = 2;
/** Code points of one grapheme that are kept: bounds stacks of combining marks, keeps flags, families and skin tones. */
const MAX_CODE_POINTS = 10;

/** Text in which each character is a grapheme: most names, and 20 µs less for one than by Unicode's rules. */
const isPrintableAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

function firstGraphemes(text: string, count: number): string[] {
  if (isPrintableAscii(text)) return text.slice(0, count).split('');
  const found: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    if (found.length === count) break;
    found.push([...segment].slice(0, MAX_CODE_POINTS).join(''));
  }
  return found;
}

/** The first letter of a name as a reader sees it (a grapheme, so `É` and `क्` stay whole), in upper case. */
export function displayInitial(name: string): string {
  if (isPrintableAscii(name)) return /[a-z0-9]/i.exec(name)?.[0].toUpperCase() ?? '';
  const letters = name.normalize('NFC').replace(/^[^\p{L}\p{N}\p{Emoji_Presentation}]+/u, '');
  return (firstGraphemes(letters, 1)[0] ?? '').toLocaleUpperCase('und');
}

/** Reduces a registered name to what the line may store and show. */
export function toLineNameParts(firstName: string, lastName: string): LineNameParts {
  const words = firstName.normalize('NFC').trim().split(/\s+/u).slice(0, MAX_WORDS).join(' ');
  const shown = firstGraphemes(words, MAX_FIRST_NAME + 1);
  const cut = shown.length > MAX_FIRST_NAME ? `${shown.slice(0, MAX_FIRST_NAME).join('').trimEnd()}…` : shown.join('');
  return { firstName: cut, lastInitial: displayInitial(lastName) };
}

/** `memberDisplayFormat` of the site's settings applied to a member: "John S.", "John" or "J. S.". */
export function lineDisplayName(parts: LineNameParts, format: LineSettings['memberDisplayFormat']): string {
  const { firstName, lastInitial } = parts;
  if (format === 'firstName') return firstName;
  if (format === 'firstNameLastInitial') return lastInitial === '' ? firstName : `${firstName} ${lastInitial}.`;
  return [displayInitial(firstName), lastInitial]
    .filter((initial) => initial !== '')
    .map((initial) => `${initial}.`)
    .join(' ');
}
