import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { eventually, launchChromium, seriousAxeViolations, startStack } from '@stageline/testing';
import { logIn, openTab, type Page } from './visitor.ts';

const OUT = '/tmp/shots/prov';
async function shots(page: Page, name: string) {
  mkdirSync(OUT, { recursive: true });
  for (const [width, height] of [[390, 844], [1280, 800]] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(250);
      await page.screenshot({ path: path.join(OUT, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      const violations = await seriousAxeViolations(page);
      if (violations.length > 0) console.log(name, width, colorScheme, JSON.stringify(violations).slice(0, 600));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (wide) console.log(name, width, 'scrolls sideways');
    }
}
it('pictures', async () => {
  const [stack, browser] = await Promise.all([startStack({ media: false, env: { CANARY_MINUTES: '1' } }), launchChromium()]);
  const nobody = await openTab(browser, {});
  const admin = await openTab(browser, {});
  await logIn(admin.page, stack.login('Central admin'));
  await nobody.page.goto(stack.url(undefined, '/sign-up'));
  await nobody.page.getByText('Weekly team call').waitFor();
  await shots(nobody.page, 'sign-up');
  await nobody.page.getByLabel('Your name').fill('Pat Promoter').catch(() => undefined);
  const form = { name: 'Pat Promoter', email: 'pat@example.com', password: 'correct horse battery', siteName: 'Pat teaches', slug: 'pat-teaches', template: 'weekly-team-call' };
  const { status, body } = await stack.request('POST', stack.url(undefined, '/api/v1/signups'), form);
  expect([status, body]).toMatchObject([202, {}]);
  const { signupId, token } = body as { signupId: string; token: string };
  await eventually(async () => {
    const answer = await stack.request('GET', stack.url(undefined, `/api/v1/signups/${signupId}?token=${token}`));
    return (answer.body as { status: string }).status === 'active';
  }, { timeoutMs: 20_000 });
  const owner = await openTab(browser, {});
  const login = { who: 'Promoter', url: stack.url('pat-teaches'), email: form.email, password: form.password };
  await logIn(owner.page, login);
  const api = (page: Page, method: string, url: string, body?: object) =>
    page.evaluate(async ([m, u, b]) => (await fetch(u as string, { method: m as string, headers: { 'content-type': 'application/json' }, ...(b ? { body: b as string } : {}) })).json(), [method, url, body ? JSON.stringify(body) : null]);
  await owner.page.goto(stack.url('pat-teaches', '/dashboard/template'));
  await owner.page.getByText('up to date').waitFor();
  await shots(owner.page, 'template-none');
  const draft = await api(owner.page, 'GET', '/api/v1/site/draft');
  draft.content.profile.headline = 'My own headline, which I like a lot';
  draft.content.theme.secondaryColor = '#7c2d12';
  await api(owner.page, 'PUT', '/api/v1/site/draft', { revision: draft.revision, content: draft.content });
  await admin.page.goto(stack.url('admin', '/templates'));
  await admin.page.getByText('Weekly team call').first().waitFor();
  // A better version, made of a second site.
  const second = { ...form, email: 'sam@example.com', siteName: 'Sam', slug: 'sam-site', name: 'Sam' };
  const made = (await stack.request('POST', stack.url(undefined, '/api/v1/signups'), second)).body as { signupId: string; token: string };
  await eventually(async () => {
    const answer = await stack.request('GET', stack.url(undefined, `/api/v1/signups/${made.signupId}?token=${made.token}`));
    return (answer.body as { status: string }).status === 'active';
  }, { timeoutMs: 20_000 });
  const sam = await openTab(browser, {});
  await logIn(sam.page, { ...login, url: stack.url('sam-site'), email: 'sam@example.com' });
  const other = await api(sam.page, 'GET', '/api/v1/site/draft');
  other.content.profile.headline = 'See the team at work before you decide';
  other.content.profile.benefits = ['Hear how the week really went', 'Meet the people you would work with', 'Bring your own question', 'Leave with a plan for your first week'];
  other.content.theme.primaryColor = '#115e59';
  await api(sam.page, 'PUT', '/api/v1/site/draft', { revision: other.revision, content: other.content });
  const answer = await api(admin.page, 'POST', '/api/v1/templates', { key: 'weekly-team-call', name: 'Weekly team call', description: 'A fixed evening every week for people who want to look before they join your team.', note: 'A stronger headline and a fourth reason to come', slug: 'sam-site' });
  expect(answer.items?.length ?? answer).toBeGreaterThan(1);
  await admin.page.goto(stack.url('admin', '/templates'));
  await admin.page.getByText('A stronger headline').waitFor();
  await admin.page.getByRole('button', { name: 'Which site' }).nth(1).click();
  await admin.page.waitForTimeout(300);
  await shots(admin.page, 'admin-templates');
  await admin.page.getByRole('button', { name: 'Publish a version' }).click();
  await admin.page.getByRole('dialog').waitFor();
  await shots(admin.page, 'admin-publish');
  await owner.page.goto(stack.url('pat-teaches', '/dashboard/template'));
  await owner.page.getByText('Version 2 is here').waitFor();
  await shots(owner.page, 'template-offer');
  await owner.page.goto(stack.url('pat-teaches', '/dashboard/address'));
  await owner.page.getByLabel('New address').fill('fresh-start');
  await owner.page.getByText('This address is free.').waitFor();
  await shots(owner.page, 'address');
  await owner.page.getByRole('button', { name: 'Move the site' }).click();
  await owner.page.getByRole('dialog').waitFor();
  await shots(owner.page, 'address-dialog');
  await owner.page.getByRole('dialog').getByRole('button', { name: 'Move the site' }).click();
  await owner.page.waitForURL((url) => url.host.startsWith('fresh-start') && url.pathname.startsWith('/dashboard'));
  await owner.page.goto(stack.url('fresh-start', '/dashboard/address'));
  await owner.page.getByText('until 2').waitFor();
  await shots(owner.page, 'address-former');
  await owner.page.goto(stack.url('pat-teaches', '/?from=mail'));
  expect(owner.page.url()).toBe(stack.url('fresh-start', '/?from=mail'));
  await owner.page.goto(stack.url('fresh-start', '/dashboard/domains'));
  await owner.page.getByText('Change the address').waitFor();
  await shots(owner.page, 'domains');
  await eventually(async () => ((await stack.request('GET', stack.url(undefined, '/api/v1/status'))).body as { isolation: { state: string } }).isolation.state === 'refused', { timeoutMs: 70_000, detail: async () => JSON.stringify((await stack.request('GET', stack.url(undefined, '/api/v1/status'))).body) } as never);
  await nobody.page.goto(stack.url(undefined, '/status'));
  await nobody.page.getByRole('heading', { name: 'walls' }).waitFor();
  await shots(nobody.page, 'status');
  await admin.page.goto(stack.url('admin', '/isolation'));
  await admin.page.getByText('All refused').first().waitFor();
  await shots(admin.page, 'isolation');
  console.log(JSON.stringify([...owner.complaints, ...admin.complaints, ...nobody.complaints]));
}, 160_000);
