import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LineDelta } from '@stageline/contracts';
import { eventually, launchChromium, startStack, type Stack } from '@stageline/testing';
import { join, lineOn, logIn, openTab, type Browser, type Page } from './visitor.ts';

const KEVIN = 'kevin-gardner';
let stack: Stack;
let browser: Browser;
let admin: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack({ media: false }), launchChromium()]);
  admin = (await openTab(browser)).page;
  await logIn(admin, stack.login('Central admin'));
});

const member = (firstName: string) => ({
  firstName,
  lastName: 'Moon',
  email: `${firstName}@example.com`.toLowerCase(),
});

describe('the tabs of one visitor', () => {
  const TABS = 5;

  it('H-04 share one connection, and another tab goes on with it when the one that holds it closes', async () => {
    const context = await browser.newContext();
    const holding = new Set<Page>();
    let opened = 0;
    const tabs = await Promise.all(
      Array.from({ length: TABS }, async () => {
        const page = await context.newPage();
        page.on('websocket', (socket) => {
          opened += 1;
          holding.add(page);
          socket.on('close', () => holding.delete(page));
        });
        await page.goto(stack.url(KEVIN));
        return page;
      }),
    );
    const everywhere = (pages: readonly Page[], firstName: string) =>
      eventually(
        async () => {
          const lines = await Promise.all(pages.map((page) => lineOn(page)));
          return lines.every((line) => line.some((row) => row.endsWith(`${firstName} M.`))) && lines;
        },
        { what: `${firstName} in all tabs` },
      );
    await eventually(() => holding.size === 1, { what: 'the connection' });
    await join(stack, admin, KEVIN, member('Ada'));
    await everywhere(tabs, 'Ada');
    expect([opened, holding.size]).toEqual([1, 1]);

    const [leader] = holding;
    const others = tabs.filter((page) => page !== leader);
    await leader!.close();
    // Nobody tells of them while the connection goes over.
    await join(stack, admin, KEVIN, member('Bea'));
    await join(stack, admin, KEVIN, member('Cleo'));
    const lines = await everywhere(others, 'Cleo');
    const newest = lines.map((line) => line.slice(0, 3).map((row) => row.split(' ')[1]));
    expect(newest).toEqual(others.map(() => ['Cleo', 'Bea', 'Ada']));
    expect(opened).toBe(2);
    await context.close();
  });

  it('H-04 connect each by itself where a browser has no locks', async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
    let opened = 0;
    for (let n = 0; n < 2; n += 1) {
      const page = await context.newPage();
      page.on('websocket', () => (opened += 1));
      await page.goto(stack.url(KEVIN));
    }
    await eventually(() => opened === 2);
    await context.close();
  });
});

it('H-04 follows the line as a stream of events where no WebSocket gets through, in a real browser', async () => {
  const { page } = await openTab(browser);
  await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  const stream = page.waitForResponse((response) => response.url().endsWith('/line/events'));
  await page.goto(stack.url(KEVIN));
  expect((await stream).status()).toBe(200);
  await join(stack, admin, KEVIN, member('Dora'));
  await eventually(async () => (await lineOn(page))[0]?.endsWith('Dora M.'), { what: 'Dora' });
  await page.context().close();
});

/** Takes the place of the server on the socket of a page, and lets one member after the other join its line. */
async function feedLine(page: Page) {
  let cursor = 0;
  let tell: ((delta: LineDelta) => void) | undefined;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    socket.onMessage((message) => {
      if (message === '40/line,') socket.send('40/line,{"sid":"x"}');
      const asked = /^42\/line,(\d+)\["line:resume",\{"after":(\d+),"revision":(\d+)/.exec(String(message));
      if (asked === null) return;
      cursor = Number(asked[2]);
      const snapshot = {
        entries: [],
        changes: [],
        total: cursor,
        cursor,
        revision: Number(asked[3]),
        truncated: false,
      };
      socket.send(`43/line,${asked[1]}${JSON.stringify([{ ok: true, data: snapshot }])}`);
      tell = (delta) => socket.send(`42/line,${JSON.stringify(['line:joined', delta])}`);
    });
    socket.send('0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000}');
  });
  return {
    asked: () => eventually(() => tell !== undefined, { what: 'the page to follow the line' }),
    cursor: () => cursor,
    join: () => {
      cursor += 1;
      const entry = { position: cursor, name: `Guest ${cursor} M.`, joinedAt: new Date().toISOString() };
      tell!({ from: cursor - 1, to: cursor, total: cursor, entries: [entry] });
    },
  };
}

/** How a member who joins now enters the line of the site. */
async function entering(reducedMotion: 'reduce' | 'no-preference') {
  const { page } = await openTab(browser, { reducedMotion });
  const feed = await feedLine(page);
  await page.goto(stack.url(KEVIN));
  await feed.asked();
  feed.join();
  const newest = page.getByRole('listitem').filter({ hasText: `Guest ${feed.cursor()} M.` });
  const seen = await newest.evaluate((row) => {
    const seconds = (element: Element, pseudo?: string) =>
      Number.parseFloat(getComputedStyle(element, pseudo).animationDuration);
    return {
      push: seconds(row.parentElement!),
      enter: seconds(row),
      glow: seconds(row, '::before'),
      times: row.closest('section')!.querySelectorAll('time').length > 0,
    };
  });
  await page.context().close();
  return seen;
}

it('H-06 a site sets how fast its line moves, whether it shows times and marks the new; who wants less motion gets none', async () => {
  const { page: owner } = await openTab(browser);
  await logIn(owner, stack.login('Promoter', KEVIN));
  const publish = (line: object) =>
    owner.evaluate(async (changes) => {
      const send = async (method: string, address: string, body?: object) =>
        (
          await fetch(`/api/v1/site/${address}`, {
            method,
            ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
          })
        ).json();
      const { revision, content } = await send('GET', 'draft');
      const saved = await send('PUT', 'draft', {
        revision,
        content: { ...content, line: { ...content.line, ...changes } },
      });
      return (await send('POST', 'publish', { revision: saved.revision })).content.line;
    }, line);
  const lively = { animationSpeed: 'slow', showTimestamps: true, highlightNewMembers: true };
  expect(await publish(lively)).toMatchObject(lively);
  expect(await entering('no-preference')).toEqual({ push: 0.35, enter: 0.35, glow: 4, times: true });
  // Once, and over before it is seen.
  const still = await entering('reduce');
  expect(Math.max(still.push, still.enter, still.glow)).toBeLessThan(0.001);
  const plain = { animationSpeed: 'fast', showTimestamps: false, highlightNewMembers: false };
  expect(await publish(plain)).toMatchObject(plain);
  expect(await entering('no-preference')).toEqual({ push: 0.12, enter: 0.12, glow: 0, times: false });
  await owner.context().close();
});

it('H-05 a hundred joins a second are two paints a second at most, and each is seen within two seconds', async () => {
  const JOINS = 400;
  const { page } = await openTab(browser);
  const feed = await feedLine(page);
  await page.goto(stack.url(KEVIN));
  await feed.asked();
  const list = page.getByRole('group', { name: 'Members, newest first' });
  await list.evaluate((group) => {
    const paints: { at: number; newest: number }[] = [];
    Object.assign(window, { paints });
    // A batch of mutations is what one commit did to the list.
    new MutationObserver(() => {
      const newest = Number(/\d+$/.exec(group.querySelector('li')?.textContent?.replaceAll(/[,.\s]/g, '') ?? '')?.[0]);
      paints.push({ at: Date.now(), newest });
    }).observe(group, { childList: true, subtree: true });
  });
  const first = feed.cursor();
  const sentAt = new Map<number, number>();
  const startedAt = Date.now();
  while (feed.cursor() < first + JOINS) {
    const due = Math.min(JOINS, Math.trunc((Date.now() - startedAt) / 10));
    for (let to = feed.cursor() + 1; to <= first + due; to += 1) {
      sentAt.set(to, Date.now());
      feed.join();
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  type Paint = { at: number; newest: number };
  const read = () => page.evaluate(() => (window as unknown as { paints: Paint[] }).paints);
  const paints = await eventually(async () => {
    const seen = await read();
    return seen.some(({ newest }) => newest >= first + JOINS) && seen;
  });
  const commits = paints.filter(({ newest }, index) => newest !== paints[index - 1]?.newest);
  // From before the first paint: how long each takes until it is seen may differ.
  const seconds = (commits.at(-1)!.at - startedAt) / 1000;
  expect(commits.length).toBeLessThanOrEqual(2 * seconds + 1.5);
  const lags = [...sentAt].map(([position, at]) => commits.find(({ newest }) => newest >= position)!.at - at);
  lags.sort((x, y) => x - y);
  expect(lags[Math.trunc(lags.length * 0.95)]).toBeLessThanOrEqual(2000);
  await page.context().close();
});
