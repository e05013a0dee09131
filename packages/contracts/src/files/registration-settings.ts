import { z } from 'zod';
import { requiredParagraph, requiredText } from '../http/fields.ts';

/** Questions that a site may ask of its own, and choices of one of them. */
export const MOST_CUSTOM_FIELDS = 10;
export const MOST_FIELD_OPTIONS = 20;
/** Longest answer, in characters. */
export const LONGEST_ANSWER = 1000;

/** What a site asks beside who somebody is: a line, some lines, one of several, or a box to tick (B-01). */
export const CustomField = z
  .strictObject({
    /** Stays the same when the question is reworded: answers are kept by it. */
    key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Small letters, digits and hyphens, at most 40.'),
    label: requiredText(120),
    kind: z.enum(['text', 'long-text', 'choice', 'checkbox']),
    isRequired: z.boolean().default(false),
    /** Of a choice alone. */
    options: z.array(requiredText(120)).max(MOST_FIELD_OPTIONS).default([]),
  })
  .check(({ value: { kind, options }, issues }) => {
    const refuse = (message: string) =>
      issues.push({ code: 'custom', path: ['options'], message, input: options, continue: true });
    if (kind !== 'choice' && options.length > 0) refuse('This kind of question has no choices.');
    if (kind === 'choice' && options.length < 2) refuse('Please give at least two choices.');
    if (new Set(options).size < options.length) refuse('Each choice can be given once.');
  });
export type CustomField = z.infer<typeof CustomField>;

const Wanted = z.enum(['hidden', 'optional', 'required']);

/** What the registration form of a site asks, and what has to be true before somebody takes part. */
export const RegistrationSettings = z.strictObject({
  phone: Wanted.default('optional'),
  company: Wanted.default('optional'),
  fields: z
    .array(CustomField)
    .max(MOST_CUSTOM_FIELDS, `At most ${MOST_CUSTOM_FIELDS} questions.`)
    .refine(
      (fields) => new Set(fields.map(({ key }) => key)).size === fields.length,
      'Each question needs a key of its own.',
    )
    .default([]),
  /** Whether people may say what they want answered: hosts see it before and while they are live. */
  askQuestion: z.boolean().default(false),
  /** A box to tick, beside the note on what the details are used for that always stands there; null where there is none. */
  consent: z
    .strictObject({ text: requiredParagraph(1000), isRequired: z.boolean().default(false) })
    .nullable()
    .default(null),
  /** Whether nothing but the request to confirm is mailed before the address is proved (B-10). */
  doubleOptIn: z.boolean().default(false),
  /** Whether a visitor's browser remembers by which campaign they came first (B-13). */
  rememberFirstTouch: z.boolean().default(true),
});
export type RegistrationSettings = z.infer<typeof RegistrationSettings>;
