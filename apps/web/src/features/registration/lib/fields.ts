import type { RegistrationForm } from '@stageline/contracts';

export type FieldName = Exclude<keyof RegistrationForm, 'website' | 'locale' | 'via'>;
export interface FormField {
  readonly name: FieldName;
  readonly type: 'text' | 'email' | 'tel';
  /** What a browser may fill in (HTML, autofill detail tokens). */
  readonly autoComplete: string;
  readonly required: boolean;
  readonly maxLength: number;
  /** As the `pattern` attribute has it: anchored on both sides, with the `v` flag. */
  readonly pattern?: string;
  /** What is wrong when the value does not have the form that it needs: the contract's English sentence. */
  readonly malformed?: string;
  /** Beside its neighbour: on every screen, or only where there is room. */
  readonly half?: 'always' | 'wide';
}

/**
 * The form as a browser checks it. The landing page may not carry zod, so it relies on the platform's own constraints;
 * fields.test.ts holds them and their words against the contract's schema.
 */
export const formFields: readonly FormField[] = [
  {
    name: 'firstName',
    type: 'text',
    autoComplete: 'given-name',
    required: true,
    maxLength: 100,
    half: 'always',
  },
  {
    name: 'lastName',
    type: 'text',
    autoComplete: 'family-name',
    required: true,
    maxLength: 100,
    half: 'always',
  },
  {
    name: 'email',
    type: 'email',
    autoComplete: 'email',
    required: true,
    maxLength: 254,
    malformed: 'Please give an e-mail address such as name@example.com.',
  },
  {
    name: 'phone',
    type: 'tel',
    autoComplete: 'tel',
    half: 'wide',
    required: false,
    maxLength: 32,
    pattern: String.raw`\s*\+?[\d\s\(\)\.\-\/]{5,32}\s*`,
    malformed: 'Please give a phone number such as +1 555 123 4567.',
  },
  {
    name: 'company',
    type: 'text',
    autoComplete: 'organization',
    required: false,
    maxLength: 120,
    half: 'wide',
  },
];

export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>;

/**
 * What is wrong with one field's value, or undefined. Blank counts as empty, as it does on the server. In the contract's
 * English: a `Field` shows it in the page's language.
 */
export function errorOf(
  field: FormField,
  value: string,
  validity: Pick<ValidityState, 'typeMismatch' | 'patternMismatch' | 'tooLong'>,
): string | undefined {
  if (value.trim() === '') return field.required ? 'Please fill this in.' : undefined;
  if (validity.tooLong || value.trim().length > field.maxLength) return `At most ${field.maxLength} characters.`;
  return validity.typeMismatch || validity.patternMismatch ? field.malformed : undefined;
}
