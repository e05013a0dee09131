/// <reference lib="dom" />
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '@stageline/platform/embedded';
import { connectRedis } from '@stageline/platform/redis';
import { createTickets } from '@stageline/platform/tickets';
import { afterFile, eventually, startPeer, testRedis, type Peer } from '@stageline/testing';
import { claimsOf, startSfu, TEST_SECRET, type TestSfu } from '../src/testing/harness.ts';
import {
  attendeeOf,
  join,
  mediaPort,
  openDoors,
  openHost,
  openPage,
  pathOf,
  playing,
  received,
  show,
  status,
  type Entrance,
  type Page,
  type RoomWindow,
} from './room-visitors.ts';

let sfu: TestSfu;
beforeAll(async () => {
  [sfu] = await Promise.all([startSfu(), openDoors()]);
});

interface Node extends Entrance {
  readonly process: Peer;
  /** Of its one worker. */
  readonly mediaPort: number;
}

/** Two sfu processes as they run for people, with a Redis of their own. */
async function startNodes(...environments: readonly [Record<string, string>, Record<string, string>]) {
  const redisUrl = (await testRedis()).url;
  const redis = await connectRedis(redisUrl, { name: 'nodes' });
  afterFile(async () => redis.quit());
  const tickets = createTickets({ secret: TEST_SECRET, redis });
  const start = async (environment: Record<string, string>, port: number, media: number): Promise<Node> => {
    const process = await startPeer({
      command: globalThis.process.execPath,
      args: [fileURLToPath(new URL('../src/main.ts', import.meta.url))],
      env: {
        NODE_ENV: 'test',
        LOG_LEVEL: 'warn',
        REDIS_URL: redisUrl,
        TICKET_SECRET: TEST_SECRET,
        SFU_PORT: String(port),
        SFU_WEBRTC_PORT: String(media),
        ...environment,
      },
      ready: { port },
      timeoutMs: 90_000,
    });
    return { url: `http://127.0.0.1:${port}`, tickets, process, mediaPort: media };
  };
  const ports = [await freePort(), await freePort(), await freePort(), await freePort()] as const;
  const [one, other] = environments;
  return Promise.all([start(one, ports[0], ports[1]), start(other, ports[2], ports[3])]);
}

describe('a live room in a real browser', () => {
  it('P21 plays camera and microphone after one round trip, encrypted with GCM', async () => {
    const host = claimsOf('host');
    await openHost(host, sfu);
    const { page, frames } = await openPage(attendeeOf(host), sfu);
    await join(page);
    const { cipher } = await playing(page);
    // The connect and the join are answered; `transport:connect` is not waited for, and nothing else is said.
    const said = frames.sent
      .filter((frame) => frame.startsWith('42'))
      .map((frame) => frame.match(/"([a-z]+:[a-z]+)"/)?.[1]);
    expect(said).toEqual(['peer:join', 'transport:connect']);
    expect(cipher).toMatch(/^(SRTP_)?AEAD_AES_(256|128)_GCM$/);
  });

  it('C-03 takes another path when the network changes, without leaving the room', async () => {
    const host = claimsOf('host');
    await openHost(host, sfu);
    const { page, frames } = await openPage(attendeeOf(host), sfu);
    await join(page);
    await playing(page);
    const before = await pathOf(page);
    await page.evaluate(() => void window.dispatchEvent(new Event('online')));
    await eventually(async () => (await pathOf(page)) !== before, { what: 'another path' });
    const { frames: seen } = await received(page);
    await eventually(async () => (await received(page)).frames > seen + 10, { what: 'the picture to go on' });
    const said = (word: string) => frames.sent.filter((frame) => frame.includes(`"${word}"`)).length;
    expect([said('transport:restart-ice'), said('peer:join')]).toEqual([1, 1]);
  });

  it('brings a track that appears later, tells of its pause, and takes it away', async () => {
    const host = claimsOf('host');
    const { page } = await openPage(attendeeOf(host), sfu);
    await join(page);
    const hostPage = await openHost(host, sfu);
    await playing(page);
    const paused = () => (window as unknown as RoomWindow).client.tracks.some((track) => track.paused);
    await hostPage.evaluate(() => (window as unknown as RoomWindow).client.pause('camera'));
    await page.waitForFunction(paused);
    await hostPage.evaluate(() => (window as unknown as RoomWindow).client.stop('camera'));
    await page.waitForFunction(() => (window as unknown as RoomWindow).client.tracks.length === 1);
    expect(await page.evaluate(() => (window as unknown as RoomWindow).log)).toEqual([
      'added camera',
      'added microphone',
      'removed camera',
    ]);
    expect(await hostPage.evaluate(() => (window as unknown as RoomWindow).client.viewers)).toBe(1);
  });

  it('C-03 sends a viewer the layer that fits its tile, and no picture that is not shown, while the sound goes on', async () => {
    const host = claimsOf('host');
    await openHost(host, sfu);
    const { page } = await openPage(attendeeOf(host), sfu);
    await join(page);
    await playing(page);
    await show(page, 100);
    await eventually(async () => (await received(page)).height === 180, { what: 'the small layer' });
    await show(page, 1_000);
    await eventually(async () => (await received(page)).height === 360, { what: 'the large layer' });
    await show(page, 0);
    let before = await received(page);
    await eventually(
      async () => {
        const now = await received(page);
        if (now.samples < before.samples + 12_000) return false;
        const isStill = now.frames === before.frames;
        before = now;
        return isStill;
      },
      { what: 'sound without a picture' },
    );
    await show(page, 1_000);
    await eventually(async () => (await received(page)).frames > before.frames + 5, { what: 'the picture again' });
  });

  it('C-03 leaves the sound and says so where the network carries no picture', async () => {
    const narrow = await startSfu({ maxPeerBps: 30_000 });
    const host = claimsOf('host');
    await openHost(host, narrow);
    const { page } = await openPage(attendeeOf(host), narrow);
    await join(page);
    const starved = await page.waitForFunction(() => {
      const tracks = (window as unknown as RoomWindow).client.tracks.filter((track) => track.starved);
      return tracks.length > 0 && tracks.map(({ source }) => source);
    });
    expect(await starved.jsonValue()).toEqual(['camera']);
    const before = await received(page);
    await eventually(async () => (await received(page)).samples > before.samples + 48_000, {
      what: 'a second of sound',
    });
  });

  it('C-02 plays over two workers, and comes back with picture and sound after both died', async () => {
    // One seat on each.
    const wide = await startSfu({ workers: 2, consumersPerWorker: 2 });
    const host = claimsOf('host');
    const hostPage = await openHost(host, wide);
    const { page } = await openPage(attendeeOf(host), wide);
    await join(page);
    await playing(page);
    for (const pid of wide.sfu.workerPids()) process.kill(pid, 'SIGKILL');
    await Promise.all([status(page, 'reconnecting'), status(hostPage, 'reconnecting')]);
    await Promise.all([status(page, 'connected'), status(hostPage, 'connected')]);
    await playing(page);
  });

  it('C-02 plays from one process to the viewers of another, and comes back by itself after the one was killed', async () => {
    // The host takes the only seat of the first, so the viewer receives from a worker of the second.
    const nodes = await startNodes({ SFU_CONSUMERS_PER_WORKER: '2' }, { SFU_CONSUMERS_PER_WORKER: '300' });
    const [first, second] = nodes;
    const host = claimsOf('host');
    await openHost(host, first);
    const { page } = await openPage(attendeeOf(host), second);
    await join(page);
    await playing(page);
    expect(await mediaPort(page)).toBe(second.mediaPort);
    first.process.kill('SIGKILL');
    await status(page, 'reconnecting');
    await status(page, 'connected');
    await openHost(host, second);
    await playing(page);
  });

  it('ends where the same person joins elsewhere, and for everybody with the session', async () => {
    const host = claimsOf('host');
    const attendee = attendeeOf(host);
    const [first, second] = [(await openPage(attendee, sfu)).page, (await openPage(attendee, sfu)).page];
    await join(first);
    await join(second);
    await status(first, 'closed');
    const reason = (page: Page) => page.evaluate(() => (window as unknown as RoomWindow).client.state.reason);
    expect(await reason(first)).toBe('replaced');
    sfu.sfu.closeRoom(host.tenantId, host.sessionId);
    await status(second, 'closed');
    expect(await reason(second)).toBe('room-closed');
    expect(await second.evaluate(() => (window as unknown as RoomWindow).client.tracks.length)).toBe(0);
  });
});
