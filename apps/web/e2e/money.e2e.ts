import { beforeAll, expect, it } from '@jest/globals';
import { launchChromium, startStack, type Stack } from '@stageline/testing';
import { problemsOf } from './inspection.ts';
import { join, logIn, mailedLink, openTab, placeLink, type Browser, type Visitor } from './visitor.ts';

const KEVIN = 'kevin-gardner';
let stack: Stack;
let browser: Browser;
let owner: Visitor;
let admin: Visitor;
/** Of the one guest. */
let joinLink: string;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchChromium()]);
  owner = await openTab(browser, { reducedMotion: 'reduce' });
  admin = await openTab(browser, { reducedMotion: 'reduce' });
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

it('D-02 a promoter says who sells, and sees invoices from their draft to their credit note', async () => {
  const { page } = owner;
  await page.goto(stack.url(KEVIN, '/dashboard/money'));
  await page.getByText('Say who sells').waitFor();
  const problems = await problemsOf(page, 'money without a seller');
  await page.getByRole('link', { name: 'Add seller details' }).click();
  // The sandbox asks nobody anything: it sends whoever comes straight back.
  await page.getByRole('button', { name: 'Open the account' }).click();
  await page.getByText('Buyers can pay on your pages').waitFor();
  problems.push(...(await problemsOf(page, 'money account')));
  await page.getByLabel('Name or company').fill('Gardner Coaching Limited');
  await page.getByLabel('Address').fill('12 Kings Road\nLondon SW3 4UD');
  await page.getByLabel('Country').selectOption({ label: 'United Kingdom' });
  await page.getByLabel('E-mail for questions').fill('money@gardner.example');
  await page.getByRole('switch', { name: 'Ask for tax' }).click();
  await page.getByLabel('Usual rate').fill('20');
  problems.push(...(await problemsOf(page, 'money seller')));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Seller details saved').waitFor();

  const { items } = await ask('/leads');
  const buyer = {
    name: 'Ana Rodriguez',
    email: 'ana@example.com',
    company: null,
    address: ['1 High Street'],
    country: 'GB',
    taxId: null,
    locale: 'en',
  };
  const lines = [
    {
      description: 'Masterclass: The first ten clients, with everything that belongs to it',
      quantity: 1,
      unitAmount: 49_900,
    },
  ];
  const long = {
    ...buyer,
    name: 'Maximiliana-Alexandra Featherstonehaugh',
    company: 'International Business Development Partners GmbH & Co. KG',
  };
  const issued: string[] = [];
  for (const one of [buyer, long, buyer]) {
    const { id, version } = await ask('/invoices', { leadId: items[0].id, buyer: one, currency: 'GBP', lines });
    await ask(`/invoices/${id}/issue`, { version });
    issued.push(id);
    if (one === long) await ask(`/invoices/${id}/write-off`, {});
  }
  await page.goto(stack.url(KEVIN, '/dashboard/money'));
  await page.getByText('INV-0003').waitFor();
  problems.push(...(await problemsOf(page, 'money invoices')));

  // One that is written by hand, and looked at again before it goes out.
  await page.getByRole('link', { name: 'New invoice' }).click();
  await page.getByLabel('Name or e-mail of a lead').fill('rodr');
  await page.getByRole('link', { name: 'Ana Rodriguez' }).waitFor();
  problems.push(...(await problemsOf(page, 'invoice for whom')));
  await page.getByRole('link', { name: 'Ana Rodriguez' }).click();
  await page.getByLabel('Currency').selectOption('GBP');
  await page.getByRole('button', { name: 'Add a line' }).click();
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByText('Please give an amount such as 49 or 49.50.').first().waitFor();
  problems.push(...(await problemsOf(page, 'invoice with gaps')));
  await page.getByRole('button', { name: 'Remove line 2' }).click();
  const first = page.getByRole('group', { name: 'Line 1' });
  await first.getByLabel('Description').fill('Three calls about the first ten clients');
  await first.getByLabel('Quantity').fill('3');
  await first.getByLabel('Price of one').fill('99.50');
  await page.getByText('£298.50').waitFor();
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Company').fill('Rodriguez Consulting');
  problems.push(...(await problemsOf(page, 'invoice to edit')));
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await page.getByText('Rodriguez Consulting').waitFor();
  await page.getByRole('button', { name: 'Issue' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Issue' }).click();
  await page.getByRole('heading', { name: 'Invoice INV-0004' }).waitFor();
  problems.push(...(await problemsOf(page, 'money invoice')));
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByLabel('Reason').fill('Ordered twice');
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByText('Credit note CN-0001').first().waitFor();
  problems.push(...(await problemsOf(page, 'money taken back')));
  const paper = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Invoice as PDF' }).click();
  expect((await paper).suggestedFilename()).toBe('INV-0004.pdf');

  // What came by bank, and went back in part.
  await page.goto(stack.url(KEVIN, `/dashboard/money/invoices/${issued[0]}`));
  await page.getByText('Nobody has begun to pay yet').waitFor();
  await page.getByRole('button', { name: 'Note a payment' }).click();
  const dialog = page.getByRole('dialog');
  problems.push(...(await problemsOf(page, 'money note a payment')));
  expect(await dialog.getByLabel('Amount in GBP').inputValue()).toBe('499');
  await dialog.getByLabel('Amount in GBP').fill('200');
  await dialog.getByRole('button', { name: 'Note a payment' }).click();
  await page.getByText('Paid in part').waitFor();
  await page.getByRole('button', { name: 'Give back of £200.00' }).click();
  await dialog.getByLabel('Amount in GBP').fill('50.5');
  await dialog.getByLabel('Reason').fill('Could not come to the second of the two days, and told us so a week before');
  problems.push(...(await problemsOf(page, 'money give back')));
  await dialog.getByRole('button', { name: 'Give back £50.50' }).click();
  await page.getByText('£149.50 can still go back').waitFor();
  await page.getByText('Gone back', { exact: true }).waitFor();
  problems.push(...(await problemsOf(page, 'money paid and given back')));

  // The rest of it is paid in parts.
  await page.getByRole('button', { name: 'Let it be paid in parts' }).click();
  await dialog.getByLabel('How many parts').fill('4');
  problems.push(...(await problemsOf(page, 'money agree on parts')));
  await dialog.getByRole('button', { name: 'Let it be paid in parts' }).click();
  await page.getByText('Part 4 of 4').waitFor();
  await dialog.waitFor({ state: 'detached' });
  problems.push(...(await problemsOf(page, 'money in parts')));
  expect([...problems, ...owner.complaints]).toEqual([]);
});

it('D-05 a bank statement is matched and noted, and what is paid beyond an invoice pays another one', async () => {
  const { page } = owner;
  const dialog = page.getByRole('dialog');
  await page.goto(stack.url(KEVIN, '/dashboard/money'));
  await page.getByRole('link', { name: 'Bank' }).click();
  await page.getByText('Nothing to decide').waitFor();
  const problems = await problemsOf(page, 'bank none');
  const long =
    'Refund of what was paid in advance for the year before last, with interest, see our letter of the first of March';
  const rows = [
    'Date,Amount,Currency,Name,Reference',
    '2026-03-01,499.00,GBP,"Rodriguez, Ana",Invoice INV-0003',
    '2026-03-02,320.00,GBP,Ana Rodriguez,thank you',
    `2026-03-02,12.00,GBP,Her Majesty’s Revenue and Customs,"${long}"`,
    '2026-03-03,-80.00,GBP,Power Ltd,electricity',
  ];
  const file = { name: 'march.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('3 new lines · 1 is no money that came in').waitFor();
  await page.getByText('names the invoice · just what is due · the buyer’s name').waitFor();
  problems.push(...(await problemsOf(page, 'bank open')));
  await page.getByRole('button', { name: 'Note the sure one' }).click();
  await page.getByRole('button', { name: 'Choose invoices for Rodriguez, Ana' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Choose invoices for Ana Rodriguez' }).click();
  await dialog.getByText('£320.00 of £320.00 is spread').waitFor();
  problems.push(...(await problemsOf(page, 'bank choose')));
  await dialog.getByRole('button', { name: 'Note as payment' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Put aside' }).click();
  await page.getByText('Nothing to decide').waitFor();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('0 new lines · 3 were here before').waitFor();
  await page.getByLabel('Show').selectOption('booked');
  await page.getByText('£499.00').first().waitFor();
  problems.push(...(await problemsOf(page, 'bank booked')));

  const { items } = await ask('/leads');
  const buyer = {
    name: 'Ana Rodriguez',
    email: 'ana@example.com',
    company: null,
    address: [],
    country: null,
    taxId: null,
  };
  const lines = [{ description: 'A call', quantity: 1, unitAmount: 5000 }];
  const order = { leadId: items[0].id, buyer: { ...buyer, locale: 'en' }, currency: 'GBP', lines };
  const { id, version } = await ask('/invoices', order);
  await ask(`/invoices/${id}/issue`, { version });
  await page.goto(stack.url(KEVIN, `/dashboard/money/invoices/${id}`));
  await page.getByRole('button', { name: 'Use credit of £21.00' }).click();
  await dialog.getByText('From invoice INV-0001').waitFor();
  problems.push(...(await problemsOf(page, 'credit to use')));
  await dialog.getByRole('button', { name: 'Use credit' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Take back that credit of £21.00' }).waitFor();
  problems.push(...(await problemsOf(page, 'credit used')));
  expect([...problems, ...owner.complaints]).toEqual([]);
});

it('D-13 what is offered in the room is ordered with a code, paid, and counted before everybody', async () => {
  const { page } = owner;
  const dialog = page.getByRole('dialog');
  await page.goto(stack.url(KEVIN, '/dashboard/money'));
  await page.getByRole('link', { name: 'Codes' }).click();
  await page.getByText('No codes yet').waitFor();
  const problems = await problemsOf(page, 'codes none');
  await page.getByRole('button', { name: 'New code' }).click();
  await dialog.getByLabel('Code').fill('early-20');
  await dialog.getByLabel('How often').fill('a few');
  await dialog.getByRole('button', { name: 'Make the code' }).click();
  await dialog.getByText('Please give a whole number.').waitFor();
  problems.push(...(await problemsOf(page, 'codes new')));
  await dialog.getByLabel('How often').fill('10');
  await dialog.getByRole('button', { name: 'Make the code' }).click();
  await page.getByText('Used: 0 of 10').waitFor();
  problems.push(...(await problemsOf(page, 'codes')));

  const [{ id: sessionId }] = (await ask('/sessions')).items;
  await page.goto(stack.url(KEVIN, `/dashboard/sessions/${sessionId}/offers`));
  await page.getByRole('button', { name: 'Prepare an offer' }).first().click();
  await dialog.getByLabel('Title').fill('Eight-week course');
  await dialog.getByLabel('Text').fill('Eight weeks, one call a week, and a workbook that you keep.');
  await dialog.getByLabel('On the button').fill('Get the course');
  await dialog.getByLabel('What the button does').selectOption({ label: 'Takes an order, paid here' });
  await dialog.getByLabel('Price').fill('490');
  problems.push(...(await problemsOf(page, 'offer sold')));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await ask(`/sessions/${sessionId}/go-live`, {});
  const [offer] = (await ask(`/sessions/${sessionId}/offers`)).items;
  await ask(`/sessions/${sessionId}/offers/${offer.id}/show`, {});

  const guest = await openTab(browser, { reducedMotion: 'reduce' });
  await guest.page.goto(joinLink);
  const [order] = await Promise.all([
    guest.page.waitForEvent('popup'),
    guest.page.getByRole('link', { name: 'Get the course' }).click(),
  ]);
  await order.getByRole('button', { name: 'Order and pay €490' }).waitFor();
  problems.push(...(await problemsOf(order, 'order')));
  await order.getByRole('button', { name: 'I have a code' }).click();
  await order.getByLabel('Code').fill('late');
  await order.getByRole('button', { name: 'Apply' }).click();
  await order.getByText('This code is not known.').waitFor();
  await order.getByLabel('Code').fill('early-20');
  await order.getByLabel('Code').press('Enter');
  await order.getByText('Company, address and tax number').click();
  await order.getByLabel('Address').fill('1 High Street\nLondon');
  await order.getByRole('button', { name: 'Order and pay €392' }).waitFor();
  problems.push(...(await problemsOf(order, 'order with a code')));
  await order.getByRole('button', { name: 'Order and pay €392' }).click();
  await order.getByRole('button', { name: 'Pay' }).click();
  await order.getByRole('link', { name: 'Back to the site' }).click();
  await order.getByText('Thank you, it is paid').waitFor();
  problems.push(...(await problemsOf(order, 'order paid')));
  await guest.page.getByText('1 order paid in the last 10 minutes').waitFor();
  problems.push(...(await problemsOf(guest.page, 'room with orders')));
  await page.goto(stack.url(KEVIN, '/dashboard/money'));
  await page.getByRole('link', { name: 'Where it comes from' }).click();
  await page.getByText('€392.00').first().waitFor();
  problems.push(...(await problemsOf(page, 'money sources')));
  await order.getByRole('link', { name: 'See the count' }).click();
  await order.getByText('1 order is paid').waitFor();
  problems.push(...(await problemsOf(order, 'order count')));
  expect([...problems, ...owner.complaints]).toEqual([]);
});

it('D-14 a buyer follows the link of an invoice, pays, and is told on their own page what became of it', async () => {
  const { items } = await ask('/leads');
  const buyer = {
    name: 'Ana Rodriguez',
    email: 'ana@example.com',
    company: null,
    address: [],
    country: 'GB',
    taxId: null,
  };
  const draft = {
    ...{ leadId: items[0].id, buyer: { ...buyer, locale: 'en' }, currency: 'GBP' },
    lines: [{ description: 'One call', quantity: 1, unitAmount: 4900 }],
  };
  const { id, version } = await ask('/invoices', draft);
  const { number } = await ask(`/invoices/${id}/issue`, { version });
  const link = await mailedLink(admin.page, buyer.email, 'pay', number);
  const { page, complaints } = await openTab(browser, { reducedMotion: 'reduce' });
  await page.goto(link);
  await page.getByRole('link', { name: 'Go back without paying' }).click();
  await page.getByText(`Invoice ${number} is not paid yet.`).waitFor();
  const problems = await problemsOf(page, 'place not paid');
  await page.getByRole('link', { name: 'Pay £49' }).click();
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByRole('link', { name: 'Back to the site' }).click();
  await page.getByText(`Your payment of £49 for invoice ${number} is here.`).waitFor();
  problems.push(...(await problemsOf(page, 'place paid')));
  await page.goto(link);
  await page.getByText(`Invoice ${number} is paid.`).waitFor();
  expect([...problems, ...complaints]).toEqual([]);
});

it('D-10 D-11 a promoter tries a plan, books it, changes it, and mends a payment that failed', async () => {
  const { page } = owner;
  const billing = () => page.goto(stack.url(KEVIN, '/dashboard/billing'));
  await billing();
  await page.getByText('You are on the free plan.').waitFor();
  const problems = await problemsOf(page, 'billing free');
  await page.getByRole('button', { name: 'Try it for 14 days' }).first().click();
  await page.getByText('Your trial ends on').first().waitFor();
  await page.getByRole('button', { name: 'Choose Pro' }).click();
  await page.getByText('Nothing is charged before the trial is over.').waitFor();
  problems.push(...(await problemsOf(page, 'billing sandbox')));
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByRole('link', { name: 'Back to the site' }).click();
  await page.getByText('From then on it costs €29 a month').waitFor();
  // The trial ends, and the first month is charged.
  await page.getByRole('button', { name: 'Change the card' }).click();
  await page.getByRole('button', { name: 'Let the period end now' }).click();
  await billing();
  await page.getByText('The next charge comes on').waitFor();
  problems.push(...(await problemsOf(page, 'billing active')));
  await page.getByRole('button', { name: 'Change to Business' }).click();
  await page.getByText('To be paid now').waitFor();
  problems.push(...(await problemsOf(page, 'billing change')));
  await page.getByRole('button', { name: 'Confirm the change' }).click();
  await page.getByText('The plan is changed').waitFor();
  await page.getByText('€99 a month. The next charge').waitFor();
  const payBy = async (interval: 'month' | 'year') => {
    await page.getByLabel('How often you pay').selectOption(interval);
    await page.getByRole('button', { name: `Pay by the ${interval}` }).click();
    await page.getByText('To be paid now').waitFor();
    if (interval === 'month') problems.push(...(await problemsOf(page, 'billing year to month')));
    await page.getByRole('button', { name: 'Confirm the change' }).click();
  };
  await payBy('year');
  await page.getByText('€990 a year. The next charge').waitFor();
  await payBy('month');
  await page.getByText('€990 a year. It is paid until').waitFor();
  problems.push(...(await problemsOf(page, 'billing planned')));
  await page.getByRole('button', { name: 'Take the planned change back' }).click();
  await page.getByRole('button', { name: 'Confirm the change' }).click();
  await page.getByText('€990 a year. The next charge').waitFor();
  await payBy('month');
  await page.getByText('it becomes Business for €99 a month').waitFor();
  await page.getByRole('button', { name: 'Change the card' }).click();
  await page.getByRole('button', { name: 'Let the card decline' }).click();
  await page.getByRole('button', { name: 'Let the period end now' }).click();
  await page.getByText('There is an open invoice.').waitFor();
  problems.push(...(await problemsOf(page, 'billing sandbox portal')));
  await page.goto(stack.url(KEVIN, '/dashboard'));
  await page.getByText('A payment for this site did not go through').waitFor();
  problems.push(...(await problemsOf(page, 'billing bar')));
  await page.getByRole('link', { name: 'Look at the plan' }).click();
  await page.getByRole('link', { name: /^Pay invoice/ }).waitFor();
  problems.push(...(await problemsOf(page, 'billing past due')));
  await page.getByRole('button', { name: 'Mend the payment' }).click();
  await page.getByRole('button', { name: 'Name a card that works' }).click();
  await page.getByText('The card works.').waitFor();
  await billing();
  await page.getByText('€99 a month. The next charge').waitFor();
  await page.getByLabel('Name or company').fill('Kevin GmbH');
  await page.getByLabel('Address', { exact: true }).fill('Weg 1\n10115 Berlin');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByRole('button', { name: 'Save the address' }).click();
  await page.getByText('The invoice address is saved').waitFor();
  problems.push(...(await problemsOf(page, 'billing address')));
  await page.getByRole('button', { name: /^Buy 10,000 e-mails/ }).click();
  await page.getByRole('button', { name: 'Pay' }).click();
  await page.getByRole('link', { name: 'Back to the site' }).click();
  await page.getByText('and 10,000 bought').waitFor();
  problems.push(...(await problemsOf(page, 'billing bought')));
  expect([...problems, ...owner.complaints]).toEqual([]);
});
