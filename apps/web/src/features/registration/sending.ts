import type { RegistrationForm } from '@stageline/contracts';
import { ApiProblem } from '../../shared/lib/request.ts';
import { register } from './api/register.ts';
import { errorsOf } from './lib/errors-of.ts';
import type { FieldErrors, FormField } from './lib/fields.ts';
import { readForm } from './lib/read-form.ts';
import { registrationTexts } from './texts.ts';

export { RegistrationDone } from './components/registration-done.tsx';

/** What became of a form: whom the mail goes to, or what is wrong, by field and as a sentence. */
export type SendingOutcome =
  | { readonly kind: 'sent'; readonly person: { readonly firstName: string; readonly email: string } }
  | { readonly kind: 'failed'; readonly errors: FieldErrors; readonly sentence?: string };

function sentenceFor(problem: unknown): string {
  const texts = registrationTexts();
  if (!(problem instanceof ApiProblem)) return texts.failed;
  if (problem.code === 'offline') return texts.offline;
  if (problem.code === 'too-many-requests')
    return problem.retryAfterSeconds === undefined ? texts.busy : texts.busyFor(problem.retryAfterSeconds);
  // Of our own mistakes a title says too little: whether what was typed is lost, and what to do.
  return problem.status >= 500 ? texts.failed : problem.message;
}

/**
 * Registers with what stands in the form, unless it is wrong already here. Never rejects: a failure is an outcome.
 * @param fields what the form asks
 * @param more what belongs to it and was not typed
 */
export async function send(
  form: HTMLFormElement,
  fields: readonly FormField[],
  more: Pick<RegistrationForm, 'locale' | 'via' | 'touch' | 'timeZone'>,
): Promise<SendingOutcome> {
  const { body, errors } = readForm(form, fields);
  if (Object.keys(errors).length > 0) return { kind: 'failed', errors };
  try {
    return { kind: 'sent', person: await register({ ...body, ...more }) };
  } catch (problem) {
    const issues = problem instanceof ApiProblem ? problem.issues : [];
    return { kind: 'failed', errors: errorsOf(issues, fields), sentence: sentenceFor(problem) };
  }
}
