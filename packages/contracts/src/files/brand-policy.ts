import { z } from 'zod';
import { hexColour, paragraph, requiredText } from '../http/fields.ts';
import { TypePairing } from './theme.ts';

/** Parts of a site that the platform can fix, by their place in the content. */
export const LockableField = z.enum([
  'theme.primaryColor',
  'theme.secondaryColor',
  'theme.typePairing',
  'profile.siteName',
  'profile.headline',
  'profile.welcomeMessage',
  'profile.socialLinks',
  'background',
  'videos',
  'customCss',
]);
export type LockableField = z.infer<typeof LockableField>;

/** Fields whose lock may carry a value; the others are kept empty by theirs. */
const withValue: ReadonlySet<LockableField> = new Set<LockableField>([
  'theme.primaryColor',
  'theme.secondaryColor',
  'theme.typePairing',
  'profile.siteName',
  'profile.headline',
  'profile.welcomeMessage',
]);
const isValueOf = (field: LockableField, value: string): boolean => {
  if (field === 'theme.typePairing') return TypePairing.safeParse(value).success;
  if (field.startsWith('theme.')) return hexColour.safeParse(value).success;
  return value.trim() !== '' && value.length <= 120;
};

/** One locked part: with the value that the platform gives it, or, without one, kept empty. */
export const BrandLock = z
  .strictObject({ field: LockableField, value: z.string().max(600).nullable(), reason: requiredText(200) })
  .refine(
    ({ field, value }) => (value === null ? !withValue.has(field) : withValue.has(field) && isValueOf(field, value)),
    {
      path: ['value'],
      message: 'This field cannot be locked to that value.',
    },
  );
export type BrandLock = z.infer<typeof BrandLock>;

/**
 * What the platform fixes for every site: data, never code, because it is here that other people's trade marks stand
 * (requirements 0.2, 3).
 */
export const BrandPolicy = z.strictObject({
  locks: z
    .array(BrandLock)
    .max(LockableField.options.length)
    .refine((locks) => new Set(locks.map(({ field }) => field)).size === locks.length, 'Each field can be locked once.')
    .default([]),
  /** Main colours to choose from; empty allows any. */
  allowedPrimaryColors: z.array(hexColour).max(24).default([]),
  allowedTypePairings: z.array(TypePairing).max(3).default([]),
  /** Shown at the foot of every page and mail; nobody can remove or cover them. */
  disclaimers: z.array(paragraph(600).min(1, 'Please fill this in.')).max(4).default([]),
  /** Words that no text may contain, whole words, whatever their case or accents. */
  forbiddenWords: z
    .array(z.strictObject({ word: requiredText(60), reason: requiredText(200) }))
    .max(200)
    .default([]),
});
export type BrandPolicy = z.infer<typeof BrandPolicy>;
