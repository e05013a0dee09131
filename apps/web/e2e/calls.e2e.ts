import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, launchChromium, startCalendarPeer, startStack, type Stack } from '@stageline/testing';
import { problemsOf, takePicture } from './inspection.ts';
import { hasFocus, join, logIn, openTab, placeLink, type Browser, type Page, type Visitor } from './visitor.ts';

const SITE = 'kevin-gardner';
let stack: Stack;
let browser: Browser;
let owner: Visitor;
let visitor: Visitor;
let rival: Visitor;

/** What the owner's own page sends to the api. */
const send = (page: Page, method: string, address: string, body: object) =>
  page.evaluate(
    async ([verb, url, json]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`/api/v1${url}`, { method: verb!, headers, body: json! })).status;
    },
    [method, address, JSON.stringify(body)],
  );
async function inspect({ page, complaints }: Visitor, name: string, expected?: RegExp): Promise<void> {
  const problems = await problemsOf(page, name);
  problems.push(...complaints.splice(0).filter((complaint) => expected?.test(complaint) !== true));
  expect(problems).toEqual([]);
}
const times = (page: Page) => page.getByRole('region', { name: /Free times on/ }).getByRole('button');
const callType = {
  name: 'Your first strategy call',
  slug: 'strategy',
  description: 'Half an hour about where you stand, and what comes next.',
  place: 'https://meet.example.com/kevin',
  ...{ length: 30, increment: 30, bufferBefore: 0, bufferAfter: 0, notice: 60, horizonDays: 40, cutOff: 0 },
  ...{ needsApproval: false, hosts: [], stage: null, isActive: true },
  questions: [{ id: 'goal', label: 'What would you like to reach this year?', required: true }],
};

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchChromium()]);
  [owner, visitor, rival] = (await Promise.all([0, 1, 2].map(() => openTab(browser, { reducedMotion: 'reduce' })))) as [
    Visitor,
    Visitor,
    Visitor,
  ];
  await logIn(owner.page, stack.login('Promoter', SITE));
});

describe('calls', () => {
  it('E-03 E-05 a member sets their hours, and what can be booked', async () => {
    const { page } = owner;
    await page.goto(stack.url(SITE, '/dashboard/calls'));
    await page.getByRole('link', { name: 'Set your hours' }).waitFor();
    await inspect(owner, 'no calls');
    await page.getByRole('link', { name: 'Set your hours' }).click();
    await page.getByRole('switch', { name: 'I take calls' }).click();
    await page.getByRole('button', { name: 'Add a time: Saturday' }).click();
    await page.getByLabel('Saturday, To').fill('08:00');
    await page.getByRole('button', { name: 'Save your hours' }).click();
    await page.getByText('The end comes before the beginning.').waitFor();
    await inspect(owner, 'hours with a mistake', /400/);
    await page.getByLabel('Saturday, To').fill('13:00');
    await page.getByRole('button', { name: 'Save your hours' }).click();
    await page.getByText('Your hours are saved').waitFor();
    await page.goto(stack.url(SITE, '/dashboard/calls/types'));
    await page.getByRole('button', { name: 'Add a call' }).click();
    await page.getByLabel('Name').fill('A short call');
    await inspect(owner, 'setting up a call');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The call is saved').waitFor();
    expect(await send(page, 'POST', '/call-types', callType)).toBe(201);
    await page.reload();
    await page.getByText(callType.name).waitFor();
    await inspect(owner, 'what can be booked');
  });

  it('E-06 a member connects a calendar, and says what holds when it cannot be reached', async () => {
    const { page } = owner;
    const peer = await startCalendarPeer();
    await page.goto(stack.url(SITE, '/dashboard/calls/hours'));
    await page.getByText('No calendar is connected').waitFor();
    await page.getByRole('button', { name: 'Connect a calendar' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Where it lies').selectOption('caldav');
    await dialog.getByRole('switch', { name: 'Write my calls into it' }).waitFor();
    await inspect(owner, 'connecting a server');
    await dialog.getByLabel('Where it lies').selectOption('ics');
    await dialog.getByLabel('Address').fill(`${peer.url}/nothing`);
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await dialog.getByText('There is no calendar at this address').waitFor();
    await inspect(owner, 'connecting a calendar', /400/);
    await dialog.getByLabel('Address').fill(peer.feedUrl);
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('Connected', { exact: true }).waitFor();
    peer.mood = 'refuses';
    await page.getByRole('button', { name: /^Read now/ }).click();
    await page.getByText('Connect it again', { exact: true }).waitFor();
    await inspect(owner, 'connected calendars');
    await page.getByRole('button', { name: /^Remove: 127/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No calendar is connected').waitFor();
  });

  it('E-01 E-12 a visitor books a time; whoever is later gets others', async () => {
    const { page } = visitor;
    await page.goto(stack.url(SITE, '/book'));
    await page.getByText(callType.name).waitFor();
    await inspect(visitor, 'choosing a call');
    await page.getByText(callType.name).click();
    await times(page).first().waitFor();
    await inspect(visitor, 'choosing a time');
    await rival.page.goto(stack.url(SITE, '/book/strategy'));
    await times(rival.page).first().waitFor();
    await times(page).first().click();
    await page.getByRole('heading', { name: 'Who is calling?' }).waitFor();
    await times(rival.page).first().click();
    await rival.page.getByText('Somebody was faster').waitFor();
    await inspect(rival, 'a time that is taken', /409/);
    await page.getByRole('button', { name: 'Book this call' }).click();
    await page.getByText('Please fill this in.').first().waitFor();
    await inspect(visitor, 'booking with mistakes', /400/);
    await page.getByLabel('First name').fill('Ana');
    await page.getByLabel('Last name').fill('Rodriguez');
    await page.getByLabel('E-mail').fill('ana@example.com');
    await page.getByLabel(/What would you like/).fill('A team of twelve');
    await page.getByLabel(/Remind me by text message/).check();
    await page.getByLabel('Phone').fill('+44 7911 123456');
    await page.getByRole('button', { name: 'Book this call' }).click();
    await page.getByRole('heading', { name: 'Your call is booked' }).waitFor();
    await inspect(visitor, 'booked');
    await page.getByRole('button', { name: 'No more text messages' }).click();
    await page.getByText('ends in …456').waitFor({ state: 'detached' });
  });

  it('E-08 whoever booked moves it, the host sees it, and it can be called off', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Move it' }).click();
    await times(page).nth(2).click();
    await page.getByText('Your call is moved').waitFor();
    const { page: host } = owner;
    await host.goto(stack.url(SITE, '/dashboard/calls'));
    await host.getByText('Ana Rodriguez').waitFor();
    await inspect(owner, 'calls');
    await host.getByText('Ana Rodriguez').click();
    await host.getByText('A team of twelve').waitFor();
    await inspect(owner, 'a call');
    await host.getByRole('button', { name: 'Move' }).click();
    await times(host).first().waitFor();
    await inspect(owner, 'moving a call');
    await page.getByRole('button', { name: 'Call it off' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Call it off' }).click();
    await page.getByRole('heading', { name: 'This call will not take place' }).waitFor();
    await inspect(visitor, 'called off');
    await page.goto(stack.url(SITE, '/call/not-a-link-that-was-ever-sent'));
    await page.getByRole('heading', { name: 'This link opens no call' }).waitFor();
  });

  it('E-12 whoever has no script books, moves and calls off by links and forms', async () => {
    const plain = await openTab(browser, { javaScriptEnabled: false });
    const { page } = plain;
    await page.goto(stack.url(SITE, '/book'));
    await page.getByRole('link', { name: callType.name }).click();
    await times(page).first().waitFor();
    await page
      .getByRole('link', { name: /free time/ })
      .nth(1)
      .click();
    await page.getByLabel('Time zone').selectOption('Australia/Sydney');
    await page.getByRole('button', { name: 'Show the times' }).click();
    await times(page).first().click();
    await page.getByRole('heading', { name: 'Who is calling?' }).waitFor();
    // These documents have no script of their own; a browser that runs some can look at them more closely.
    for (const [name, path] of [
      ['who it is, without script', page.url()],
      ['choosing a time without script', '/book/strategy?code=slot-taken'],
    ] as const) {
      await rival.page.goto(new URL(path, page.url()).href);
      await rival.page.getByRole('link', { name: 'Deutsch' }).waitFor();
      await inspect(rival, name);
    }
    await page.getByLabel('First name').fill('Mika');
    await page.getByLabel('Last name').fill('Berg');
    await page.getByLabel('E-mail').fill('mika@example.com');
    await page.getByLabel(/What would you like/).fill('A quiet start');
    await page.getByLabel(/Phone/).fill('12');
    await page.getByRole('button', { name: 'Book this call' }).click();
    await page.getByText('Please look at the marked fields again.').waitFor();
    await page.getByLabel(/Phone/).fill('');
    await page.getByRole('button', { name: 'Book this call' }).click();
    await page.getByRole('heading', { name: 'Your call is booked' }).waitFor();
    await takePicture(page, 'booked-without-script');
    await page.getByRole('link', { name: 'Move it' }).click();
    await times(page).nth(1).click();
    await page.getByRole('heading', { name: 'Your call is booked' }).waitFor();
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Ihr Gespräch ist gebucht' }).waitFor();
    await page.locator('summary').click();
    await page.getByRole('button', { name: 'Absagen' }).click();
    await page.getByRole('heading', { name: 'Dieses Gespräch findet nicht statt' }).waitFor();
  });

  it('E-01 whoever has a place talks at once while somebody is free, and is shown no way to it where nobody is', async () => {
    const { page: host } = owner;
    const guest = await openTab(browser, { reducedMotion: 'reduce' });
    const { page } = guest;
    const admin = await openTab(browser, { reducedMotion: 'reduce' });
    await logIn(admin.page, stack.login('Central admin'));
    const email = 'mia@example.com';
    await join(stack, admin.page, SITE, { firstName: 'Mia', lastName: 'Lind', email });
    const takesCalls = async (isActive: boolean) => {
      const { version } = await host.evaluate(async () => (await fetch('/api/v1/availability')).json());
      const week = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);
      const hours = { timeZone: 'UTC', week, overrides: [], maxPerDay: null, maxPerWeek: null };
      expect(await send(host, 'PUT', '/availability', { version, isActive, ...hours })).toBe(200);
    };
    // What is free is kept for some seconds.
    const come = (isShown: boolean) =>
      eventually(
        async () => {
          await page.reload();
          return (await page.getByRole('link', { name: `Talk now: ${callType.name}` }).count()) === (isShown ? 1 : 0);
        },
        { what: `the way to talk now to be ${isShown ? 'there' : 'gone'}` },
      );
    await host.goto(stack.url(SITE, '/dashboard/calls'));
    await takesCalls(true);
    await page.goto(await placeLink(admin.page, email));
    await come(true);
    await inspect(guest, 'a place while somebody is free');
    await page.getByRole('link', { name: `Talk now: ${callType.name}` }).click();
    await page.getByRole('button', { name: 'Talk now' }).click();
    await page.getByText('We are asking who can talk').waitFor();
    await inspect(guest, 'asking who can talk');
    await host.getByText('Mia Lind wants to talk now.').waitFor();
    await host.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('button', { name: 'Do not wait' }).click();
    await page.getByRole('button', { name: 'Talk now' }).waitFor();

    await takesCalls(false);
    await page.goto(await placeLink(admin.page, email));
    await come(false);
    await takesCalls(true);
  });

  it('E-01 whoever watches books beside the masterclass, as who they are, and goes on watching', async () => {
    const guest = await openTab(browser, { reducedMotion: 'reduce' });
    const { page } = guest;
    const { page: host } = owner;
    const admin = await openTab(browser, { reducedMotion: 'reduce' });
    await logIn(admin.page, stack.login('Central admin'));
    const email = 'nora@example.com';
    await join(stack, admin.page, SITE, { firstName: 'Nora', lastName: 'Lind', email });
    const [{ id: sessionId }] = await host.evaluate(async () => (await (await fetch('/api/v1/sessions')).json()).items);
    const offers = `/sessions/${sessionId}/offers`;
    const words = { kind: 'offer', title: 'A call about your plan', text: 'Half an hour.', label: 'Book your call' };
    const ways = { link: stack.url(SITE, '/book/strategy').replace('http:', 'https:'), price: '' };
    expect(await send(host, 'POST', offers, { ...words, ...ways, seconds: null, offsetSeconds: null })).toBe(201);
    expect(await send(host, 'POST', `/sessions/${sessionId}/go-live`, {})).toBe(200);
    const offerId = await host.evaluate(
      async (path) => (await (await fetch(`/api/v1${path}`)).json()).items[0].id as string,
      offers,
    );
    expect(await send(host, 'POST', `${offers}/${offerId}/show`, {})).toBe(200);
    await page.goto((await placeLink(admin.page, email)).replace('/place/', '/join/'));
    const book = page.getByRole('button', { name: 'Book your call' });
    await book.click();
    const dialog = page.getByRole('dialog', { name: callType.name });
    const soonest = dialog.getByRole('region', { name: 'Soonest' }).getByRole('button');
    await soonest.first().waitFor();
    await times(page).first().waitFor();
    await inspect(guest, 'booking in the room');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await hasFocus(book);
    await book.press('Enter');
    await soonest.first().click();
    await dialog.getByText('You book as Nora Lind (n…@example.com).').waitFor();
    await inspect(guest, 'who books in the room');
    await dialog.getByLabel(/What would you like/).fill('A second product');
    // The offer's time ends while they write: they opened it before.
    expect(await send(host, 'POST', `${offers}/${offerId}/take-off`, {})).toBe(200);
    await book.waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Book this call' }).click();
    await dialog.getByRole('heading', { name: 'Your call is booked' }).waitFor();
    await inspect(guest, 'booked in the room');
    await dialog.getByRole('button', { name: 'Back to the masterclass' }).click();
    await page.getByRole('region', { name: 'Stage' }).waitFor();
  });
});
