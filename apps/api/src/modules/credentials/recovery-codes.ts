import { randomInt } from 'node:crypto';

/** Crockford's base32: no letter that is easily read as another. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const COUNT = 10;
const LENGTH = 10;

/** Ten codes of 50 random bits, as they are shown: `7hw2k-m3xqd`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });
}

/** The form in which a code is compared. */
export const normalCode = (shown: string): string => shown.replaceAll('-', '');
