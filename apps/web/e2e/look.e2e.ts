import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, launchChromium, startKnot, startStack, type Knot, type Stack } from '@stageline/testing';
import { problemsOf, screens, takePicture } from './inspection.ts';
import { join, logIn, openTab, register, type Browser, type Page, type Visitor } from './visitor.ts';

const KEVIN = 'kevin-gardner';
const JANE = 'jane-smith';
const KB = 1024;
const people = [
  ['Ana', 'Rodriguez', 'Norte SL'],
  ['Omar', 'Haddad', undefined],
  [
    'Maximiliana-Alexandra',
    'Featherstonehaugh-Wolfeschlegelstein',
    'International Business Development Partners GmbH & Co. KG',
  ],
  ['Yuki', 'Sato', 'Sato'],
  ['José María', 'de la Cruz y Fernández', undefined],
] as const;

type Who = 'nobody' | 'owner' | 'newcomer' | 'rep' | 'admin';

let stack: Stack;
/** The DNS of promoters. */
let knot: Knot;
let browser: Browser;
let tabs: Record<Who, Visitor>;
/** Addresses with an id in them. */
let leadPath: string;
let sessionPath: string;
let mailPath: string;
let tenantPath: string;
let joinLink: string;

const tab = () => openTab(browser, { reducedMotion: 'reduce' });

beforeAll(async () => {
  knot = await startKnot({ zones: ['promoter.test'] });
  const env = { DNS_RESOLVERS: knot.address, EDGE_HOST: 'sites.stageline.test', EDGE_ADDRESSES: '203.0.113.7' };
  [stack, browser] = await Promise.all([startStack({ env }), launchChromium({ fakeMedia: true })]);
  const signedIn = async (login: Parameters<typeof logIn>[1]) => {
    const visitor = await tab();
    await logIn(visitor.page, login);
    return visitor;
  };
  const [nobody, owner, newcomer, rep, admin] = await Promise.all([
    tab(),
    signedIn(stack.login('Promoter', KEVIN)),
    signedIn(stack.login('Promoter', JANE)),
    signedIn(stack.login('Team member', KEVIN)),
    signedIn(stack.login('Central admin')),
  ]);
  tabs = { nobody, owner, newcomer, rep, admin };
  for (const [index, [firstName, lastName, company]] of people.entries()) {
    const email = `prospect-${index}@example.com`;
    await join(stack, admin.page, KEVIN, { firstName, lastName, email, ...(company && { company }) });
  }
  await findIds();
});

/** What a signed-in page's own API answers, once `found` finds something in it. */
async function ask(page: Page, address: string, found: RegExp): Promise<string> {
  return eventually(
    async () => found.exec(JSON.stringify(await page.evaluate(async (url) => (await fetch(url)).json(), address)))?.[1],
    { what: `${found} in ${address}` },
  );
}

async function findIds(): Promise<void> {
  const [owner, admin] = [tabs.owner.page, tabs.admin.page];
  leadPath = `/dashboard/leads/${await ask(owner, '/api/v1/leads', /"id":"(led_\w+)"/)}`;
  sessionPath = `/dashboard/sessions/${await ask(owner, '/api/v1/sessions', /"id":"(ses_\w+)"/)}`;
  const mail = await ask(admin, '/api/v1/mail?search=prospect-0', /"id":"(mai?l?_\w+)"/);
  mailPath = `/mail/${mail}`;
  tenantPath = `/tenants/${await ask(admin, '/api/v1/tenants?search=kevin', /"id":"(tnt_\w+)"/)}`;
  joinLink = await ask(admin, `/api/v1/mail/${mail}`, /(http:[^"\s\\]+\/join\/[\w.-]+)/);
}

/** Everything that a page must be, with no error in its console but those expected. */
async function inspect({ page, complaints }: Visitor, name: string, expected?: RegExp): Promise<void> {
  const problems = await problemsOf(page, name);
  problems.push(...complaints.splice(0).filter((complaint) => expected?.test(complaint) !== true));
  expect(problems).toEqual([]);
}

describe('every page has its place on a phone and a desk, by day and by night', () => {
  const pages: readonly (readonly [
    name: string,
    who: Who,
    site: string | undefined,
    path: string | (() => string),
    heading: string | RegExp,
  ])[] = [
    ['platform home', 'nobody', undefined, '/', /.+/],
    ['sign-up', 'nobody', undefined, '/sign-up', 'Create your site'],
    ['platform log-in', 'nobody', undefined, '/log-in', 'Log in'],
    ['landing', 'nobody', KEVIN, '/', /honest conversation/],
    ['what a line shows', 'nobody', KEVIN, '/line', 'What this line shows'],
    ['landing of another brand', 'nobody', JANE, '/', /people lean in/],
    ['site log-in', 'nobody', KEVIN, '/log-in', 'Log in'],
    ['log-in by link', 'nobody', KEVIN, '/log-in/with-link', 'A link instead of a password'],
    ['forgotten password', 'nobody', undefined, '/log-in/forgot', 'Choose a new password'],
    ['a spent link', 'nobody', KEVIN, '/log-in/link', 'This link does not work any more'],
    ['security', 'owner', KEVIN, '/dashboard/security', 'Security'],
    ['security of a rep', 'rep', KEVIN, '/dashboard/security', 'Security'],
    ['a spent hand-over', 'nobody', KEVIN, '/handover', 'Please log in'],
    ['dashboard', 'owner', KEVIN, '/dashboard', 'Today'],
    ['dashboard without leads', 'newcomer', JANE, '/dashboard', 'Today'],
    ['dashboard of a rep', 'rep', KEVIN, '/dashboard', 'Today'],
    ['leads', 'owner', KEVIN, '/dashboard/leads', 'Leads'],
    ['leads with the hottest first', 'owner', KEVIN, '/dashboard/leads?sort=hottest', 'Leads'],
    ['leads of a stage without any', 'owner', KEVIN, '/dashboard/leads?stage=won', 'Leads'],
    ['no leads', 'newcomer', JANE, '/dashboard/leads', 'Leads'],
    ['lead', 'owner', KEVIN, () => leadPath, /\w+ \w+/],
    ['board', 'owner', KEVIN, '/dashboard/leads?view=board', 'Leads'],
    ['pipelines', 'owner', KEVIN, '/dashboard/pipelines', 'Pipelines'],
    ['notifications', 'rep', KEVIN, '/dashboard/notifications', 'Notifications'],
    ['notification settings', 'rep', KEVIN, '/dashboard/notifications/settings', 'How you are told'],
    ['e-mails', 'owner', KEVIN, '/dashboard/mails', 'E-mails'],
    ['an e-mail', 'owner', KEVIN, '/dashboard/mails/templates/reminder-day/en', 'Reminder, long before'],
    ['the sequence of e-mails', 'owner', KEVIN, '/dashboard/mails/sequence', 'E-mails'],
    ['the sender of e-mails', 'owner', KEVIN, '/dashboard/mails/sender', 'E-mails'],
    ['masterclasses', 'owner', KEVIN, '/dashboard/sessions', 'Masterclasses'],
    ['planning a masterclass', 'owner', KEVIN, '/dashboard/sessions?plan=1', /Plan a masterclass/],
    ['an offer that is over', 'nobody', KEVIN, '/offer-over', 'This offer is over'],
    ['no offers and polls', 'owner', KEVIN, () => `${sessionPath}/offers`, 'Offers and polls'],
    ['masterclass', 'owner', KEVIN, () => sessionPath, 'Your first ten conversations'],
    ['statistics', 'owner', KEVIN, '/dashboard/analytics', 'Statistics'],
    ['statistics of the sales', 'owner', KEVIN, '/dashboard/analytics/sales', 'Statistics'],
    ['statistics of a new site', 'newcomer', JANE, '/dashboard/analytics?range=all_time', 'Statistics'],
    ['assignment', 'owner', KEVIN, '/dashboard/assignment', 'Lead assignment'],
    ['no automations', 'newcomer', JANE, '/dashboard/automations', 'Automations'],
    ['a new automation', 'owner', KEVIN, '/dashboard/automations/new?recipe=followUp', 'New automation'],
    ['team', 'owner', KEVIN, '/dashboard/team', 'Team'],
    ['roles and permissions', 'owner', KEVIN, '/dashboard/team/roles', 'Roles and permissions'],
    ['an invitation that is over', 'nobody', KEVIN, '/invitation', 'This invitation is over'],
    ['no domains', 'newcomer', JANE, '/dashboard/domains', 'Domains'],
    ['health of an address', 'owner', KEVIN, '/dashboard/domains/health', 'Health of an address'],
    ['site settings', 'owner', KEVIN, '/dashboard/site', 'Your site'],
    ['site texts', 'owner', KEVIN, '/dashboard/site?part=texts', 'Your site'],
    ['site css', 'owner', KEVIN, '/dashboard/site?part=css', 'Your site'],
    ['site history', 'owner', KEVIN, '/dashboard/site?part=history', 'Version 1'],
    ['site address', 'owner', KEVIN, '/dashboard/address', 'Site address'],
    ['template of a site', 'owner', KEVIN, '/dashboard/template', 'Template'],
    ['status', 'nobody', undefined, '/status', 'No check yet'],
    ['templates', 'admin', 'admin', '/templates', 'Templates'],
    ['isolation', 'admin', 'admin', '/isolation', 'Isolation'],
    ['tenants', 'admin', 'admin', '/tenants', 'Sites'],
    ['a site', 'admin', 'admin', () => tenantPath, 'Kevin Gardner'],
    ['notices', 'admin', 'admin', '/broadcasts', 'Notices'],
    ['reports of abuse', 'admin', 'admin', '/abuse', 'Reports'],
    ['paused mail', 'admin', 'admin', '/paused-mail', 'Paused mail'],
    ['audit log of the platform', 'admin', 'admin', '/audit', 'Audit log'],
    ['audit log', 'owner', KEVIN, '/dashboard/audit', 'Audit log'],
    ['reporting a site', 'nobody', KEVIN, '/report', 'Report this site'],
    ['brand policy', 'admin', 'admin', '/brand-policy', 'Brand policy'],
    ['sales tax', 'admin', 'admin', '/sales-tax', 'Sales tax'],
    ['security of an administrator', 'admin', 'admin', '/security', 'Security'],
    ['administrators', 'admin', 'admin', '/admins', 'Administrators'],
    ['mailbox', 'admin', 'admin', '/mail', 'Mail'],
    ['mail', 'admin', 'admin', () => mailPath, 'Your place: Your first ten conversations'],
  ];

  it.each(pages)('L-15 %s', async (name, who, site, address, heading) => {
    const visitor = tabs[who];
    await visitor.page.goto(stack.url(site, typeof address === 'string' ? address : address()));
    await visitor.page.getByRole('heading', { name: heading }).first().waitFor();
    await inspect(visitor, name);
  });

  it('L-15 pages that are not there', async () => {
    const { nobody, owner, admin } = tabs;
    const expected = /404|401/;
    await nobody.page.goto(stack.url('nobody-has-this'));
    await inspect(nobody, 'neutral', expected);
    await owner.page.goto(stack.url(KEVIN, '/dashboard/nothing-here'));
    await inspect(owner, 'unknown page', expected);
    await nobody.page.goto(stack.url(KEVIN, '/join/not-a-link-that-was-ever-sent'));
    await nobody.page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
    await inspect(nobody, 'wrong link', expected);
    await admin.page.goto(stack.url('admin', '/mail/mal_00000000000000000000000000'));
    await admin.page.getByRole('button', { name: 'Try again' }).or(admin.page.getByRole('alert')).first().waitFor();
    await inspect(admin, 'unknown mail', expected);
  });

  it('L-15 questions that a page asks', async () => {
    const { page } = tabs.admin;
    await page.goto(stack.url('admin', '/tenants'));
    await page.getByRole('button', { name: 'Actions for Kevin Gardner' }).click();
    await page.getByRole('menuitem', { name: 'Suspend' }).click();
    await page.getByRole('alertdialog').waitFor();
    await inspect(tabs.admin, 'suspending');
    const { page: team } = tabs.owner;
    await team.goto(stack.url(KEVIN, '/dashboard/team'));
    await team.getByRole('button', { name: 'Invite somebody' }).click();
    await team.getByRole('button', { name: 'Send the invitation' }).click();
    await team.getByText('Please give an e-mail address').waitFor();
    await inspect(tabs.owner, 'inviting somebody with mistakes');
  });

  it('L-05 a visit of support, from its question to its end', async () => {
    const visitor = await tab();
    const { page } = visitor;
    await logIn(page, stack.login('Central admin'));
    await page.goto(stack.url('admin', tenantPath));
    await page.getByRole('button', { name: 'Look in as support' }).click();
    await page.getByLabel('Reason').fill('Their logo does not show');
    await inspect(visitor, 'beginning a visit of support');
    await page.getByRole('button', { name: 'Enter the site' }).click();
    await page.getByText('you are here as support').waitFor();
    await page.getByRole('heading', { name: 'Today' }).first().waitFor();
    await inspect(visitor, 'visit of support');
    await page.getByRole('button', { name: 'End the visit' }).click();
    await page.getByText('The visit is over').waitFor();
    await inspect(visitor, 'end of a visit of support');
    const answer = await page.evaluate(async () => (await fetch('/api/v1/me')).status);
    expect(answer).toBe(401);
  });

  it('A-07 a domain from its name to a live site', async () => {
    const { page, complaints } = tabs.owner;
    await page.goto(stack.url(KEVIN, '/dashboard/domains'));
    await page.getByRole('button', { name: 'Add a domain' }).click();
    await page.getByLabel('Domain', { exact: true }).fill('*.promoter.test');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('A wildcard cannot be connected.').waitFor();
    await inspect(tabs.owner, 'adding a domain with mistakes', /400/);
    await page.getByLabel('Domain', { exact: true }).fill('https://Learn.promoter.test/');
    await page.getByRole('button', { name: 'Connect' }).click();
    const card = page.getByRole('article', { name: 'learn.promoter.test' });
    await card.getByText('Missing').first().waitFor();
    await inspect(tabs.owner, 'domain without records');
    const proof = (await card.getByText(/^stageline-verify=/).textContent())!;
    await knot.update(
      'promoter.test',
      `add _stageline.learn.promoter.test. 5 TXT "${proof}"`,
      'add learn.promoter.test. 5 A 104.16.0.9',
      'add learn.promoter.test. 5 AAAA 2001:db8::6',
    );
    await card.getByRole('button', { name: 'Check now' }).click();
    await card.getByText('Yours, not pointing here yet').waitFor();
    await card
      .getByText(/looks like Cloudflare/)
      .first()
      .waitFor();
    await inspect(tabs.owner, 'domain that leads elsewhere');
    await knot.update(
      'promoter.test',
      'delete learn.promoter.test.',
      'add learn.promoter.test. 5 CNAME sites.stageline.test.',
    );
    await card.getByRole('button', { name: 'Check now' }).click();
    await card.getByText('All is well.', { exact: false }).waitFor();
    await page.getByRole('radio', { name: 'learn.promoter.test' }).check();
    await page.getByText('Visitors are led to learn.promoter.test').waitFor();
    await card.getByText('History').click();
    await inspect(tabs.owner, 'domain that is live');
    await card.getByRole('link', { name: 'Health' }).click();
    await page.getByText('Every record is as it should be.').waitFor();
    await inspect(tabs.owner, 'health of a domain');
    await page.getByRole('link', { name: 'All domains' }).click();
    await card.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('alertdialog').waitFor();
    await inspect(tabs.owner, 'removing a domain');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Your own domain will be here').waitFor();
    expect(complaints).toEqual([]);
  });

  it('L-15 the form of the landing page with mistakes, and what follows it', async () => {
    const visitor = await tab();
    await visitor.page.goto(stack.url(JANE));
    await hydrated(visitor.page);
    await visitor.page.getByRole('form').getByRole('button').click();
    await visitor.page.getByText('Please fill this in.').first().waitFor();
    await inspect(visitor, 'landing with mistakes');
    await register(visitor.page, { firstName: 'Noor', lastName: 'Visser', email: 'noor@example.com' });
    await inspect(visitor, 'registered');
  });

  it('L-15 the room before, while and after it is live', async () => {
    const [host, attendee] = [tabs.owner, await tab()];
    await addSlides(host);
    await host.page.goto(stack.url(KEVIN, sessionPath.replace('/dashboard/sessions', '/room')));
    await host.page.getByRole('button', { name: 'Enter the room' }).click({ trial: true });
    await inspect(host, 'device check');
    await attendee.page.goto(joinLink);
    await attendee.page.getByRole('region', { name: 'Lobby' }).waitFor();
    await inspect(attendee, 'lobby');
    await host.page.getByRole('button', { name: 'Enter the room' }).click();
    await host.page.getByRole('button', { name: 'Go live' }).click();
    await host.page.getByRole('button', { name: 'Go live now' }).click();
    await attendee.page.getByLabel('Your message').fill('Good evening from the second row');
    await attendee.page.getByRole('button', { name: 'Send message' }).click();
    await attendee.page.getByRole('region', { name: 'Stage' }).locator('video').waitFor();
    await host.page.getByText('Good evening from the second row', { exact: true }).waitFor();
    await approveAndReact(host, attendee);
    await turnSlides(host, attendee);
    await host.page.getByRole('button', { name: /^More about the message of .*second row/ }).click();
    await host.page.getByRole('menuitem', { name: 'Pin for everybody' }).click();
    await attendee.page.getByRole('region', { name: 'Pinned' }).getByText('Good evening').waitFor();
    await host.page.getByRole('button', { name: 'Rules of the chat' }).click();
    await host.page.getByLabel('Slow mode').selectOption('30 seconds');
    await attendee.page.getByText('Slow mode: one message every 30 seconds').waitFor();
    await inspect(host, 'rules of the chat');
    await host.page.keyboard.press('Escape');
    await inspect(host, 'host live');
    await inspect(attendee, 'attendee live');
    await offerAndAsk(host.page, attendee.page);
    await inspect(host, 'offers and polls');
    await inspect(attendee, 'offer and poll');
    await clearScreens(host.page, attendee.page);

    // Onto the stage: asked, with a look at oneself, then beside the host.
    await host.page.getByRole('button', { name: 'Show the people in the room' }).click();
    await host.page.getByRole('searchbox', { name: 'Search people' }).fill('ANA');
    await inspect(host, 'people');
    await host.page.getByRole('button', { name: 'Invite to the stage: Ana R.' }).click();
    await attendee.page.getByRole('dialog', { name: 'Come onto the stage?' }).waitFor();
    await host.page.getByText('Waiting for an answer').waitFor();
    await inspect(attendee, 'invited');
    await attendee.page.getByRole('button', { name: 'Choose camera and microphone' }).click();
    await attendee.page.getByRole('button', { name: 'Go onto the stage' }).click({ trial: true });
    await inspect(attendee, 'choosing devices');
    await attendee.page.getByRole('button', { name: 'Go onto the stage' }).click();
    await facesOn(host.page, 2);
    await facesOn(attendee.page, 2);
    await inspect(host, 'host with a panelist');
    await inspect(attendee, 'panelist');
    await onOneRow(host.page, 'Record');
    await onOneRow(attendee.page, 'Leave');
    await attendee.page.getByRole('button', { name: 'Share screen' }).click();
    const screen = host.page.getByLabel('Screen of Ana R.');
    await eventually(() => screen.evaluate((video) => (video as HTMLVideoElement).videoWidth > 0), {
      what: 'the screen of the panelist',
    });
    await inspect(host, 'shared screen');
    await attendee.page.getByRole('button', { name: 'Stop sharing' }).click();
    await screen.waitFor({ state: 'detached' });

    // A fresh start keeps the place, and sends nothing unasked.
    await attendee.page.reload();
    await attendee.page.getByRole('dialog', { name: 'You are on the stage' }).waitFor();
    await attendee.page.getByRole('button', { name: 'Choose camera and microphone' }).click();
    await attendee.page.getByRole('button', { name: 'Send picture and sound' }).click();
    await facesOn(host.page, 2);
    await host.page.getByRole('button', { name: 'Mute Ana R.' }).click();
    await attendee.page.getByRole('button', { name: 'Unmute' }).waitFor();
    await host.page.getByRole('button', { name: 'Take off: Ana R.' }).click();
    await attendee.page.getByText('You are in the audience again').waitFor();
    await attendee.page.getByRole('button', { name: 'Unmute' }).waitFor({ state: 'detached' });
    await host.page.getByRole('button', { name: 'Invite to the stage: Ana R.' }).click();
    await attendee.page.getByRole('button', { name: 'No, thank you' }).click();
    await host.page.getByText('Said no for now').waitFor();
    await host.page.getByRole('button', { name: 'Close the list of people' }).click();
    await tabs.nobody.page.goto(stack.url(KEVIN));
    await inspect(tabs.nobody, 'landing while live');
    await host.page.getByRole('button', { name: 'End', exact: true }).click();
    await host.page.getByRole('button', { name: 'End for everybody' }).click();
    await attendee.page.getByRole('heading', { name: 'This masterclass is over' }).waitFor();
    await attendee.page.reload();
    await attendee.page.getByRole('link', { name: /^Download A talk/ }).waitFor();
    await inspect(attendee, 'room that is over');
    await host.page.getByRole('link', { name: 'See who attended' }).click();
    await host.page.getByRole('table', { name: 'Attendance' }).waitFor();
    await inspect(host, 'attendance');
  });
});

/** On a phone the controls stand in one row, each for a thumb; those behind More are opened, used with keys, and closed. */
async function onOneRow(page: Page, behindMore: string): Promise<void> {
  await page.setViewportSize(screens[0]);
  const bar = page.getByRole('toolbar', { name: 'Controls' });
  const more = bar.getByRole('button', { name: 'More', exact: true });
  const places = await bar.getByRole('button').evaluateAll((buttons) =>
    buttons.map((button) => {
      const { top, width, height, right } = button.getBoundingClientRect();
      const words = button.querySelector('span')!;
      return { top, isTouchable: width >= 44 && height >= 44, isWhole: words.scrollWidth <= words.clientWidth, right };
    }),
  );
  expect(places.length).toBeGreaterThan(4);
  expect(new Set(places.map(({ top }) => Math.round(top))).size).toBe(1);
  expect(places.filter(({ isTouchable, isWhole, right }) => !isTouchable || !isWhole || right > 390)).toEqual([]);
  await more.press('Enter');
  await bar.getByRole('button', { name: behindMore, exact: true }).waitFor();
  await takePicture(page, `more-controls-${behindMore}-390`);
  expect(await problemsOf(page, `more controls ${behindMore}`)).toEqual([]);
  await page.setViewportSize(screens[0]);
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: behindMore, exact: true }).waitFor({ state: 'hidden' });
  expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.setViewportSize(screens[1]);
}

/** Adds the slides of a talk to the masterclass; what is no PDF is refused in words. */
async function addSlides({ page, ...host }: Visitor): Promise<void> {
  await page.goto(stack.url(KEVIN, sessionPath));
  const field = page.getByLabel('Add a PDF');
  const fake = { name: 'talk.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>no PDF</html>') };
  await field.setInputFiles(fake);
  await page.getByText('That is no PDF that can be read').waitFor();
  const drawing = await page.context().newPage();
  const slide = (n: number) =>
    `<section style="height:100vh;break-after:page;font:64px sans-serif">Slide ${n}</section>`;
  await drawing.setContent(`<body style="margin:0;background:#eef">${[1, 2, 3].map(slide).join('')}</body>`);
  const buffer = await drawing.pdf({ width: '960px', height: '540px', printBackground: true });
  await drawing.close();
  const name = 'A talk with a name that is longer than what a phone shows in one line.pdf';
  await field.setInputFiles({ name, mimeType: 'application/pdf', buffer });
  await page.getByText(/^3 pages/).waitFor();
  await inspect({ page, ...host }, 'masterclass with slides', /415/);
}

/** The host turns pages with the keyboard, and gives the file to the audience. */
async function turnSlides(host: Visitor, attendee: Visitor): Promise<void> {
  await host.page.getByRole('button', { name: 'Show offers, polls and slides' }).click();
  await host.page.getByRole('tab', { name: 'Slides' }).click();
  await host.page.getByRole('button', { name: /^Show slides: A talk/ }).click();
  await attendee.page.getByRole('img', { name: 'Slide 1 of 3' }).waitFor();
  await host.page.getByRole('button', { name: 'Next slide' }).focus();
  await host.page.keyboard.press('ArrowRight');
  const shown = attendee.page.getByRole('img', { name: 'Slide 2 of 3' });
  await shown.waitFor();
  await eventually(() => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth === 1600), {
    what: 'the picture of the second slide',
  });
  await host.page.getByRole('switch', { name: /^The audience has A talk/ }).click();
  const [download] = await Promise.all([
    attendee.page.waitForEvent('download'),
    attendee.page.getByRole('link', { name: /^Download A talk/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^A talk with a name .*\.pdf$/);
  await inspect(host, 'host with slides');
  await inspect(attendee, 'attendee with a slide');
  // Whoever comes in later sees the same page.
  await attendee.page.reload();
  await attendee.page.getByRole('img', { name: 'Slide 2 of 3' }).waitFor();
  await host.page.getByRole('button', { name: 'Take off', exact: true }).click();
  await shown.waitFor({ state: 'detached' });
  await host.page.getByRole('button', { name: 'Close offers, polls and slides' }).click();
}

/** What the attendee writes waits for the host, who decides with the keyboard alone; both react, and see how many did. */
async function approveAndReact(host: Visitor, attendee: Visitor): Promise<void> {
  const hold = async () => {
    await host.page.getByRole('button', { name: 'Rules of the chat' }).click();
    await host.page.getByRole('switch', { name: 'Approve messages first' }).click();
    await host.page.keyboard.press('Escape');
  };
  await hold();
  await attendee.page.getByText('Messages wait for a host').waitFor();
  for (const text of ['What does it cost after Monday?', 'Buy followers at cheap-followers.example today'])
    await attendee.page.getByLabel('Your message').pressSequentially(`${text}\n`);
  await attendee.page.getByText('Waits for a host').nth(1).waitFor();
  const queue = host.page.getByRole('region', { name: 'Waiting for you' });
  await queue.getByText('2 wait for you').waitFor();
  await inspect(host, 'messages that wait for a host');
  await inspect(attendee, 'a message that waits');
  await queue
    .getByRole('button', { name: /^Let in/ })
    .first()
    .focus();
  await host.page.keyboard.press('Enter');
  await queue.getByText('1 waits for you').waitFor();
  // The focus is where the next one is let in; declining is beside it.
  await host.page.keyboard.press('Tab');
  await host.page.keyboard.press('Enter');
  await queue.waitFor({ state: 'detached' });
  await attendee.page.getByText('A host did not let this through').waitFor();
  await takePicture(attendee.page, 'a message that was declined');
  await attendee.page.getByRole('button', { name: 'Put away' }).click();
  const log = host.page.getByRole('log', { name: 'Messages' });
  await log.getByText('What does it cost after Monday?', { exact: true }).waitFor();
  expect(await log.getByText('cheap-followers').count()).toBe(0);
  await hold();

  await attendee.page.getByRole('button', { name: 'React', exact: true }).focus();
  await attendee.page.keyboard.press('Enter');
  await attendee.page.getByRole('button', { name: /^Like/ }).waitFor();
  for (const key of ['Enter', 'Tab', 'Enter', 'Enter']) await attendee.page.keyboard.press(key);
  await attendee.page.getByRole('button', { name: 'Heart, 2 sent' }).waitFor();
  await inspect(attendee, 'reactions');
  await attendee.page.keyboard.press('Escape');
  await host.page.getByRole('button', { name: 'React', exact: true }).click();
  await host.page.getByRole('button', { name: 'Like, 1 sent' }).waitFor();
  await host.page.keyboard.press('Escape');
}

/** Puts an offer, a message and a poll before the attendee, as the host's page asks for it. */
async function offerAndAsk(host: Page, attendee: Page): Promise<void> {
  const post = (address: string, body: object = {}) =>
    host.evaluate(
      async ([url, payload]) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(url, { method: 'POST', headers, body: payload });
        return (await answer.json()) as { id: string };
      },
      [`/api/v1${sessionPath.replace('/dashboard', '')}${address}`, JSON.stringify(body)] as const,
    );
  const offer = {
    kind: 'offer',
    title: 'The course with everything that did not fit into this evening',
    text: 'Eight weeks, one call a week, and a group that asks how it went. It begins on Monday.',
    label: 'See the course',
    link: 'https://shop.example/course',
    price: '490 € instead of 690 €',
    seconds: 3600,
    offsetSeconds: null,
  };
  const message = { kind: 'notification', text: 'The slides are linked below the replay.', link: null, seconds: null };
  for (const body of [offer, { ...message, offsetSeconds: null }]) {
    const { id } = await post('/offers', body);
    await post(`/offers/${id}/show`);
  }
  const questions = [
    { kind: 'single', text: 'How far are you?', choices: ['Not begun', 'Half way', 'Done with all ten'], right: [] },
    { kind: 'rating', text: 'How was the pace so far?', choices: [], right: [] },
  ];
  const { id } = await post('/polls', { title: 'A short question in between', questions, changeable: true });
  await post(`/polls/${id}/runs`);
  await attendee.getByRole('link', { name: 'See the course' }).waitFor();
  await attendee.getByRole('radio', { name: 'Half way' }).check();
  await host.getByRole('button', { name: 'Show offers, polls and slides' }).click();
  await host.getByText('On the screens', { exact: true }).waitFor();
}

async function clearScreens(host: Page, attendee: Page): Promise<void> {
  await attendee.getByRole('button', { name: 'Send my answer' }).click();
  await host.getByRole('tab', { name: 'Polls' }).click();
  await host.getByText('1 person answered').waitFor();
  await host.getByRole('button', { name: 'Show results to all' }).click();
  await attendee.getByText('(your answer)').first().waitFor();
  await takePicture(attendee, 'results of a poll');
  await inspect({ ...tabs.owner, page: host }, 'results of a poll for hosts');
  for (let left = 3; left > 0; left -= 1)
    await attendee
      .getByRole('button', { name: /^Put away/ })
      .first()
      .click();
  await host.getByRole('button', { name: 'Close offers, polls and slides' }).click();
}

/** Until so many people are seen on the stage, each with a picture that moves. */
async function facesOn(page: Page, amount: number): Promise<void> {
  const stage = page.getByRole('region', { name: 'Stage' });
  await eventually(
    () =>
      stage
        .locator('li video')
        .evaluateAll(
          (videos, wanted) =>
            videos.length === wanted && videos.every((video) => (video as HTMLVideoElement).videoWidth > 0),
          amount,
        ),
    { what: `${amount} faces on the stage` },
  );
}

/** Until every island of a public page has come alive. */
async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[data-island]:not([data-hydrated])') === null);
}

describe('the landing page', () => {
  const gzipped = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + gzipSync(text).length, 0);

  it('P23 needs 10 KB of script until it is alive and 80 KB then, without what only the room needs', async () => {
    const { page } = await tab();
    const scripts = new Map<string, Promise<string>>();
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.set(response.url(), response.text());
    });
    const answer = await page.goto(stack.url(KEVIN));
    await hydrated(page);
    // What keeps the line up to date comes by itself, a moment later.
    await eventually(() => [...scripts.keys()].some((url) => url.includes('line-client')), {
      what: 'the client of the line',
    });
    const html = (await answer?.text()) ?? '';
    const inline = [...html.matchAll(/<script(?![^>]*application\/json)[^>]*>([^]*?)<\/script>/g)].map(
      ([, source]) => source!,
    );
    // Nothing else may run before: the document itself asks for no script file.
    expect(html).not.toMatch(/<script[^>]* src=|rel="modulepreload"/);
    const loaded = await Promise.all(scripts.values());
    expect(loaded.length).toBeGreaterThan(0);
    expect(gzipped(inline)).toBeLessThanOrEqual(10 * KB);
    expect(gzipped([...inline, ...loaded])).toBeLessThanOrEqual(80 * KB);
    expect(loaded.join('\n')).not.toMatch(/mediasoup|redux|engine\.io|connect_error/i);
  });

  it('B-01 is whole without JavaScript', async () => {
    const visitor = await openTab(browser, { javaScriptEnabled: false, viewport: screens[0] });
    await visitor.page.goto(stack.url(KEVIN));
    await visitor.page.getByRole('form').getByRole('button').waitFor();
    await visitor.page.getByText(people[0][0]).first().waitFor();
    await takePicture(visitor.page, 'landing-without-javascript');
    expect(visitor.complaints).toEqual([]);
  });

  it('B-01 is posted by the browser where the script that sends it is gone', async () => {
    const { page } = await tab();
    await page.route('**/assets/sending-*', (route) => route.abort());
    await page.goto(stack.url(KEVIN));
    await hydrated(page);
    await register(page, { firstName: 'Ana', lastName: 'Ruiz', email: 'unsent@example.com' });
    expect(new URL(page.url()).pathname).toBe('/registered');
  });

  // Last: what it plans stands on the site from then on.
  it('B-04 B-05 a masterclass that repeats is planned and moved with what follows, and a mail sent again', async () => {
    const owner = await tab();
    const { page } = owner;
    await logIn(page, stack.login('Promoter', KEVIN));
    await page.goto(stack.url(KEVIN, '/dashboard/sessions?plan=1'));
    await page.getByLabel('Title').fill('Ask me anything');
    await page.getByLabel('Repeats').selectOption('weekly');
    await page.getByText('The next dates:').waitFor();
    await inspect(owner, 'planning a series');
    await page.getByRole('button', { name: 'Plan it' }).click();
    await page.getByRole('link', { name: 'Ask me anything', exact: true }).nth(1).click();
    await page.getByRole('button', { name: 'End the series' }).waitFor();
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByLabel('This date and all that follow').check();
    await page.getByLabel('Time', { exact: true }).fill('20:15');
    await inspect(owner, 'moving what follows');
    await page.getByRole('button', { name: 'Move it' }).click();
    await page.getByText('This date and those that follow are moved').waitFor();
    await page.getByText(/^Every .* at 20:15/).waitFor();
    const visitor = await openTab(browser, { javaScriptEnabled: false });
    await visitor.page.goto(stack.url(KEVIN));
    await register(visitor.page, { firstName: 'Noor', lastName: 'Visser', email: 'again@example.com' });
    await visitor.page.getByRole('button', { name: 'Nothing came? Send again' }).click();
    await visitor.page.getByText('It is on its way once more').waitFor();
    await ask(tabs.admin.page, '/api/v1/mail?search=again@example.com', /("id".*"id")/);
  });
});
