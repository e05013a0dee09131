import { randomInt } from 'node:crypto';

/** Crockford's base32, in lower case: nothing in it can be taken for something else. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;

/** What an invitation carries: 50 bits, so that nobody finds one by trying, and short enough to be read out. */
export const newInviteCode = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
