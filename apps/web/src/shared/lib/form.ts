import { plainIssue } from '@stageline/contracts';
import type { Field, FieldError, FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import { config } from 'zod';
import { formTexts } from './form-texts.ts';
import { problemTexts } from './problem-texts.ts';
import { ApiProblem } from './request.ts';
import { formatWait } from './time-in-words.ts';

// A schema that has no words of its own says what the server would say, which every language has.
config({ customError: plainIssue });

/**
 * Puts the server's issues beside the controls that they are about; `root.server` gets the rest, in words: what is said of
 * something that has no control is read by nobody, and keeps the form from being sent ever again.
 * @param nameOf what the form calls something that the api calls otherwise
 * @returns whether `error` was a problem of the api; anything else is the caller's
 */
export function applyIssues<T extends FieldValues>(
  error: unknown,
  { setError, control }: IssuesForm<T>,
  nameOf: (name: string) => string = (name) => name,
): boolean {
  if (!(error instanceof ApiProblem)) return false;
  const beside = new Map<FieldPath<T>, string>();
  const others: string[] = [];
  for (const issue of error.issues) {
    if (issue.in !== 'body' || issue.pointer === '') continue;
    const name = issue.pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
    const found = controlOf(control, nameOf(name));
    if (found === null) others.push(issue.message);
    else if (!beside.has(found)) beside.set(found, issue.message);
  }
  let shouldFocus = true;
  for (const [name, message] of beside) {
    setError(name, { type: 'server', message }, { shouldFocus });
    shouldFocus = false;
  }
  if (others.length > 0) setError('root.server', { type: 'server', message: others.join(' ') });
  else if (beside.size === 0) setError('root.server', { type: 'server', message: messageOf(error) });
  return true;
}

type IssuesForm<T extends FieldValues> = Pick<UseFormReturn<T>, 'setError'> & {
  readonly control: Pick<UseFormReturn<T>['control'], '_fields'>;
};

/** The control that something of a form stands in: its own, or that of what it is a part of. */
function controlOf<T extends FieldValues>({ _fields }: IssuesForm<T>['control'], name: string): FieldPath<T> | null {
  const parts = name.split('.');
  let at: unknown = _fields;
  let found: string | null = null;
  for (const [index, part] of parts.entries()) {
    at = (at as Record<string, unknown> | undefined)?.[part];
    if ((at as Partial<Field> | undefined)?._f?.mount === true) found = parts.slice(0, index + 1).join('.');
  }
  return found as FieldPath<T> | null;
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
