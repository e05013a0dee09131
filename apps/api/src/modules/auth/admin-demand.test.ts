import { expect, it } from '@jest/globals';
import { createWaysInBed } from '../../testing/ways-in-bed.ts';

it('L-02 where the platform demands a second factor, an administrator without one can do nothing but enrol', async () => {
  const bed = await createWaysInBed({ demandAdminFactor: true });
  const root = await bed.somebody('administrator', 'demanded');
  // A session from before the demand: password only.
  const adminId = await root.ownerId();
  const session = { adminId: adminId as never, sessionVersion: 1, strong: false };
  const { signInId } = await bed.signIns.store.startAdmin(session, { ip: '127.0.0.1', userAgent: '' });
  expect(await bed.signIns.store.admin(signInId)).toBeNull();

  const { browser, answer } = await bed.signIn(root);
  expect(answer.body).toMatchObject({ next: 'enrolment', methods: ['totp'] });
  expect((await browser.get('/me')).status).toBe(401);
  const { pending } = answer.body;
  const { secret } = (await browser.post('/auth/enrolment', { pending })).body as { secret: string };
  const confirm = (code: string) => browser.post('/auth/enrolment/confirm', { pending, code });
  expect((await confirm(bed.codeOf(secret, 5))).body.code).toBe('invalid-code');
  const done = await confirm(bed.codeOf(secret));
  expect(done.body).toMatchObject({ me: { email: root.email, hasSecondFactor: true } });
  expect(done.body.recoveryCodes).toHaveLength(10);
  expect((await browser.get('/me')).status).toBe(200);
  expect((await browser.get('/security')).body.factorRequired).toBe(true);
  expect((await browser.delete('/security/totp')).body.code).toBe('factor-required');
  expect((await confirm(bed.codeOf(secret))).body.code).toBe('log-in-expired');
  expect((await bed.signIn(root)).answer.body.next).toBe('second-factor');
});
