import type { ProblemIssue } from '@stageline/contracts';
import { formFields, type FieldErrors } from './fields.ts';

/** The server's issues by field; what belongs to no field that a person sees is left to the summary. */
export function errorsOf(issues: readonly ProblemIssue[]): FieldErrors {
  return Object.fromEntries(
    formFields.flatMap(({ name }) => {
      const issue = issues.find((candidate) => candidate.in === 'body' && candidate.pointer === `/${name}`);
      return issue === undefined ? [] : [[name, issue.message]];
    }),
  );
}
