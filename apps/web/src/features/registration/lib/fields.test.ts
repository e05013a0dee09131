/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { LONGEST_ANSWER, PLAIN_REGISTRATION, registrations, RegistrationSettings } from '@stageline/contracts';
import { errorOf, formFieldsOf, type KnownField } from './fields.ts';

const valid = { firstName: 'Ana', lastName: 'Ruiz', email: 'ana@example.com' };
const { RegistrationForm, LONGEST_WISH } = registrations;
const formFields = formFieldsOf(PLAIN_REGISTRATION);
const asking = (more: Partial<Parameters<typeof RegistrationSettings.parse>[0] & object>) =>
  formFieldsOf(RegistrationSettings.parse(more));

/** What the contract says to one value of one field; undefined when it is content. */
function contractError(name: string, value: string): string | undefined {
  const parsed = RegistrationForm.safeParse({ ...valid, [name]: value });
  return parsed.success ? undefined : parsed.error.issues.find((issue) => issue.path[0] === name)?.message;
}
/** What the page says; the browser's own checks are played by the same rules that HTML sets. */
function pageError(name: string, value: string): string | undefined {
  const field = formFields.find((candidate) => candidate.name === name)!;
  return errorOf(field, value, {
    typeMismatch: field.type === 'email' && !/^[^@\s]+@[^@\s]+$/.test(value.trim()),
    patternMismatch: field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`, 'v').test(value),
    tooLong: false,
  });
}

describe('formFields', () => {
  it('has every field of the contract but those that nobody fills in', () => {
    expect(formFields.map((field) => field.name).sort()).toEqual(
      Object.keys(RegistrationForm.shape)
        .filter(
          (name) => !['website', 'locale', 'via', 'answers', 'question', 'consent', 'touch', 'timeZone'].includes(name),
        )
        .sort(),
    );
  });
  it('requires what the contract requires', () => {
    for (const field of formFields)
      expect([field.name, !RegistrationForm.shape[field.name as KnownField].safeParse(undefined).success]).toEqual([
        field.name,
        field.required,
      ]);
  });
  it.each([
    ['firstName', ''],
    ['firstName', '   '],
    ['lastName', ''],
    ['firstName', 'x'.repeat(101)],
    ['lastName', 'x'.repeat(101)],
    ['company', 'x'.repeat(121)],
    ['email', 'nobody'],
    ['phone', 'call me'],
    ['phone', '12'],
    ['firstName', 'Zoë'],
    ['lastName', 'von der Heide'],
    ['company', 'Ünïcode & Söhne 🦊'],
    ['email', 'ana+line@example.co.uk'],
    ['phone', '+49 (0) 30 / 123-45'],
  ])('says about %s "%s" what the contract says', (name, value) => {
    expect(pageError(name, value)).toBe(contractError(name, value));
  });
  it('says the same of a field that was not sent', () => {
    const { error } = RegistrationForm.safeParse({});
    expect(error?.issues.map(({ message }) => message)).toEqual(Array(3).fill('Please fill this in.'));
  });
  it('lets an empty optional field pass, since it is left out of the request', () => {
    expect(pageError('phone', '')).toBeUndefined();
    expect(pageError('company', ' ')).toBeUndefined();
  });

  it('is the plain form where a site asks nothing of its own', () => {
    expect(RegistrationSettings.parse({})).toEqual(PLAIN_REGISTRATION);
  });
  it('B-01 asks what the site asks, in its order, within the contract’s bounds', () => {
    const fields = asking({
      phone: 'required',
      company: 'hidden',
      fields: [{ key: 'diet', label: 'Diet', kind: 'choice', options: ['None', 'Vegan'], isRequired: true }],
      askQuestion: true,
      consent: { text: 'I agree.', isRequired: true },
    });
    expect(fields.map(({ name, required }) => [name, required])).toEqual([
      ['firstName', true],
      ['lastName', true],
      ['email', true],
      ['phone', true],
      ['answers.diet', true],
      ['question', false],
      ['consent', true],
    ]);
    const [diet, question] = fields.slice(4);
    expect([diet?.maxLength, question?.maxLength]).toEqual([LONGEST_ANSWER, LONGEST_WISH]);
    const fine = { typeMismatch: false, patternMismatch: false, tooLong: false };
    expect(errorOf(diet!, '', fine)).toBe('Please fill this in.');
    expect(errorOf(fields[6]!, '', fine)).toBe('Please tick this.');
  });
});
