import { ProblemError, type BookingForm } from '@stageline/contracts';
import type { CallType } from '../availability/index.ts';
import type { LeadPerson } from '../leads/index.ts';
import { readPhone } from '../registrations/index.ts';
import type { CallRow, Guest } from './calls.types.ts';

type Field = 'firstName' | 'lastName' | 'email';

/** Who books: as their personal link says, or as they say themselves. @throws ProblemError `validation-failed` */
export function guestOf(form: BookingForm, known: LeadPerson | null): Guest {
  const { timeZone, locale, phone } = form;
  const said = { timeZone, locale, phone: phone ?? known?.phone ?? null };
  if (known !== null) {
    const { firstName, lastName, email } = known;
    return { firstName, lastName, email, ...said };
  }
  const missing = (['firstName', 'lastName', 'email'] as const).filter((field: Field) => form[field] === undefined);
  if (missing.length > 0) {
    const message = 'Please fill this in.';
    throw new ProblemError('validation-failed', {
      issues: missing.map((field) => ({ in: 'body', pointer: `/${field}`, message })),
    });
  }
  return { firstName: form.firstName!, lastName: form.lastName!, email: form.email!, ...said };
}

/** The number for reminders as short messages; null where none are asked for. @throws ProblemError `validation-failed` */
export function textsTo({ wantsTexts }: BookingForm, { phone }: Guest): string | null {
  if (!wantsTexts) return null;
  const number = phone === null ? undefined : readPhone(phone)?.e164;
  if (typeof number === 'string') return number;
  const message = 'Please give a phone number such as +1 555 123 4567.';
  throw new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/phone', message }] });
}

/** The answers in the order of the questions, with these beside them. @throws ProblemError `validation-failed` */
export function answersOf(form: BookingForm, { questions }: Pick<CallType, 'questions'>): CallRow['answers'] {
  const given = new Map(form.answers.map(({ id, answer }) => [id, answer]));
  const issues = questions.flatMap(({ id, required }) =>
    required && (given.get(id) ?? '') === ''
      ? [{ in: 'body', pointer: `/answers/${id}`, message: 'Please fill this in.' } as const]
      : [],
  );
  if (issues.length > 0) throw new ProblemError('validation-failed', { issues });
  return questions.flatMap(({ id, label }) => {
    const answer = given.get(id) ?? '';
    return answer === '' ? [] : [{ label, answer }];
  });
}

/** An address that whoever knows it recognises, and nobody else: `a…@example.com`. */
export function emailHint(email: string): string {
  const at = email.lastIndexOf('@');
  return `${[...email][0] ?? ''}…${email.slice(at)}`;
}
