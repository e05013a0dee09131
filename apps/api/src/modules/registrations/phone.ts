import { ProblemError } from '@stageline/contracts';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A phone number as it was typed and, where it is unambiguous, in E.164. */
export interface Phone {
  readonly raw: string;
  readonly e164: string | null;
}

/** Fewest digits of a subscriber number anywhere, and the most of an international one (ITU-T E.164, 6). */
const MIN_DIGITS = 6;
const MAX_DIGITS = 15;
/** Where a number without `+` is read. */
export const DEFAULT_COUNTRY = 'US';

/**
 * Reads a phone number. With `+` it must be possible in its country. Without, it is read as one of `defaultCountry`; a
 * number of another country is kept as typed, because we cannot know which.
 * @throws ProblemError `validation-failed` with a pointer to `/phone` when it cannot be a number
 */
export function parsePhone(raw: string, defaultCountry: CountryCode): Phone {
  const phone = readPhone(raw, defaultCountry);
  if (phone !== undefined) return phone;
  throw new ProblemError('validation-failed', {
    issues: [{ in: 'body', pointer: '/phone', message: 'Please give a phone number such as +1 555 123 4567.' }],
  });
}

/** The same; undefined for what cannot be a number. */
export function readPhone(raw: string, defaultCountry: CountryCode = DEFAULT_COUNTRY): Phone | undefined {
  const international = raw.startsWith('+');
  const number = parsePhoneNumberFromString(raw, defaultCountry);
  if (number !== undefined && (international ? number.isPossible() : number.isValid()))
    return { raw, e164: number.number };
  const digits = raw.replace(/\D/g, '').length;
  return !international && digits >= MIN_DIGITS && digits <= MAX_DIGITS ? { raw, e164: null } : undefined;
}

/** The same number written in another way is the same; of one without a country only the way it is written tells. */
export const isSamePhone = (a: Phone, b: Phone): boolean => (a.e164 === null ? a.raw === b.raw : a.e164 === b.e164);

/** A number as people read it. */
export const shownPhone = ({ e164, raw }: Phone): string => e164 ?? raw;
