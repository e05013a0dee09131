import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, launchChromium, startStack, type Stack } from '@stageline/testing';
import { takePicture } from './inspection.ts';
import { logIn, openTab, type Browser, type Page, type Visitor } from './visitor.ts';

const KEVIN = 'kevin-gardner';
const phone = { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', timezoneId: 'Europe/Berlin' } as const;
const de = { ...phone, locale: 'de-DE' } as const;
const day = (instant: Date | string): string =>
  new Intl.DateTimeFormat('de-DE', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'Europe/Berlin',
  }).format(new Date(instant));

let stack: Stack;
let browser: Browser;
let visitor: Visitor;
let owner: Visitor;
/** Sentences of the English catalogues that German says in other words. */
let english: ReadonlySet<string>;

beforeAll(async () => {
  // Room for the host alone: whoever else comes finds it full.
  // The film that they see is small, as the other browsers of this machine need their share of it.
  const env = { SFU_CONSUMERS_PER_WORKER: '2', SFU_OVERFLOW_LINES: '180' };
  [stack, browser] = await Promise.all([startStack({ env }), launchChromium({ fakeMedia: true })]);
  [visitor, owner] = await Promise.all([openTab(browser, de), openTab(browser, phone)]);
  await logIn(owner.page, stack.login('Promoter', KEVIN));
  english = await englishSentences();
});

async function englishSentences(): Promise<ReadonlySet<string>> {
  const parts = ['app', 'app/pages', 'shared/ui'];
  const features = ['dashboard', 'leads', 'line', 'registration', 'room', 'sessions', 'site'];
  const found = new Set<string>();
  const catalogues = [...parts, ...features.map((name) => `features/${name}`)].map((part) => `${part}/texts`);
  for (const catalogue of [...catalogues, 'features/room/stage-texts']) {
    const { en } = (await import(`../src/${catalogue}.en.ts`)) as { en: object };
    const { default: german } = (await import(`../src/${catalogue}.de.ts`)) as { default: object };
    collect(en, german, found);
  }
  return found;
}

function collect(en: object, german: object, into: Set<string>): void {
  for (const [key, text] of Object.entries(en)) {
    const other = (german as Record<string, unknown>)[key];
    if (typeof text === 'string' && text !== other) into.add(text.trim());
    if (typeof text === 'object') collect(text as object, other as object, into);
  }
}

/** What a person reads or hears of a page. */
const wordsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const words = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent?.closest('script, style, noscript') === null) words.push(walker.currentNode.textContent ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) words.push(element.getAttribute(name) ?? '');
    return words.map((text) => text.trim()).filter((text) => text !== '');
  });

/** Labels that do not fit where they stand: of buttons, of the bar of a room, and of the menu at the foot. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, [role=toolbar] button span.truncate, nav span.truncate, a[class*="inline-flex"]',
      ),
    ]
      // A button without words may reach further than it looks, for a finger.
      .filter((element) => element.offsetParent !== null && element.textContent.trim() !== '')
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.textContent ?? ''),
  );

/** In German, on a phone, without a word of English and with room for every word. */
async function expectGerman({ page, complaints }: Visitor, name: string, tag = 'de-DE'): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await takePicture(page, `german-${name}`);
  expect({
    name,
    lang: await page.evaluate(() => document.documentElement.lang),
    width: await page.evaluate(() => document.documentElement.scrollWidth),
    english: (await wordsOf(page)).filter((text) => english.has(text)),
    cutOff: await cutOff(page),
    complaints: complaints.splice(0),
  }).toEqual({ name, lang: tag, width: phone.viewport.width, english: [], cutOff: [], complaints: [] });
}

describe('in German, on a phone', () => {
  it('L-15 a prospect finds the page, its mistakes and their place in the line', async () => {
    const { page } = visitor;
    await page.goto(stack.url(KEVIN));
    await page.waitForFunction(() => document.querySelector('[data-island]:not([data-hydrated])') === null);
    const starts = await page.locator('time').first().getAttribute('datetime');
    await page.getByText(/^(?:Bei Ihnen: |Das ist Ihre)/).waitFor();
    await expectGerman(visitor, 'landing');
    expect(await page.locator('main').textContent()).toMatch(
      /\d\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)/,
    );
    expect(starts).not.toBeNull();
    const form = page.getByRole('form');
    await form.getByRole('button', { name: 'Platz sichern' }).click();
    await form.getByText('Bitte füllen Sie dieses Feld aus.').first().waitFor();
    await expectGerman(visitor, 'landing-with-mistakes');
    await form.getByLabel('Vorname').fill('Noor');
    await form.getByLabel('Nachname').fill('Visser');
    await form.getByLabel('E-Mail').fill('noor@example.com');
    await form.getByRole('button', { name: 'Platz sichern' }).click();
    await page.getByRole('heading', { name: 'Fast geschafft, Noor' }).waitFor();
    await expectGerman(visitor, 'registered');
  });

  it('L-15 chooses a language and is told what is wrong, without JavaScript', async () => {
    const { page } = await openTab(browser, { ...de, javaScriptEnabled: false });
    await page.goto(stack.url(KEVIN));
    for (const [choice, register] of [
      ['English', 'Save my place'],
      ['Deutsch', 'Platz sichern'],
    ] as const) {
      await page.getByRole('link', { name: choice }).click();
      await page.getByRole('form').getByRole('button', { name: register }).waitFor();
    }
    const form = page.getByRole('form');
    await form.getByLabel('Vorname').fill('Ana');
    await form.getByLabel('Nachname').fill('Ruiz');
    // A browser takes this for an address, and we do not.
    await form.getByLabel('E-Mail').fill('ana@localhost');
    await form.getByRole('button').click();
    await page.getByText('Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@example.com.').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('Bitte sehen Sie sich das noch einmal an:E-Mail');
  });

  it('L-15 the link of the confirmation, itself in German, leads into the room', async () => {
    const admin = await openTab(browser, phone);
    await logIn(admin.page, stack.login('Central admin'));
    const mail = await eventually(
      () =>
        admin.page.evaluate(async () => {
          const found = await (await fetch('/api/v1/mail?search=noor%40example.com')).json();
          const id = found.items?.find(({ to }: { to: string }) => to.includes('noor@example.com'))?.id;
          return id === undefined ? undefined : (await fetch(`/api/v1/mail/${id}`)).json();
        }),
      { what: 'the confirmation' },
    );
    expect(mail.subject).toMatch(/^Bitte bestätigen Sie Ihren Platz: /);
    expect(mail.text).toContain('Noch ein Schritt, Noor');
    await visitor.page.goto(/http:\S+\/join\/[\w.-]+/.exec(mail.text)![0]);
    await visitor.page.getByRole('region', { name: 'Warteraum' }).waitFor();
    await visitor.page.getByText('Sie sind Nummer').waitFor();
    await expectGerman(visitor, 'lobby');
  });

  it('L-15 a promoter chooses German, and has numbers and dates as Germans write them', async () => {
    const { page } = owner;
    // A site with more than a thousand leads, without making them.
    await page.addInitScript(() => {
      const real = window.fetch.bind(window);
      window.fetch = async (...request) => {
        const answer = await real(...request);
        if (!String(request[0]).endsWith('/overview')) return answer;
        return Response.json({ ...(await answer.json()), leadsTotal: 1234 });
      };
    });
    await page.goto(stack.url(KEVIN, '/dashboard/security'));
    await page.getByLabel('Language').selectOption('Deutsch');
    await page.getByRole('heading', { name: 'Sicherheit', exact: true }).waitFor();
    expect(await page.evaluate(async () => (await (await fetch('/api/v1/me')).json()).locale)).toBe('de');
    await page.goto(stack.url(KEVIN, '/dashboard'));
    await page.getByRole('heading', { name: 'Heute', exact: true }).waitFor();
    await page.getByText('1.234').waitFor();
    await page.getByText(day(new Date()), { exact: true }).waitFor();
    await expectGerman(owner, 'dashboard', 'de');
    for (const [name, address, heading] of [
      ['leads', '/dashboard/leads', 'Kontakte'],
      ['sessions', '/dashboard/sessions', 'Masterclasses'],
      ['planning', '/dashboard/sessions?plan=1', 'Masterclass planen'],
    ] as const) {
      await page.goto(stack.url(KEVIN, address));
      await page.getByRole('heading', { name: heading }).first().waitFor();
      await page.waitForFunction(() => document.querySelector('[role=status][aria-label$=geladen]') === null);
      await expectGerman(owner, name, 'de');
    }
    await page.goto(stack.url(KEVIN, '/dashboard/leads'));
    await page.getByRole('link', { name: 'Noor Visser' }).click();
    await page.getByRole('heading', { name: 'Verlauf' }).waitFor();
    await expectGerman(owner, 'lead', 'de');
    await page.goto(stack.url(KEVIN, '/dashboard/sessions'));
    await page.getByRole('link', { name: 'Raum öffnen' }).first().click();
    await page.getByRole('button', { name: 'Raum betreten' }).click({ trial: true });
    await expectGerman(owner, 'device-check', 'de');
    await page.getByRole('button', { name: 'Raum betreten' }).click();
    await page.getByRole('button', { name: 'Live gehen' }).waitFor();
    await expectGerman(owner, 'host', 'de');
  });

  it('C-02 whoever finds the room full sees and hears it a few seconds behind, and writes along', async () => {
    const [{ page }, host] = [visitor, owner.page];
    await host.getByRole('button', { name: 'Live gehen' }).click();
    await host.getByRole('button', { name: 'Jetzt live gehen' }).click();
    await page.getByText('Der Raum ist voll, deshalb sehen Sie einige Sekunden verzögert zu.').waitFor();
    const video = page.locator('video');
    let last: unknown;
    const seen = async () => {
      const now = await video.evaluate((element: HTMLVideoElement) => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [32, 18];
        const context = canvas.getContext('2d')!;
        context.drawImage(element, 0, 0, 32, 18);
        return {
          at: element.currentTime,
          light: Math.max(...context.getImageData(0, 0, 32, 18).data.filter((_, i) => i % 4 === 1)),
          readyState: element.readyState,
          buffered: element.buffered.length === 0 ? null : element.buffered.end(element.buffered.length - 1),
        };
      });
      last = now;
      return now;
    };
    // The browser's camera is green; where nothing is on the stage it is black.
    const first = await eventually(
      async () => {
        const now = await seen();
        return now.light > 100 ? now : undefined;
      },
      { what: 'the camera of the host', detail: () => JSON.stringify(last) },
    );
    await eventually(async () => (await seen()).at > first.at + 1, { what: 'the film to go on' });
    await expectGerman(visitor, 'full-room');
    await page.getByRole('textbox', { name: 'Ihre Nachricht' }).fill('Hallo von draußen');
    await page.keyboard.press('Enter');
    await host.getByText('Hallo von draußen').first().waitFor();
  });
});
