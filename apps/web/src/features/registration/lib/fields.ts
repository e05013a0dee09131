import type { CustomField, RegistrationSettings } from '@stageline/contracts';

/** Fields that every site may ask; what a site asks of its own is `answers.<key>`. */
export type KnownField = 'firstName' | 'lastName' | 'email' | 'phone' | 'company' | 'question' | 'consent';

export interface FormField {
  /** Of the control, and of the value in the contract: `answers.diet` is the member `diet` of `answers`. */
  readonly name: KnownField | `answers.${string}`;
  /** What a site asks in its own words; the others are named by the page's language. */
  readonly label?: string;
  readonly type: 'text' | 'email' | 'tel' | Exclude<CustomField['kind'], 'text'>;
  readonly options?: readonly string[];
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

/** Longest answer, and longest wish, in characters: as the contract has it, which brings zod. */
const LONGEST = { answer: 1000, question: 500 } as const;

const names: readonly FormField[] = [
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
];

const contacts: Readonly<Record<'phone' | 'company', Omit<FormField, 'required' | 'half'>>> = {
  phone: {
    name: 'phone',
    type: 'tel',
    autoComplete: 'tel',
    maxLength: 32,
    pattern: String.raw`\s*\+?[\d\s\(\)\.\-\/]{5,32}\s*`,
    malformed: 'Please give a phone number such as +1 555 123 4567.',
  },
  company: { name: 'company', type: 'text', autoComplete: 'organization', maxLength: 120 },
};

const custom = ({ key, label, kind, isRequired, options }: CustomField): FormField => ({
  name: `answers.${key}`,
  label,
  type: kind,
  options,
  autoComplete: 'off',
  required: isRequired,
  maxLength: LONGEST.answer,
});

/**
 * The form of a site as a browser checks it. The landing page may not carry zod, so it relies on the platform's own
 * constraints; fields.test.ts holds them and their words against the contract's schema.
 */
export function formFieldsOf({ phone, company, fields, askQuestion, consent }: RegistrationSettings): FormField[] {
  const wanted = (
    [
      ['phone', phone],
      ['company', company],
    ] as const
  ).filter(([, how]) => how !== 'hidden');
  const half = wanted.length === 2 ? ({ half: 'wide' } as const) : {};
  return [
    ...names,
    ...wanted.map(([name, how]) => ({ ...contacts[name], ...half, required: how === 'required' })),
    ...fields.map(custom),
    ...(askQuestion ? [question] : []),
    ...(consent === null ? [] : [{ ...box, label: consent.text, required: consent.isRequired }]),
  ];
}
const question = {
  name: 'question',
  type: 'long-text',
  autoComplete: 'off',
  required: false,
  maxLength: LONGEST.question,
} as const;
const box = { name: 'consent', type: 'checkbox', autoComplete: 'off', maxLength: 3 } as const;

export type FieldErrors = Readonly<Partial<Record<string, string>>>;

/**
 * What is wrong with one field's value, or undefined. Blank counts as empty, as it does on the server. In the contract's
 * English: a `Field` shows it in the page's language.
 */
export function errorOf(
  field: FormField,
  value: string,
  validity: Pick<ValidityState, 'typeMismatch' | 'patternMismatch' | 'tooLong'>,
): string | undefined {
  if (value.trim() === '')
    return field.required ? (field.type === 'checkbox' ? 'Please tick this.' : 'Please fill this in.') : undefined;
  if (validity.tooLong || value.trim().length > field.maxLength) return `At most ${field.maxLength} characters.`;
  return validity.typeMismatch || validity.patternMismatch ? field.malformed : undefined;
}
