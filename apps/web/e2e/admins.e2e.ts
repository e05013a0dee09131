import { beforeAll, expect, it } from '@jest/globals';
import { launchChromium, startStack, type Stack } from '@stageline/testing';
import { totpOf } from './totp.ts';
import { problemsOf } from './inspection.ts';
import { logIn, openTab, type Browser, type Page } from './visitor.ts';

/** How central administrators look after their log-in, and after each other. */
let stack: Stack;
let browser: Browser;
let admin: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack({ media: false }), launchChromium()]);
  admin = (await openTab(browser, { reducedMotion: 'reduce' })).page;
  await logIn(admin, stack.login('Central admin'));
});

const at = (place: string) => stack.url('admin', place);
/** Nothing that keeps somebody out. */
const look = async (page: Page, name: string) => expect(await problemsOf(page, name)).toEqual([]);

it('L-02 an administrator is told that a second factor is missing, connects an app and logs in with its code', async () => {
  await admin.getByText('Your log-in has no second factor').waitFor();
  await look(admin, 'bar');
  await admin.getByRole('link', { name: 'Set one up' }).click();
  await admin.getByRole('heading', { name: 'Security', exact: true }).waitFor();
  await admin.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  await look(admin, 'security');
  await admin.getByRole('button', { name: 'Connect' }).click();
  const secret = (await admin.getByText(/^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()) ?? '';
  await look(admin, 'connect');
  await admin.getByLabel('The code that it shows').fill(totpOf(secret));
  await admin.getByRole('dialog').getByRole('button', { name: 'Connect' }).click();
  await admin.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
  const shown = admin.getByRole('dialog').getByRole('listitem');
  await shown.nth(9).waitFor();
  const [recoveryCode = ''] = await shown.allTextContents();
  await admin.getByRole('button', { name: 'I have kept them' }).click();
  await admin.getByText('10 codes left.').waitFor();
  await look(admin, 'security-on');

  await admin.context().clearCookies();
  const { email, password } = stack.login('Central admin');
  await admin.goto(at('/log-in'));
  await look(admin, 'log-in');
  await admin.getByLabel('E-mail').fill(email);
  await admin.getByLabel('Password').fill(password);
  await admin.getByRole('button', { name: 'Log in' }).click();
  await admin.getByRole('heading', { name: 'One more step' }).waitFor();
  await look(admin, 'second-step');
  await admin.getByRole('button', { name: 'Use a recovery code' }).click();
  await admin.getByLabel('Recovery code').fill(recoveryCode);
  await admin.getByRole('button', { name: 'Go on' }).click();
  await admin.getByRole('heading', { name: 'Sites' }).waitFor();
  expect(await admin.getByText('Your log-in has no second factor').count()).toBe(0);
});

it('L-14 an owner invites platform support, who sees what the role allows', async () => {
  await admin.goto(at('/admins'));
  await admin.getByRole('heading', { name: 'Administrators' }).waitFor();
  await admin.getByRole('button', { name: 'Invite' }).click();
  await admin.getByLabel('E-mail').fill('support@stageline.example');
  await look(admin, 'invite');
  await admin.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  const link = await admin.getByLabel('Link', { exact: true }).inputValue();
  await look(admin, 'invited');
  await admin.getByRole('button', { name: 'Done' }).click();
  await admin.getByText('support@stageline.example').waitFor();
  await look(admin, 'admins');

  const { page } = await openTab(browser, { reducedMotion: 'reduce' });
  await page.goto(link);
  await page.getByLabel('Name').fill('Sam Support');
  await look(page, 'join');
  await page.getByLabel('Password').fill('a password of my own');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForURL(/\/log-in/);
  await page.getByLabel('E-mail').fill('support@stageline.example');
  await page.getByLabel('Password').fill('a password of my own');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Sites' }).waitFor();
  await page.goto(at('/admins'));
  await page.getByText('Sam Support').first().waitFor();
  expect(await page.getByRole('button', { name: 'Invite' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Mail', exact: true }).count()).toBe(0);
  await page.goto(at('/templates'));
  await page.getByRole('heading', { name: 'Templates' }).waitFor();
  expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0);
  await look(page, 'support-templates');
});

it('L-02 the step-up dialog says what was wrong, and ends the session after five wrong tries', async () => {
  const { page } = await openTab(browser, { reducedMotion: 'reduce' });
  await logIn(page, {
    ...stack.login('Central admin'),
    email: 'support@stageline.example',
    password: 'a password of my own',
  });
  await page.goto(at('/security'));
  // Only the answer is another one: whoever waits ten minutes gets it from the api.
  await page.route('**/api/v1/security/totp', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'step-up-required', title: 'Confirm', status: 403, retryable: true }),
    }),
  );
  await page.getByRole('button', { name: 'Connect' }).click();
  const confirm = async () => {
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Confirm' }).click();
  };
  await confirm();
  await page.getByText('That is not your password.').waitFor();
  await look(page, 'step-up-wrong');
  for (let count = 0; count < 4; count += 1)
    await Promise.all([page.waitForResponse('**/api/v1/auth/step-up'), confirm()]);
  await page.getByText('That was wrong too often').waitFor();
  await look(page, 'step-up-ended');
  await page.getByRole('link', { name: 'Log in again' }).click();
  await page.waitForURL(/\/log-in/);
});
