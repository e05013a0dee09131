import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from '@jest/globals';
import type { TenantId } from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import { connectMongo } from '@stageline/platform/mongo';
import { runInTenant, tenantPath } from '@stageline/tenancy';
import {
  afterFile,
  eventually,
  launchChromium,
  seriousAxeViolations,
  startStack,
  type Stack,
} from '@stageline/testing';
import mongoose from 'mongoose';
import '../src/modules/chat/index.ts';
import '../src/modules/replays/index.ts';

const KEVIN = 'kevin-gardner';
const FILM_SECONDS = 12;
const RECORDED_AT = new Date('2026-11-01T18:00:00.000Z');

type Browser = Awaited<ReturnType<typeof launchChromium>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;
let stack: Stack;
let browser: Browser;
let owner: Page;
let sessionId: string;
let replayId: string;
/** What the api answers the owner. */
let ownerApi: (path: string) => Promise<unknown>;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack({ media: false }), launchChromium()]);
  owner = await tab();
  const { url, email, password } = stack.login('Promoter', KEVIN);
  const answer = await stack.request('POST', new URL('/api/v1/auth/log-in', url).href, { email, password });
  const cookies = (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]!);
  await owner.context().addCookies(
    cookies.map((cookie) => {
      const at = cookie.indexOf('=');
      return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url };
    }),
  );
  const token = /^stageline_session=[^.]+\.([^.]+)/.exec(
    cookies.find((cookie) => cookie.startsWith('stageline_session='))!,
  )![1]!;
  const { tid } = JSON.parse(Buffer.from(token, 'base64url').toString()) as { tid: TenantId };
  const cookie = cookies.join('; ');
  ownerApi = async (at) => (await stack.request('GET', new URL(`/api/v1${at}`, url).href, undefined, { cookie })).body;
  sessionId = ((await ownerApi('/sessions')) as { items: { id: string }[] }).items[0]!.id;
  await plant(tid);
});

const tab = async () => {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', reducedMotion: 'reduce' });
  context.setDefaultTimeout(30_000);
  return context.newPage();
};

/** A replay as it is once its film is made: a picture that moves, a sound, two messages and an answer. */
async function plant(tenantId: TenantId): Promise<void> {
  const connection = await connectMongo({
    uri: stack.env['MONGODB_URI']!,
    logger: createLogger({ service: 'test', level: 'silent' }),
  });
  afterFile(() => connection.close());
  replayId = newId('rpl');
  const folder = path.join(stack.env['STATE_DIR']!, 'storage', tenantPath(tenantId, 'replays', replayId, 'film'));
  await mkdir(folder, { recursive: true });
  await promisify(execFile)(
    'ffmpeg',
    [
      ...['-nostdin', '-loglevel', 'error', '-f', 'lavfi', '-i', `testsrc=s=320x180:r=15:d=${FILM_SECONDS}`],
      ...[
        '-f',
        'lavfi',
        '-i',
        `sine=frequency=330:duration=${FILM_SECONDS}`,
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
      ],
      ...['-pix_fmt', 'yuv420p', '-g', '45', '-bf', '0', '-c:a', 'aac', '-f', 'hls', '-hls_time', '3'],
      ...['-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', '90p-init.mp4'],
      ...['-hls_segment_filename', '90p-%05d.m4s', 'master.m3u8'],
    ],
    { cwd: folder },
  );
  const at = (ms: number) => new Date(RECORDED_AT.getTime() + ms);
  const said = (sequence: number, text: string, sentAt: Date) => ({
    ...{ _id: newId('msg'), sessionId, sequence, identity: newId('per'), clientId: `${sequence}`, text, sentAt },
    ...{ authorName: sequence === 2 ? 'Kevin G.' : 'Ana R.', fromHost: sequence === 2 },
  });
  const durationMs = FILM_SECONDS * 1000;
  await runInTenant(tenantId, async () => {
    await mongoose.models['Replay']!.create({
      ...{
        _id: replayId,
        key: newId('evt'),
        sessionId,
        recordingId: newId('rec'),
        createdAt: at(0),
        recordedAt: at(0),
      },
      ...{
        state: 'ready',
        film: 'film',
        durationMs,
        spans: [{ recordedFromMs: 0, recordedToMs: durationMs, mediaFromMs: 0 }],
      },
      ...{ publication: 'draft', access: 'registrants', accessVersion: 1, cuts: [{ atMs: 8000, missingMs: 7000 }] },
      chapters: [
        { atMs: 0, title: 'Welcome' },
        { atMs: 7000, title: 'What it costs' },
      ],
    });
    await mongoose.models['ChatMessage']!.create(said(1, 'Hello from Seville', at(4000)));
    await mongoose.models['ChatMessage']!.create(said(2, 'We begin with the numbers', at(9000)));
    await mongoose.models['ChatQuestion']!.create({
      ...{
        _id: newId('qst'),
        sessionId,
        identity: newId('per'),
        clientId: 'q',
        authorName: 'Omar H.',
        text: 'Is there a trial?',
      },
      ...{
        askedAt: at(1000),
        votes: 3,
        answered: 'text',
        answer: 'Yes, two weeks.',
        answeredAt: at(6000),
        revision: 1,
      },
    });
  });
}

interface Film {
  readonly readyState: number;
  readonly currentTime: number;
  readonly paused: boolean;
  readonly muted: boolean;
}
const film = (page: Page): Promise<Film> =>
  page.locator('video').evaluate((video) => {
    const { readyState, currentTime, paused, muted } = video as unknown as Film;
    return { readyState, currentTime, paused, muted };
  });

/** Nothing is out of reach or wider than its window, on a phone and on a desk, by day and by night. */
async function problemsOf(page: Page, name: string): Promise<string[]> {
  const problems: string[] = [];
  for (const [width, height] of [
    [390, 844],
    [1280, 800],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      const widest = await page.locator('html').evaluate(({ scrollWidth }: { scrollWidth: number }) => scrollWidth);
      if (widest > width) problems.push(`${name} at ${width}: ${widest} px wide`);
      problems.push(
        ...(await seriousAxeViolations(page)).map((violation) => `${name} at ${width} ${colorScheme}: ${violation}`),
      );
      const folder = process.env['SCREENSHOTS_DIR'];
      if (folder !== undefined)
        await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`) });
    }
  return problems;
}

it('C-13 C-16 a replay is published, plays, is sought in, and its chat comes at its second', async () => {
  await owner.goto(stack.url(KEVIN, `/dashboard/sessions/${sessionId}/replay`));
  await owner.getByRole('button', { name: 'Publish' }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByText('Everybody with the link').click();
  expect(await problemsOf(owner, 'publish')).toEqual([]);
  await dialog.getByRole('button', { name: 'Publish' }).click();
  const link = (await owner.getByText(/\/replay\//).textContent())!;
  await owner.getByText('Nobody has watched yet').waitFor();
  expect(await problemsOf(owner, 'manage')).toEqual([]);

  const viewer = await tab();
  await viewer.goto(link);
  await viewer.getByText('Recorded', { exact: true }).waitFor();
  const seek = viewer.getByRole('slider', { name: 'Position' });
  const [first, second] = [viewer.getByText('Hello from Seville'), viewer.getByText('We begin with the numbers')];
  await viewer.getByText('What was written comes here at its moment.').waitFor();
  await eventually(async () => (await film(viewer)).readyState > 0, { what: 'the film' });
  expect(await problemsOf(viewer, 'replay')).toEqual([]);

  // It stands still, so a key goes to a second and not past it.
  await viewer.keyboard.press('ArrowRight');
  await first.waitFor();
  expect(await second.count()).toBe(0);
  await viewer.keyboard.press('ArrowRight');
  await second.waitFor();
  await viewer.getByRole('tab', { name: 'Questions' }).click();
  await viewer.getByText('Yes, two weeks.').waitFor();
  await viewer.getByRole('tab', { name: 'Chapters' }).click();

  // A chapter begins to play where it says; what is played is counted, and what was jumped over is not.
  await viewer.getByRole('button', { name: 'Welcome' }).click();
  await eventually(async () => (await film(viewer)).currentTime > 2, { what: 'two seconds of it' });
  expect(await problemsOf(viewer, 'playing')).toEqual([]);
  await viewer.keyboard.press('k');
  await eventually(async () => (await film(viewer)).paused);
  await viewer.keyboard.press('m');
  expect((await film(viewer)).muted).toBe(true);
  expect(Number(await seek.inputValue())).toBeLessThan(11_000);
  const viewers = () => ownerApi(`/replays/${replayId}/viewers`) as Promise<{ unnamed: { visits: number } }>;
  await eventually(async () => (await viewers()).unnamed.visits === 1, { what: 'the visit' });
  await owner.reload();
  await owner.getByText('1 visit by somebody without a name').waitFor();
});
