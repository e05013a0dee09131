import { plainIssue } from '@stageline/contracts';
import type { FieldError, FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { config } from 'zod';
import { formTexts } from './form-texts.ts';
import { problemTexts } from './problem-texts.ts';
import { ApiProblem } from './request.ts';
import { formatWait } from './time-in-words.ts';

// A schema that has no words of its own says what the server would say, which every language has.
config({ customError: plainIssue });

/**
 * Puts the server's issues beside the fields that they are about; `root.server` gets the rest, in words.
 * @param has whether the form has a control of that name: what is said beside none is read by nobody, and keeps the form
 * from being sent ever again
 * @returns whether `error` was a problem of the api; anything else is the caller's
 */
export function applyIssues<T extends FieldValues>(
  error: unknown,
  setError: UseFormSetError<T>,
  has: (name: FieldPath<T>) => boolean = () => true,
): boolean {
  if (!(error instanceof ApiProblem)) return false;
  let first = true;
  const others: string[] = [];
  for (const issue of error.issues) {
    if (issue.in !== 'body' || issue.pointer === '') continue;
    const name = issue.pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
    if (!has(name as FieldPath<T>)) {
      others.push(issue.message);
      continue;
    }
    setError(name as FieldPath<T>, { type: 'server', message: issue.message }, { shouldFocus: first });
    first = false;
  }
  if (others.length > 0) setError('root.server', { type: 'server', message: others.join(' ') });
  else if (first) setError('root.server', { type: 'server', message: messageOf(error) });
  return true;
}

/** What the problem says as a whole, with what to do where waiting or logging in again helps. */
function messageOf({ code, message, retryAfterSeconds }: ApiProblem): string {
  if (code === 'unauthenticated') return formTexts().sessionOver;
  if (retryAfterSeconds === undefined) return message;
  return problemTexts().waitFirst(message, formatWait(retryAfterSeconds));
}

/** What is wrong with a field as a whole or, as the api says it of an address, with one of its lines. */
export function errorOfLines(error: FieldError | undefined): string | undefined {
  if (error === undefined || typeof error.message === 'string') return error?.message;
  const lines = Object.values(error as unknown as Record<string, FieldError | undefined>);
  return lines.find((line) => typeof line?.message === 'string')?.message;
}

/** What somebody wrote, line by line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
