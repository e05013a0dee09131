import { beforeAll, expect, it } from '@jest/globals';
import { eventually, launchChromium, startStack, type Stack, type StackLogin } from '@stageline/testing';
import { problemsOf } from './inspection.ts';
import { logIn, openTab, register, type Browser, type Page } from './visitor.ts';

const KEVIN = 'kevin-gardner';
const JANE = 'jane-smith';
const VOGT = 'vogt-akademie';
const PROMISE = 'Ein Abend, der hält, was er verspricht';

let stack: Stack;
let browser: Browser;
/** Of a site that began with the template of the folder, as the demo's sites did not. */
let owner: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack({ media: false }), launchChromium()]);
  owner = (await openTab(browser, { reducedMotion: 'reduce' })).page;
  await logIn(owner, await signUp());
});

async function signUp(): Promise<StackLogin> {
  const person = { name: 'Lena Vogt', email: 'lena@example.com', password: 'a long enough password' };
  const form = { ...person, siteName: 'Vogt Akademie', slug: VOGT, template: 'masterclass' };
  const { body } = await stack.request('POST', stack.url(undefined, '/api/v1/signups'), form);
  const { signupId, token } = body as { signupId: string; token: string };
  await eventually(async () => {
    const now = await stack.request('GET', stack.url(undefined, `/api/v1/signups/${signupId}?token=${token}`));
    return (now.body as { status: string }).status === 'active';
  });
  return { ...person, who: 'Promoter', url: stack.url(VOGT) };
}

async function publish(page: Page): Promise<void> {
  await page.getByText('Draft saved.').waitFor();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Everything is published.').waitFor();
}

/** An automation that names the stage of every site and one of its own team. @returns the status */
const automate = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { items } = (await (await fetch('/api/v1/members')).json()) as { items: { id: string; roles: string[] }[] };
    const somebody = items.find(({ roles }) => !roles.includes('owner'))!.id;
    const rule = {
      name: 'Follow up',
      trigger: { kind: 'stage-entered', pipelineId: 'default', stage: 'contacted' },
      conditions: [],
      actions: [
        { kind: 'mail', subject: 'Thank you, {{firstName}}', text: 'We talk soon.', link: 'site' },
        { kind: 'notify', who: somebody, text: 'Call {{firstName}}.' },
      ],
    };
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/v1/automations', { method: 'POST', body: JSON.stringify(rule), headers })).status;
  });

async function visit(site: string): Promise<Page> {
  const { page } = await openTab(browser, { reducedMotion: 'reduce' });
  await page.goto(stack.url(site));
  return page;
}

it('A-13 a new version of the template is offered beside a local edit, which is kept while the rest is taken', async () => {
  await owner.goto(stack.url(VOGT, '/dashboard/site'));
  await owner.getByRole('tab', { name: 'Texts' }).click();
  await owner.getByLabel('Promise').fill(PROMISE);
  await publish(owner);

  const jane = (await openTab(browser)).page;
  await logIn(jane, stack.login('Promoter', JANE));
  expect(await automate(jane)).toBe(201);
  const admin = (await openTab(browser)).page;
  await logIn(admin, stack.login('Central admin'));
  await admin.goto(stack.url('admin', '/templates'));
  // The form knows the templates that the page knows.
  await admin.getByText('Live masterclass').first().waitFor();
  await admin.getByRole('button', { name: 'Publish a version' }).click();
  const form = admin.getByRole('dialog');
  await form.getByLabel('Address of the site').fill(JANE);
  await form.getByLabel('Template', { exact: true }).fill('masterclass');
  expect(await form.getByLabel('Name').inputValue()).toBe('Live masterclass');
  await form.getByLabel('What is new').fill('A warmer welcome');
  await form.getByRole('button', { name: 'Publish' }).click();
  await admin.getByText('The version is published').waitFor();
  await admin.getByText('Version 2').waitFor();

  await owner.goto(stack.url(VOGT, '/dashboard'));
  const offer = owner.getByRole('paragraph').filter({ hasText: 'Your template has a new version: A warmer welcome' });
  await offer.getByRole('link', { name: 'See the changes' }).click();
  await owner.getByRole('heading', { name: 'Version 2 is here' }).waitFor();
  const headline = owner.getByRole('group', { name: 'Headline' });
  await headline.getByText(PROMISE).waitFor();
  const take = owner.getByRole('button', { name: 'Bring it into the draft' });
  expect([await owner.getByText('1 decision is open').count(), await take.isDisabled()]).toEqual([1, true]);
  expect(await owner.getByRole('group', { name: 'Welcome text' }).getByLabel('Take the new one').isChecked()).toBe(
    true,
  );
  const automation = owner.getByRole('group', { name: 'Automation' });
  await automation.getByText('When a lead is moved to a stage: Contacted').scrollIntoViewIfNeeded();
  expect(await problemsOf(owner, 'template-offer')).toEqual([]);
  await headline.getByLabel('Keep yours').check();
  await take.click();
  await owner.getByRole('link', { name: 'Look at the draft' }).click();
  const before = await visit(VOGT);
  const welcome = 'I help people who know their subject';
  expect([await before.getByText(PROMISE).count(), await before.getByText(welcome).count()]).toEqual([1, 0]);
  await publish(owner);
  await before.reload();
  await before.getByRole('heading', { name: PROMISE }).waitFor();
  expect(await before.getByText(welcome).count()).toBe(1);

  // What came with it is off, and says what it needs before it can be on.
  await owner.goto(stack.url(VOGT, '/dashboard/automations'));
  await owner.getByRole('link', { name: 'Follow up' }).click();
  await owner.getByText('It came with your template and names a member that your site does not have.').waitFor();
  expect(await owner.getByRole('switch', { name: 'Follow up is on' }).isChecked()).toBe(false);
  expect(await problemsOf(owner, 'automation-of-template')).toEqual([]);
});

it('A-11 the owner arranges the page, and a visitor with or without script finds every part of it and registers', async () => {
  // The template brought an arrangement of its own; without one the page has that of every page.
  await owner.evaluate(async () => {
    const { revision, content } = await (await fetch('/api/v1/site/draft')).json();
    const body = JSON.stringify({ revision, content: { ...content, blocks: undefined } });
    await fetch('/api/v1/site/draft', { method: 'PUT', body, headers: { 'content-type': 'application/json' } });
  });
  await owner.setViewportSize({ width: 390, height: 844 });
  await owner.goto(stack.url(VOGT, '/dashboard/site?part=page'));
  const addPart = async (name: string) => {
    // By keyboard: what is saved meanwhile may move the button from under a pointer.
    await owner.getByRole('button', { name: 'Add a part' }).press('Enter');
    await owner.getByRole('menuitem', { name }).press('Enter');
    // It gives the focus back when it is gone, and takes it from whatever has it until then.
    await owner.getByRole('menu').waitFor({ state: 'detached' });
  };
  await addPart('Questions and answers');
  await owner.getByRole('button', { name: 'Add a question' }).click();
  await owner.getByLabel('Question', { exact: true }).fill('Wie lange dauert es?');
  // What lacks its answer is told beside it, and nothing of it is saved.
  await owner.getByText('Please fill this in.').waitFor();
  await owner.getByRole('textbox', { name: 'Answer' }).fill(`Eine Stunde. ${'مرحبا 👋🏽 '.repeat(20)}`);
  await addPart('Host');
  await owner.getByLabel('About them').fill('Seit dreißig Jahren auf kleinen Bühnen.');
  await addPart('Countdown');
  await owner.getByRole('button', { name: 'Agenda', exact: true }).click();
  await owner.getByRole('button', { name: 'Add a step' }).click();
  await owner.getByRole('group', { name: 'Step 1' }).getByLabel('Title').fill('Ankommen');
  await owner.getByRole('spinbutton', { name: 'Minutes' }).fill('10');
  await owner.getByRole('button', { name: 'Testimonials', exact: true }).click();
  await owner.getByRole('button', { name: 'Add a quote' }).click();
  await owner.getByLabel('What they say').fill('Danach habe ich gut geschlafen.');
  await owner.getByLabel('Who says it').fill('Eine Teilnehmerin');
  await owner.getByRole('button', { name: 'Add a video' }).click();
  const video = owner.getByRole('group', { name: 'Video 1' });
  await video.getByLabel('Title').fill('Ein Abend im Rückblick');
  await video.getByLabel('Address').fill('https://youtu.be/dQw4w9WgXcQ');
  // From the end of the page to the place beside the form, by keyboard alone.
  await owner.getByRole('button', { name: /^Move Countdown: drag/ }).focus();
  for (const place of [8, 7, 6, 5, 4, 3]) {
    await owner.keyboard.press('ArrowUp');
    await owner.getByText(`Countdown is now at place ${place} of 9.`).waitFor();
  }
  await owner.getByRole('button', { name: 'Host', exact: true }).click();
  await owner.getByRole('button', { name: 'Remove Host' }).click();
  await owner.getByRole('button', { name: 'Undo' }).last().click();
  await owner.getByRole('button', { name: 'Host', exact: true }).waitFor();
  expect(await problemsOf(owner, 'site-blocks')).toEqual([]);
  await publish(owner);

  const page = await visit(VOGT);
  await page.getByRole('timer').waitFor();
  await page.getByText('Eine Stunde.').waitFor({ state: 'hidden' });
  await page.getByText('Wie lange dauert es?').click();
  await page.getByText('Eine Stunde.').waitFor();
  const parts = ['It begins in', 'What you get', 'About this masterclass', 'What others say', 'Questions', 'Your host'];
  const headings = (await page.getByRole('heading').allTextContents()).map((text) => text.trim());
  const places = parts.map((part) => headings.findIndex((heading) => heading.startsWith(part)));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(await problemsOf(page, 'landing-blocks')).toEqual([]);

  await owner.getByRole('tab', { name: 'Experiment' }).click();
  await owner.getByRole('button', { name: 'Start the experiment' }).click();
  await owner.getByText('Change at least one thing').waitFor();
  expect(await problemsOf(owner, 'site-experiment-form')).toEqual([]);
  await owner.getByRole('textbox', { name: 'Another promise' }).fill('Eine Stunde, die bleibt');
  await owner.getByRole('button', { name: 'Start the experiment' }).click();
  await owner.getByText('No difference can be seen yet;').waitFor();
  expect(await problemsOf(owner, 'site-experiment')).toEqual([]);

  const { page: plain } = await openTab(browser, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await plain.goto(stack.url(VOGT));
  expect(await plain.getByRole('timer').isVisible()).toBe(false);
  await plain.getByText('Wie lange dauert es?').click();
  await plain.getByText('Eine Stunde.').waitFor();
  await register(plain, { firstName: 'Ana', lastName: 'Rodriguez', email: 'ana-blocks@example.com' });
});

it('A-10 a testimonial is played in its sandboxed frame, from the companies that we know and from nobody else', async () => {
  const { page } = await openTab(browser);
  await logIn(page, stack.login('Promoter', KEVIN));
  await page.goto(stack.url(KEVIN, '/dashboard/site'));
  await page.getByRole('tab', { name: 'Videos' }).click();
  for (const [index, [title, address]] of [
    ['Ten conversations later', 'https://youtu.be/dQw4w9WgXcQ'],
    ['From somewhere else', 'https://video.example/embed/dQw4w9WgXcQ'],
  ].entries()) {
    await page.getByRole('button', { name: 'Add a video' }).click();
    const video = page.getByRole('group', { name: `Video ${index + 1}` });
    await video.getByLabel('Title').fill(title!);
    await video.getByLabel('Address').fill(address!);
  }
  await page.getByText('Please give the address of a YouTube or Vimeo video').waitFor();
  await page.getByRole('button', { name: 'Remove Video 2' }).click();
  await publish(page);

  const { page: visitor } = await openTab(browser);
  const asked: string[] = [];
  // A player that does what a bad one would: lead the whole page away, and look into it.
  const player = `<!doctype html><title>player</title><p>playing</p><script>
    for (const wrong of [() => { top.location = 'https://evil.example/'; }, () => top.document.title]) {
      try { wrong(); document.body.append(' got out'); } catch { document.body.append(' held'); }
    }
  </script>`;
  await visitor.route(/^https:/, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'text/html', body: player });
  });
  await visitor.goto(stack.url(KEVIN));
  const frame = visitor.frameLocator('iframe[title="Ten conversations later"]');
  await frame.getByRole('link').scrollIntoViewIfNeeded();
  expect(asked).toEqual([]);
  await frame.getByRole('link').click();
  await frame.getByText('playing held held').waitFor();
  expect(asked).toEqual(['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0&autoplay=1']);
  expect(visitor.url()).toBe(stack.url(KEVIN));

  const refused = await visitor.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
          resolve(`${effectiveDirective} ${blockedURI}`),
        );
        const other = document.createElement('iframe');
        other.src = 'https://video.example/embed/dQw4w9WgXcQ';
        document.body.append(other);
      }),
  );
  expect(refused).toBe('frame-src https://video.example');
  expect(asked).toHaveLength(1);
});

it('B-04 a visitor reads the start in their own zone by its name, or that it is their own', async () => {
  const reads = async (timezoneId: string, words: RegExp) => {
    const { page, complaints } = await openTab(browser, { timezoneId, locale: 'en-GB' });
    await page.goto(stack.url(KEVIN));
    const startsAt = await page.locator('time').first().getAttribute('datetime');
    const text = await page.getByText(words).textContent();
    await page.context().close();
    expect(complaints).toEqual([]);
    return { text, startsAt: new Date(startsAt!) };
  };
  const { text, startsAt } = await reads('Asia/Kathmandu', /^For you:/);
  const inKathmandu = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kathmandu', ...options }).format(startsAt);
  const day = inKathmandu({ weekday: 'long', day: 'numeric', month: 'long' });
  expect(text).toBe(`For you: ${day}, ${inKathmandu({ hour: 'numeric', minute: '2-digit' })}, Nepal Time`);
  await reads('America/New_York', /^That is your own time zone\.$/);
});

it('A-02 the owner moves the site: the dashboard goes on at the new address, and the old one leads visitors there', async () => {
  await owner.goto(stack.url(VOGT, '/dashboard/address'));
  await owner.getByLabel('New address').fill('lena-vogt');
  await owner.getByText('This address is free.').waitFor();
  await owner.getByRole('button', { name: 'Move the site' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'Move the site' }).click();
  await owner.waitForURL(stack.url('lena-vogt', '/dashboard'));
  await owner.getByRole('heading', { name: 'Today' }).waitFor();
  await owner.goto(stack.url('lena-vogt', '/dashboard/address'));
  await owner.getByRole('button', { name: `Move back to ${VOGT}.localhost` }).waitFor();

  const { status, headers } = await stack.request('GET', stack.url(VOGT, '/?from=a-card'));
  expect([status, headers.location]).toEqual([301, stack.url('lena-vogt', '/?from=a-card')]);
  const visitor = await visit(VOGT);
  expect(visitor.url()).toBe(stack.url('lena-vogt'));
  await visitor
    .getByRole('heading', { name: 'Vogt Akademie' })
    .or(visitor.getByText('Vogt Akademie'))
    .first()
    .waitFor();
  await register(visitor, { firstName: 'Nora', lastName: 'Lind', email: 'nora.lind@example.com' });
});
