import type { ProblemIssue } from '@stageline/contracts';
import type { FieldErrors, FormField } from './fields.ts';

/** The server's issues by field; what belongs to no field that a person sees is left to the summary. */
export function errorsOf(issues: readonly ProblemIssue[], fields: readonly FormField[]): FieldErrors {
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const pointer = `/${name.replace('.', '/')}`;
      const issue = issues.find((candidate) => candidate.in === 'body' && candidate.pointer === pointer);
      return issue === undefined ? [] : [[name, issue.message]];
    }),
  );
}
