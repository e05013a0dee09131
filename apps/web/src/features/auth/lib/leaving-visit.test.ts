import { afterEach, expect, it, jest } from '@jest/globals';
import { call } from '../../../shared/lib/api.ts';
import { leavingVisit } from './leaving-visit.ts';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

const answer = (status: number, body: unknown) =>
  Promise.resolve({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) });

/** A server on which a visit of support is going on until it is ended. */
function serve(refusal: string) {
  const asked: string[] = [];
  let isVisit = true;
  globalThis.fetch = jest.fn((address: string) => {
    asked.push(address);
    if (address.endsWith('/support/end')) {
      isVisit = false;
      return answer(204, null);
    }
    return isVisit
      ? answer(403, { code: refusal, title: 'No.', status: 403, retryable: false })
      : answer(200, { membershipId: 'mem' });
  }) as unknown as typeof fetch;
  return asked;
}
const logIn = () => leavingVisit(() => call('auth.log-in', { body: { email: 'a@b.example', password: 'x' } }));

it('L-05 who logs in while they are on a visit of support leaves the visit, and is logged in', async () => {
  const asked = serve('support-read-only');
  expect(await logIn()).toEqual({ membershipId: 'mem' });
  expect(asked).toEqual(['/api/v1/auth/log-in', '/api/v1/support/end', '/api/v1/auth/log-in']);
});

it('L-05 no other refusal ends a visit', async () => {
  const asked = serve('origin-mismatch');
  await expect(logIn()).rejects.toMatchObject({ code: 'origin-mismatch' });
  expect(asked).toEqual(['/api/v1/auth/log-in']);
});
