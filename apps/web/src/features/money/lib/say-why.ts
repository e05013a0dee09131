import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { moneyTexts } from '../texts.ts';

/** Says beside its fields, or above the form, why money was not moved. */
export function sayWhy<T extends FieldValues>(
  error: unknown,
  form: Pick<UseFormReturn<T>, 'setError' | 'control'>,
): void {
  // Another amount under the same key: the answer to the first one got lost, and nobody here knows what became of it.
  if (error instanceof ApiProblem && error.code === 'key-reused')
    return form.setError('root.server', { message: moneyTexts().maybeDone });
  // An instant that the api asks for is a day in a form.
  if (!applyIssues(error, form, (name) => (name === 'dueAt' ? 'dueOn' : name)))
    form.setError('root.server', { message: problemTexts().failed });
}
