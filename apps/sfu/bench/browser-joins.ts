/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readFile } from 'node:fs/promises';
import { routerRtpCapabilities, signalNamespace, SIGNAL_PATH, type Ack, type JoinAnswer } from '@stageline/contracts';
import { newId, type Logger } from '@stageline/platform';
import type { Redis } from '@stageline/platform/redis';
import { launchChromium } from '@stageline/testing';
import { io } from 'socket.io-client';
import type { SfuDeps } from '../src/app.ts';
import { serveRoomPage } from '../e2e/room-page.ts';
import { benchClaims } from './arms.ts';
import { startBenchSfu } from './bench-sfu.ts';
import { injectedTracks } from './injector.ts';

const ROUNDS = 5;
const JOINS_PER_ROUND = 10;

interface RoomWindow {
  MediaClient: new (options: { url: string; getTicket: () => Promise<string> }) => {
    join(): Promise<void>;
    close(): void;
    receiveStats(): Promise<RTCStatsReport>;
  };
  ticket: () => Promise<string>;
}

export interface BrowserJoins {
  /** Per round, the worker's CPU for one join with its DTLS handshake and its leave. */
  readonly workerMsPerJoin: readonly number[];
  /** The SRTP suite of each join, by Chromium's word. */
  readonly ciphers: readonly string[];
}

/** CPU milliseconds that a process has had; the worker has one thread. */
async function cpuMsOf(pid: number): Promise<number> {
  return Number((await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ')[0]) / 1e6;
}

/** Joins with the product's media client in a real Chromium, one after the other, a room whose host is silent. */
export async function measureBrowserJoins(
  redis: Redis,
  media: SfuDeps['media'],
  logger: Logger,
): Promise<BrowserJoins> {
  const sfu = await startBenchSfu(redis, media, logger);
  const { url, tickets } = sfu;
  const [browser, page] = await Promise.all([launchChromium(), serveRoomPage()]);
  const room = { tenantId: newId('tnt'), sessionId: newId('ses') };
  const host = await openHost(url, tickets.sign('media', benchClaims(room, 'host')));
  try {
    const tab = await browser.newPage();
    await tab.exposeFunction('ticket', () => tickets.sign('media', benchClaims(room, 'attendee')));
    await tab.goto(page.url);
    await tab.evaluate(joinAndLeave, { url, joins: 2 });
    const workerMsPerJoin: number[] = [];
    const ciphers: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const pid = sfu.workerPids()[0] as number;
      const before = await cpuMsOf(pid);
      ciphers.push(...(await tab.evaluate(joinAndLeave, { url, joins: JOINS_PER_ROUND })));
      workerMsPerJoin.push(((await cpuMsOf(pid)) - before) / JOINS_PER_ROUND);
    }
    return { workerMsPerJoin, ciphers };
  } finally {
    host.disconnect();
    await Promise.all([browser.close(), page.close(), sfu.close()]);
  }
}

/** Runs in the page. @returns the SRTP suite of each join */
async function joinAndLeave({ url, joins }: { url: string; joins: number }): Promise<string[]> {
  const { MediaClient, ticket } = window as unknown as RoomWindow;
  const ciphers: string[] = [];
  for (let join = 0; join < joins; join += 1) {
    const client = new MediaClient({ url, getTicket: () => ticket() });
    await client.join();
    let cipher: string | undefined;
    while (cipher === undefined) {
      const stats = [...((await client.receiveStats())?.values() ?? [])];
      cipher = stats.find((stat) => stat.type === 'transport')?.srtpCipher as string | undefined;
      if (cipher === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    ciphers.push(cipher);
    client.close();
  }
  return ciphers;
}

/** A host with a camera and a microphone that send nothing, so that only joins cost. */
async function openHost(url: string, ticket: string) {
  const socket = io(url + signalNamespace.name, {
    path: SIGNAL_PATH,
    transports: ['websocket'],
    auth: { ticket },
  });
  const ask = async <T>(event: string, payload: unknown): Promise<T> => {
    const ack = (await socket.timeout(5000).emitWithAck(event, payload)) as Ack<T>;
    if (!ack.ok) throw new Error(`${event} was refused: ${ack.problem.code}`);
    return ack.data;
  };
  const answer = await ask<JoinAnswer>('peer:join', {
    rtpCapabilities: routerRtpCapabilities,
  });
  for (const track of injectedTracks) await ask('producer:create', { ...track, transportId: answer.send?.id });
  return socket;
}
