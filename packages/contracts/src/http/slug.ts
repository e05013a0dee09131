import { z } from 'zod';

/** Host labels that the platform keeps for itself. */
export const reservedSlugs: ReadonlySet<string> = new Set(
  (
    'www api admin auth mail static cdn status app apps assets blog dashboard dev dns docs email ftp help imap id login ' +
    'media ns ns1 ns2 pop root sfu shop smtp sso staging stageline stun support test turn webmail ws localhost ' +
    'abuse account accounts billing canary hostmaster invoice legal login-help pay payment payments postmaster privacy ' +
    'secure security sign-in sign-up signin signup stageline-support terms verify webmaster'
  ).split(' '),
);

/** What looks like something else in the typefaces of address bars. */
const LETTERS_ALIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  i: 'l',
  j: 'l',
  '2': 'z',
  '5': 's',
  '8': 'b',
  q: 'g',
  '9': 'g',
};
/** Read after the single letters: `c1` looks like `cl`, and so like `d`. */
const PAIRS_ALIKE: Readonly<Record<string, string>> = { rn: 'm', vv: 'w', cl: 'd' };
const [LETTER_ALIKE, PAIR_ALIKE] = [LETTERS_ALIKE, PAIRS_ALIKE].map(
  (alike) => new RegExp(Object.keys(alike).join('|'), 'g'),
) as [RegExp, RegExp];

/**
 * What a label looks like at a glance: two labels with one skeleton are confusable. The idea is that of UTS 39, section 4
 * (Confusable Detection), held to the letters that a host label may have; equality of skeletons is all that it is for.
 */
export const slugSkeleton = (label: string): string =>
  label
    .replaceAll(LETTER_ALIKE, (seen) => LETTERS_ALIKE[seen] ?? seen)
    .replaceAll(PAIR_ALIKE, (seen) => PAIRS_ALIKE[seen] ?? seen);

/** A reserved word is imitated with hyphens, too: `ad-min`, `l-o-g-i-n`. */
const withoutHyphens = (label: string): string => slugSkeleton(label.replaceAll('-', ''));
const reservedSkeletons: ReadonlySet<string> = new Set([...reservedSlugs].map(withoutHyphens));

/** A label of one to 63 characters by RFC 1123, lower-cased, no `--` at 3-4 (so no `xn--`) and not reserved: what a host may name. */
export const siteLabel = z
  .string()
  .trim()
  .toLowerCase()
  .min(3, 'At least 3 characters.')
  .max(63, 'At most 63 characters.')
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])$/, 'Only letters, digits and hyphens, not at the ends.')
  .refine((value) => value.slice(2, 4) !== '--', 'Hyphens may not stand at the third and fourth place together.')
  .refine((value) => !reservedSlugs.has(value), 'This address is reserved. Please choose another.');

/** A label that a promoter may choose: what a host may name, unless it looks like a reserved one. */
export const slug = siteLabel.refine(
  (value) => reservedSlugs.has(value) || !reservedSkeletons.has(withoutHyphens(value)),
  'This looks like an address of the platform. Please choose another.',
);
