/// <reference lib="dom" />
import { createWriteStream } from 'node:fs';
import {
  routerRtpCapabilities,
  SIGNAL_PATH,
  type LeadId,
  type SessionId,
  type TenantId,
  type TicketClaims,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, raiseCounter, runInTenant } from '@stageline/tenancy';
import { connectSocket, launchChromium, startStack, type Stack } from '@stageline/testing';
import { boundedResult, median, type BenchResult } from '@stageline/testing/bench';
import { loadConfig } from '../src/config.ts';
import { createContainer, type Container } from '../src/container.ts';
import { ChatCounterModel, ChatMessageModel } from '../src/modules/chat/chat.model.ts';
import { LeadModel } from '../src/modules/leads/leads.model.ts';
import { must } from '../e2e/person.ts';
import { fromBench } from './arms/from-bench.ts';
import { benchLogger } from './arms/stores.ts';

const SITE = 'kevin-gardner';
const MESSAGES = 20_000;
const HOURS = 6;
const PARTICIPANTS = 1000;
const AT_ONCE = 20;
const ROUNDS = 3;
/** A phone of the middle, against this processor. */
const CPU_SLOWDOWN = 4;

type Browser = Awaited<ReturnType<typeof launchChromium>>;

const wordsOf = (sequence: number): string => `Message ${sequence} of a long evening`;

/** A stretch of six hours of chat, put there at once. */
async function fillChat(sessionId: SessionId, from: number, to: number): Promise<void> {
  const began = Date.now() - HOURS * 3_600_000;
  const message = (sequence: number) => ({
    _id: newId('msg'),
    sessionId,
    sequence,
    identity: newId('per'),
    clientId: crypto.randomUUID(),
    authorName: 'Maria',
    fromHost: false,
    text: `${wordsOf(sequence)}, in which many have something to say`,
    sentAt: new Date(began + (sequence / MESSAGES) * HOURS * 3_600_000),
  });
  const by = to - from + 1;
  await raiseCounter(ChatCounterModel, { match: { sessionId }, field: 'sequence', by, id: newId('msg') });
  for (let first = from; first <= to; first += 1000)
    await bulkInsert(
      ChatMessageModel,
      Array.from({ length: Math.min(1000, to - first + 1) }, (_, index) => message(first + index)),
    );
}

/** The site's host in a browser, live with camera and microphone. */
async function goLive(browser: Browser, stack: Stack): Promise<void> {
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const login = stack.login('Promoter', SITE);
  await page.goto(new URL('/log-in', login.url).href);
  await page.getByLabel('E-mail').fill(login.email);
  await page.getByLabel('Password').fill(login.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('link', { name: 'Open the room' }).first().click();
  await page.getByRole('button', { name: 'Enter the room' }).click();
  await page.getByRole('button', { name: 'Go live' }).click();
  await page.getByRole('button', { name: 'Go live now' }).click();
  await page.getByText('Live', { exact: true }).waitFor();
}

/** The audience, each with both of its sockets. */
async function fillRoom(stack: Stack, room: Pick<TicketClaims, 'tenantId' | 'sessionId'>): Promise<void> {
  const url = `http://127.0.0.1:${stack.port}`;
  const host = new URL(stack.url(SITE)).host;
  const enter = async (): Promise<void> => {
    const claims = { ...room, role: 'attendee', identity: newId('per'), displayName: 'Maria' } as TicketClaims;
    const auth = (audience: 'media' | 'room') => ({ ticket: stack.ticket(audience, claims) });
    const media = await connectSocket(url, { host, namespace: '/signal', path: SIGNAL_PATH, auth: auth('media') });
    await must(media, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
    await connectSocket(url, { host, namespace: '/room', auth: auth('room') });
  };
  for (let here = 0; here < PARTICIPANTS; here += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, enter));
}

/** @returns the personal link of somebody who has just registered */
async function register(stack: Stack, { joinLinks }: Container, tenantId: TenantId): Promise<string> {
  const email = 'late@example.com';
  const form = { firstName: 'Late', lastName: 'Comer', email };
  const { status } = await stack.request('POST', stack.url(SITE, '/api/v1/registrations'), form);
  if (status !== 201) throw new Error(`The registration was answered ${status}`);
  const lead = await runInTenant(tenantId, () => LeadModel.findOne({ 'person.email': email }, { _id: 1 }).lean());
  return stack.url(SITE, `/join/${await joinLinks.tokenFor(tenantId, lead!._id as LeadId)}`);
}

/**
 * Comes in by the link on a slow phone, which has nothing of the site yet.
 * @param last words of the newest message
 * @returns ms until the picture moves and that message is read
 */
async function comeIn(browser: Browser, link: string, last: string): Promise<number> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 390, height: 844 }, isMobile: true });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.goto(link, { waitUntil: 'commit' });
  const arrived = await page.waitForFunction(
    (words) => {
      const isRead = document.querySelector('[role=log]')?.textContent?.includes(words) ?? false;
      const plays = [...document.querySelectorAll('video')].some((video) => video.currentTime > 0);
      return isRead && plays && performance.now();
    },
    last,
    { timeout: 30_000 },
  );
  const ms = (await arrived.jsonValue()) as number;
  await context.close();
  return ms;
}

/** C-05: coming late to a room of six hours, 20,000 messages and 1,000 people, on a slow phone. */
export async function run(): Promise<BenchResult[]> {
  const stack = await startStack({
    mongoUri: fromBench('MONGODB_URI'),
    redisUrl: fromBench('REDIS_URL'),
    env: { SFU_CONSUMERS_PER_WORKER: '5000' },
  });
  const container = await createContainer(loadConfig(stack.env), benchLogger(createWriteStream('/dev/null')));
  const browser = await launchChromium({ fakeMedia: true });
  try {
    const { id: tenantId } = (await container.modules.tenants.service.findBySlug(SITE))!;
    const { id: sessionId } = (await runInTenant(tenantId, () => container.modules.sessions.service.list())).items[0]!;
    await goLive(browser, stack);
    const link = await register(stack, container, tenantId);
    const visits = async (last: string): Promise<number[]> => {
      const rounds: number[] = [];
      await comeIn(browser, link, last);
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await comeIn(browser, link, last));
      return rounds.map((ms) => Math.round(ms));
    };
    await runInTenant(tenantId, () => fillChat(sessionId, 1, 10));
    const fresh = await visits(wordsOf(10));
    await runInTenant(tenantId, () => fillChat(sessionId, 11, MESSAGES));
    await fillRoom(stack, { tenantId, sessionId });
    const late = await visits(wordsOf(MESSAGES));
    const detail = { late, fresh, ratio: Math.round((100 * median(late)) / median(fresh)) / 100 };
    const name = 'ms until a late phone sees and reads, CPU 4 x slower';
    return [boundedResult('C-05', name, median(late), { atMost: 3000 }, detail)];
  } finally {
    await browser.close();
    await container.queue.close();
    await container.close();
  }
}
