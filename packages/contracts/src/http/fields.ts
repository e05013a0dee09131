import { z } from 'zod';

/** What a form without script says of a field that was left empty: the field is not sent then. */
const MISSING = 'Please fill this in.';

/**
 * Invisible and control characters (line breaks, bidi overrides, NUL) do not belong in a one-line field, nor does what is
 * left of text that was broken on its way here: half a surrogate pair, or the character that replaces bytes that are no UTF-8.
 */
const oneLine = (max: number) =>
  z
    .string(MISSING)
    .trim()
    .max(max, `At most ${max} characters.`)
    .regex(
      /^[^\p{Cc}\p{Cs}\ufffd\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u,
      'Please leave out line breaks and invisible characters.',
    );
/** Something to see: not only joiners, marks of direction, or the letters that Unicode draws as nothing. */
const VISIBLE = /(?![\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{N}\p{P}\p{S}]/u;
const required = <T extends z.ZodString>(schema: T) => schema.regex(VISIBLE, MISSING);

export const personName = required(oneLine(100));
export const optionalText = (max: number) => oneLine(max).optional();
export const requiredText = (max: number) => required(oneLine(max));
/** Longer text: line breaks are welcome, other control characters are not. */
export const paragraph = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .regex(/^(?:[\n\t\r]|[^\p{Cc}\p{Cs}\ufffd])*$/u, 'Please leave out invisible characters.');
export const requiredParagraph = (max: number) => required(paragraph(max));

/** What somebody may say to others: line breaks are welcome; what hides or turns the words of others is not. */
export const optionalSpokenText = (max: number) =>
  z
    .string(MISSING)
    .trim()
    .max(max, `At most ${max} characters.`)
    .regex(
      /^(?:[\n\t\r]|[^\p{Cc}\p{Cs}\ufffd\u202a-\u202e\u2066-\u2069])*$/u,
      'Please leave out invisible characters.',
    );
export const spokenText = (max: number) => required(optionalSpokenText(max));

/**
 * The domain of an address in the form that mail is routed by (RFC 5891, by the URL standard's reading of it): `bücher.example`
 * and `xn--bcher-kva.example` are one. A domain that is none stays as it is, for the check that follows.
 */
function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (at < 1 || !/[^\0-\x7f]/.test(domain) || /[/?#:\\[\]%\s]/.test(domain)) return address;
  return address.slice(0, at + 1) + (URL.parse(`http://${domain}`)?.hostname ?? domain);
}

/** An e-mail address, lower-cased. 254 octets is the longest that SMTP transports (RFC 5321, 4.5.3.1.3). */
export const email = z
  .string(MISSING)
  .trim()
  .toLowerCase()
  .overwrite(withAsciiDomain)
  .max(254, 'At most 254 characters.')
  .pipe(
    z.email({
      // As zod has it, and top-level domains of other scripts in their ASCII form.
      pattern: /^(?!\.)(?!.*\.\.)[a-z0-9_'+\-.]*[a-z0-9_+-]@(?:[a-z0-9][a-z0-9-]*\.)+(?:[a-z]{2,}|xn--[a-z0-9-]{2,})$/i,
      error: 'Please give an e-mail address such as name@example.com.',
    }),
  );
/** At least 10 characters, as NIST SP 800-63B asks for length rather than composition; 200 bounds the hashing cost. */
export const newPassword = z.string(MISSING).min(10, 'At least 10 characters.').max(200, 'At most 200 characters.');
export const password = z.string(MISSING).min(1, MISSING).max(200);

/** A phone number as a person types it; the server stores it as E.164. */
export const phone = z
  .string()
  .trim()
  .max(32, 'At most 32 characters.')
  .regex(/^\+?[\d\p{Zs}().\-/]{5,32}$/u, 'Please give a phone number such as +1 555 123 4567.');

export { reservedSlugs, siteLabel, slug, slugSkeleton } from './slug.ts';

/** A colour as #rrggbb. */
export const hexColour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'Please give a colour such as #3b82f6.')
  .toLowerCase();
/** An https address. */
export const httpsUrl = z
  .url({ protocol: /^https$/, error: 'Please give an address that begins with https://.' })
  .max(500);
/** An IANA time zone that this runtime knows. */
export const timeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  }, 'Please choose a time zone such as Europe/Berlin.');
