import { beforeAll, expect, it } from '@jest/globals';
import { eventually, launchChromium, startStack, type Stack } from '@stageline/testing';
import { problemsOf } from './inspection.ts';
import { join, logIn, openTab, placeLink, type Browser, type Visitor } from './visitor.ts';

const KEVIN = 'kevin-gardner';
let stack: Stack;
let browser: Browser;
let owner: Visitor;
/** Of the one guest. */
let joinLink: string;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchChromium()]);
  owner = await openTab(browser, { reducedMotion: 'reduce' });
  const admin = await openTab(browser, { reducedMotion: 'reduce' });
  await Promise.all([
    logIn(owner.page, stack.login('Promoter', KEVIN)),
    logIn(admin.page, stack.login('Central admin')),
  ]);
  const ana = { firstName: 'Ana', lastName: 'Rodriguez', email: 'ana@example.com' };
  await join(stack, admin.page, KEVIN, ana);
  joinLink = (await placeLink(admin.page, ana.email)).replace('/place/', '/join/');
});

const ask = (path: string, body?: object, method = 'POST'): Promise<any> =>
  owner.page.evaluate(
    async ([url, sent, how]) => {
      const init = sent === null ? {} : { method: how, headers: { 'content-type': 'application/json' }, body: sent };
      return (await fetch(`/api/v1${url}`, init as RequestInit)).json();
    },
    [path, body === undefined ? null : JSON.stringify(body), method] as const,
  );

it('D-01 D-13 sponsors earn of what is paid and are paid out, and whoever comes early pays less', async () => {
  const { page } = owner;
  const seller = {
    legalName: 'Gardner Coaching',
    address: ['12 Kings Road'],
    country: 'GB',
    email: 'money@gardner.example',
  };
  const terms = { taxId: null, taxRate: 20_000, pricesIncludeTax: true, exemptionNote: '', dueDays: 14 };
  await ask('/money/seller', { version: 0, ...seller, ...terms, numberPrefix: 'INV-', footer: '' }, 'PUT');
  await page.goto(stack.url(KEVIN, '/dashboard/money/commissions'));
  await page.getByText('Nobody earned a commission yet').waitFor();
  const problems = await problemsOf(page, 'commissions none');
  await page.getByRole('button', { name: 'Say what they earn' }).click();
  await page.getByLabel('Level 1, in percent').fill('10');
  await page.getByLabel('Level 2, in percent').fill('2.5');
  problems.push(...(await problemsOf(page, 'commissions rates')));
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('This holds from now on').waitFor();

  const token = new URL(joinLink).pathname.split('/').at(-1);
  const { inviteUrl } = await ask('/place', { token });
  const via = new URL(inviteUrl).searchParams.get('via');
  const ben = { firstName: 'Ben', lastName: 'Okafor', email: 'ben@example.com' };
  await ask('/registrations', { ...ben, via });
  const lead = await eventually(async () => {
    const { items } = await ask('/leads');
    return items.find((each: any) => each.person.email === ben.email);
  });
  const buyer = { name: 'Ben Okafor', email: ben.email, company: null, address: ['1 High Street'], country: 'GB' };
  const { id, version } = await ask('/invoices', {
    ...{ leadId: lead.id, buyer: { ...buyer, taxId: null, locale: 'en' }, currency: 'GBP' },
    lines: [{ description: 'Six calls', quantity: 1, unitAmount: 60_000 }],
  });
  await ask(`/invoices/${id}/issue`, { version });
  await page.goto(stack.url(KEVIN, `/dashboard/money/invoices/${id}`));
  await page.getByRole('button', { name: 'Note a payment' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Note a payment' }).click();
  await page.getByText('Paid', { exact: true }).first().waitFor();

  await page.goto(stack.url(KEVIN, '/dashboard/money/commissions'));
  await page.getByRole('link', { name: 'Statement of Ana Rodriguez' }).waitFor();
  problems.push(...(await problemsOf(page, 'commissions')));
  await page.getByRole('link', { name: 'Statement of Ana Rodriguez' }).click();
  await page.getByRole('button', { name: 'Note a payout' }).click();
  problems.push(...(await problemsOf(page, 'commissions payout')));
  await page.getByRole('dialog').getByRole('button', { name: 'Note a payout' }).click();
  await page.getByText('Payout noted').waitFor();
  await page.getByRole('button', { name: /^Take back the payout/ }).waitFor();
  problems.push(...(await problemsOf(page, 'commissions statement')));

  const session = await ask('/sessions', {
    ...{ title: 'Early masterclass', description: '', startsAt: new Date(Date.now() + 3_600_000).toISOString() },
    ...{ durationMinutes: 60, timeZone: 'Europe/London', mode: 'paid_upfront' },
    price: { amount: 4900, currency: 'GBP' },
  });
  await page.goto(stack.url(KEVIN, `/dashboard/sessions/${session.id}`));
  await page.getByRole('button', { name: 'Set an early price: Seats' }).click();
  await page.getByLabel('Early price in GBP').fill('29');
  await page.getByLabel('For the first').fill('20');
  problems.push(...(await problemsOf(page, 'early price new')));
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('then £49').waitFor();
  problems.push(...(await problemsOf(page, 'early price')));
  expect([...problems, ...owner.complaints]).toEqual([]);
});
