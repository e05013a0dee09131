import type { z } from 'zod';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

/**
 * What is wrong with a value, in plain words for whoever typed it, where a schema has none of its own: the `error` of a
 * parse. A closed set of sentences, so that each has its translation.
 */
export function plainIssue(issue: RawIssue): string {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) <= 1) return 'Please fill this in.';
      return `At least ${issue.minimum}${unitOf(issue.origin)}.`;
    case 'too_big':
      return `At most ${issue.maximum}${unitOf(issue.origin)}.`;
    case 'invalid_value':
      return issue.input === undefined ? 'Please fill this in.' : 'Please choose one of the options.';
    case 'invalid_format':
      return issue.format === 'email'
        ? 'Please give an e-mail address such as name@example.com.'
        : 'This does not have the form that it needs.';
    case 'invalid_type':
      return issue.input === undefined ? 'Please fill this in.' : 'This value cannot be used here.';
    default:
      return 'This value cannot be used here.';
  }
}

/** What a bound counts. */
function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' || origin === 'map' ? ' entries' : '';
}
