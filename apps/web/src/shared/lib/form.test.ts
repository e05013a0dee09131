import { expect, it, jest } from '@jest/globals';
import { applyIssues } from './form.ts';
import { ApiProblem } from './request.ts';

const said = (problem: ApiProblem): unknown => {
  const setError = jest.fn();
  expect(applyIssues(problem, { setError, control: { _fields: {} } })).toBe(true);
  return setError.mock.calls[0]?.[1];
};

it('says how to go on with a form whose session is over, and how long to wait after too many tries', () => {
  const over = new ApiProblem('unauthenticated', 'Please log in.', { status: 401 });
  expect(said(over)).toMatchObject({ message: expect.stringContaining('what you typed stays here') });
  const often = new ApiProblem('too-many-requests', 'Too many.', { status: 429, retryAfterSeconds: 1900 });
  expect(said(often)).toMatchObject({ message: 'Too many. You can try again in 32 minutes.' });
});
