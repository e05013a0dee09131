import { beforeAll, expect, it } from '@jest/globals';
import { eventually, launchChromium, startStack, type Stack } from '@stageline/testing';
import { problemsOf, screens } from './inspection.ts';
import { logIn, openTab, type Browser, type Page, type Visitor } from './visitor.ts';

const KEVIN = 'kevin-gardner';
const GUEST = 'maximiliana.featherstonehaugh@a-long-name-of-a-company.example';

let stack: Stack;
let browser: Browser;
let owner: Visitor;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack({ media: false }), launchChromium()]);
  owner = await openTab(browser, { reducedMotion: 'reduce' });
  await logIn(owner.page, stack.login('Promoter', KEVIN));
});

/** The link of the newest invitation to somebody, from the mailbox of the central administrators. */
async function invitationLink(email: string): Promise<string> {
  const { page } = await openTab(browser);
  await logIn(page, stack.login('Central admin'));
  const get = <T>(address: string) => page.evaluate(async (url) => (await fetch(url)).json() as Promise<T>, address);
  return eventually(async () => {
    const { items } = await get<{ items: { id: string }[] }>(`/api/v1/mail?search=${encodeURIComponent(email)}`);
    const newest = items[0];
    if (newest === undefined) return undefined;
    const { text } = await get<{ text: string }>(`/api/v1/mail/${newest.id}`);
    return /(http:\S+\/invitation#\S+)/.exec(text)?.[1];
  });
}

/** The next call of this kind is refused as if the last proof were too old. */
const ageTheProof = (page: Page, url: RegExp) =>
  page.route(
    url,
    (route) => {
      const problem = { type: '', title: 'Please confirm that it is you.', status: 403, retryable: true };
      const body = JSON.stringify({ ...problem, code: 'step-up-required' });
      return route.fulfill({ status: 403, contentType: 'application/problem+json', body });
    },
    { times: 1 },
  );

/** Of the shades behind windows, from the lowest, which are seen. */
const shades = (page: Page): Promise<string[]> =>
  page.locator('.window-shade').evaluateAll((all) => all.map((each) => getComputedStyle(each).visibility));

/** Nothing that keeps somebody out. */
async function look(page: Page, name: string): Promise<void> {
  expect(await problemsOf(page, `team-${name}`)).toEqual([]);
  await page.setViewportSize(screens[1]);
}

it('L-04 an owner defines a role and invites somebody, who joins by the mailed link with that role', async () => {
  const { page } = owner;
  await page.goto(stack.url(KEVIN, '/dashboard/team/roles'));
  await page.getByRole('button', { name: 'Define a role' }).click();
  await page.getByLabel('Name').fill('Scout');
  await page.getByLabel('see the leads of the whole team').check();
  await page.getByLabel('see the leads that are assigned to them').check();
  await look(page, 'role-dialog');
  await page.getByRole('button', { name: 'Define', exact: true }).click();
  await page.getByText('The role Scout is saved').waitFor();
  await look(page, 'roles');

  await page.goto(stack.url(KEVIN, '/dashboard/team'));
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('E-mail').fill(GUEST);
  await page.getByRole('checkbox', { name: /^Rep/ }).uncheck();
  await page.getByRole('checkbox', { name: /^Scout/ }).check();
  await look(page, 'invite-dialog');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByRole('heading', { name: 'Invited' }).waitFor();
  await look(page, 'team');

  const guest = await openTab(browser, { reducedMotion: 'reduce' });
  const link = await invitationLink(GUEST);
  await guest.page.goto(link);
  await guest.page.getByLabel('Your name').fill('Maximiliana Featherstonehaugh');
  await guest.page.waitForURL((url) => url.hash === '');
  await look(guest.page, 'invitation');
  await guest.page.getByLabel('Choose a password').fill('a long password');
  await guest.page.getByRole('button', { name: 'Join' }).click();
  await guest.page.waitForURL(/\/dashboard/);
  await guest.page.goto(stack.url(KEVIN, '/dashboard/leads'));
  await guest.page.getByRole('heading', { name: 'Leads' }).waitFor();
  await page.reload();
  await page.getByText('Maximiliana Featherstonehaugh').first().waitFor();
  await guest.page.goto(link);
  await guest.page.getByRole('heading', { name: 'This invitation is over' }).waitFor();
});

it('L-02 taking a member off the team asks who is there, and goes on by itself; they are out at once', async () => {
  const { page } = owner;
  const { page: rep } = await openTab(browser);
  await logIn(rep, stack.login('Team member', KEVIN));
  await rep.getByRole('heading', { name: 'Today' }).waitFor();
  const { name } = (await rep.evaluate(async () => (await fetch('/api/v1/me')).json())) as { name: string };
  await page.goto(stack.url(KEVIN, '/dashboard/team'));
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Take off the team' }).click();
  await ageTheProof(page, /\/api\/v1\/members\/mem_/);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take off the team' }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await dialog.getByLabel('Password').fill('not the password');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByText('That is not your password').waitFor();
  expect(await shades(page)).toEqual(['hidden', 'visible']);
  await look(page, 'step-up');
  await dialog.getByLabel('Password').fill(stack.login('Promoter', KEVIN).password);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText(`${name} is off the team`).waitFor();
  expect(await rep.evaluate(async () => (await fetch('/api/v1/me')).status)).toBe(401);
});

it('L-03 another browser is signed out from the list of sign-ins', async () => {
  const { page } = owner;
  const { page: other } = await openTab(browser);
  await logIn(other, stack.login('Promoter', KEVIN));
  await page.goto(stack.url(KEVIN, '/dashboard/security'));
  await page.getByRole('heading', { name: 'Where you are signed in' }).scrollIntoViewIfNeeded();
  await page.getByText('This device').waitFor();
  await look(page, 'sign-ins');
  await page.getByRole('button', { name: 'Sign out all others' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out all others' }).click();
  await page.getByText('Only this device is signed in now').waitFor();
  expect(await other.evaluate(async () => (await fetch('/api/v1/me')).status)).toBe(401);
});
