/// <reference lib="dom" />
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, freePort, startBadNetwork, type BadNetwork } from '@stageline/testing';
import { claimsOf, startSfu, type TestSfu } from '../src/testing/harness.ts';
import {
  attendeeOf,
  join,
  openDoors,
  openHost,
  openPage,
  playing,
  received,
  status,
  type Page,
  type RoomWindow,
} from './room-visitors.ts';

let sfu: TestSfu;
let network: BadNetwork;
beforeAll(async () => {
  const udpPort = await freePort();
  [sfu] = await Promise.all([startSfu({ webRtcPort: udpPort }), openDoors()]);
  network = await startBadNetwork({ tcpPort: Number(new URL(sfu.url).port), udpPort });
});

beforeEach(() => {
  network.lose(0);
  network.mend();
});

const throughBadNetwork = () => ({ url: sfu.url, tickets: sfu.tickets, network });

/** A host on a good network, and a viewer on the bad one who sees and hears them. */
async function hostAndViewer(): Promise<{ hostPage: Page; page: Page; joins: () => number }> {
  const host = claimsOf('host');
  const hostPage = await openHost(host, sfu);
  const { page, frames } = await openPage(attendeeOf(host), throughBadNetwork());
  await join(page);
  await playing(page);
  return { hostPage, page, joins: () => frames.sent.filter((frame) => frame.includes('"peer:join"')).length };
}

/** Waits for that much more of sound, and for picture with it. @returns the shares of the sound that were made up and that never came */
async function hearing(page: Page, seconds: number): Promise<{ concealed: number; lost: number }> {
  const before = await received(page);
  const now = await eventually(
    async () => {
      const later = await received(page);
      return later.samples >= before.samples + seconds * 48_000 && later.frames > before.frames + 5 ? later : undefined;
    },
    { what: `${seconds} s of sound, and picture with it` },
  );
  const lost = now.lost - before.lost;
  return {
    concealed: (now.concealed - before.concealed) / (now.samples - before.samples),
    lost: lost / (lost + now.packets - before.packets),
  };
}

const tracksOf = (page: Page) =>
  page.evaluate(() => (window as unknown as RoomWindow).client.tracks.map(({ source }) => source).toSorted());

describe('a room on a bad day', () => {
  it('C-14 with 30 % of all packets lost each way, sound and picture go on, and nobody has to come in again', async () => {
    const { page, joins } = await hostAndViewer();
    network.lose(0.3);
    const dropped = network.counts.dropped;
    const { lost } = await hearing(page, 5);
    expect(network.counts.dropped).toBeGreaterThan(dropped + 100);
    // What was lost is asked for again, sound too: of three packets in ten that fall, few never come.
    expect(lost).toBeLessThan(0.15);
    network.lose(0);
    await eventually(async () => (await hearing(page, 1)).concealed < 0.02, { what: 'whole sound' });
    expect(joins()).toBe(1);
  });

  it('C-14 after a gap of 5 s in everything, sound and picture go on by themselves', async () => {
    const { page, joins } = await hostAndViewer();
    network.cut();
    const since = Date.now();
    const still = await received(page);
    await eventually(() => Date.now() - since >= 5_000, { what: 'the gap to have lasted' });
    expect((await received(page)).frames).toBeLessThan(still.frames + 30);
    network.mend();
    await hearing(page, 2);
    expect(joins()).toBe(1);
    expect(await tracksOf(page)).toEqual(['camera', 'microphone']);
  });

  it("C-14 a host whose tab crashes is gone from every viewer's page at once, and is there once when they come back", async () => {
    const host = claimsOf('host');
    const hostPage = await openHost(host, sfu);
    const { page } = await openPage(attendeeOf(host), sfu);
    await join(page);
    await playing(page);
    const crash = await hostPage.context().newCDPSession(hostPage);
    // The answer never comes: who would give it is gone.
    crash.send('Page.crash').catch(() => undefined);
    await page.waitForFunction(() => (window as unknown as RoomWindow).client.tracks.length === 0);
    expect(await page.evaluate(() => (window as unknown as RoomWindow).client.state.status)).toBe('connected');
    await openHost(host, sfu);
    await hearing(page, 1);
    expect(await tracksOf(page)).toEqual(['camera', 'microphone']);
  });

  it('C-14 a host whose laptop sleeps is gone after a while, and comes back by themselves when it wakes, as one', async () => {
    const host = claimsOf('host');
    const hostPage = await openHost(host, throughBadNetwork());
    const { page } = await openPage(attendeeOf(host), sfu);
    await join(page);
    await playing(page);
    // Nobody is told anything: the server has to notice.
    network.cut();
    await page.waitForFunction(() => (window as unknown as RoomWindow).client.tracks.length === 0, undefined, {
      timeout: 90_000,
    });
    network.mend();
    await status(hostPage, 'connected');
    await hearing(page, 1);
    expect(await tracksOf(page)).toEqual(['camera', 'microphone']);
    expect(await hostPage.evaluate(() => (window as unknown as RoomWindow).client.viewers)).toBe(1);
  });
});
