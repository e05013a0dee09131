import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { applyIssues } from '../../../shared/lib/form.ts';
import { problemTexts } from '../../../shared/lib/problem-texts.ts';
import { moneyTexts } from '../texts.ts';

/** Says beside its fields, or above the form, why money was not moved. */
export function sayWhy<T extends FieldValues>(
  error: unknown,
  { setError, getValues }: Pick<UseFormReturn<T>, 'setError' | 'getValues'>,
): void {
  // Another amount under the same key: the answer to the first one got lost, and nobody here knows what became of it.
  if (error instanceof ApiProblem && error.code === 'key-reused')
    return setError('root.server', { message: moneyTexts().maybeDone });
  // Controls hold texts and switches; lines and parts as a whole have none.
  const isControl = (value: unknown) => value !== undefined && value !== null && typeof value !== 'object';
  if (!applyIssues(error, setError, (name) => isControl(getValues(name))))
    setError('root.server', { message: problemTexts().failed });
}
