import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { routerRtpCapabilities, type TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually, nextEvent } from '@stageline/testing';
import { findFfmpeg } from '../recording/ffmpeg.ts';
import { ask, claimsOf, connectAs, enterAs, must, startSfu, type TestSfu } from '../testing/harness.ts';

/** One seat beside the host's, who is let in anyway; one film in the whole process. */
describe('a room that is full', () => {
  let root: string;
  let test: TestSfu;
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'stageline-films-'));
    const overflow = {
      ffmpeg: findFfmpeg(process.env['PATH'] ?? ''),
      directory: root,
      rooms: 1,
      lines: 144,
      lingerMs: 200,
    };
    test = await startSfu({ workers: 1, consumersPerWorker: 4 }, 60, undefined, overflow);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  let hostClaims: TicketClaims;
  const attendee = () => claimsOf('attendee', { tenantId: hostClaims.tenantId, sessionId: hostClaims.sessionId });
  type Entered = Awaited<ReturnType<typeof enterAs>>;
  const here: Entered[] = [];
  const enter = async (who: TicketClaims) => {
    const entered = await enterAs(test, who);
    here.push(entered);
    return entered;
  };
  let host: Entered;
  let seated: Entered;
  let claims: TicketClaims;
  let outside: Entered;
  beforeEach(async () => {
    for (const { socket } of here.splice(0)) socket.disconnect();
    // The room before goes with its last peer, and its film with it.
    await eventually(async () => (await films()).length === 0, { what: 'the film before to be gone' });
    hostClaims = claimsOf('host');
    host = await enter(hostClaims);
    seated = await enter(attendee());
    claims = attendee();
    outside = await enter(claims);
  });

  /** Of all processes. */
  const films = async () => {
    const nodes = await readdir(root).catch(() => []);
    return (await Promise.all(nodes.map((node) => readdir(path.join(root, node)).catch(() => [])))).flat();
  };
  const urlOf = ({ answer }: Entered) => answer.overflow?.playlistUrl ?? '';
  /** As the api passes it on. */
  const fetchFile = (tenantId: string, url: string) => {
    const [, , , , sessionId, , token, file] = url.split('/');
    return fetch(`${test.url}/overflow/${tenantId}/${sessionId}/${token}/${file}`);
  };

  /** It is waited for, and on a slow machine once more. */
  const firstPlaylist = () =>
    eventually(
      async () => {
        const playlist = await fetchFile(claims.tenantId, urlOf(outside));
        return playlist.status === 200 ? playlist : undefined;
      },
      { what: 'the first segment', timeoutMs: 50_000 },
    );

  it('C-02 shows itself to whoever comes, who counts as a viewer', async () => {
    expect(outside.answer).toMatchObject({
      receive: null,
      send: null,
      standing: 'audience',
      consumers: [],
      viewers: 2,
    });
    const playlist = await firstPlaylist();
    const name = /^\d+\.m4s$/m.exec(await playlist.text())?.[0] ?? '';
    for (const file of [name, 'init.mp4']) {
      const segment = await fetchFile(claims.tenantId, urlOf(outside).replace('live.m3u8', file));
      expect([segment.status, (await segment.arrayBuffer()).byteLength > 200]).toEqual([200, true]);
    }
    const joined = (await test.reports()).filter(({ type }) => type === 'peer-joined');
    expect(joined).toContainEqual(expect.objectContaining({ identity: claims.identity, role: 'attendee' }));
  });

  it('C-02 shows itself to nobody else, and no longer than they are there', async () => {
    const url = urlOf(outside);
    const token = url.split('/')[6] ?? '';
    const other = { session: newId('ses'), tenant: newId('tnt') };
    const asked: [string, string][] = [
      [other.tenant, url],
      [claims.tenantId, url.replace(claims.sessionId, other.session)],
      [claims.tenantId, url.replace(token, 'A'.repeat(token.length))],
      [claims.tenantId, url.replace('live.m3u8', '..%2Fowner')],
      [claims.tenantId, url.replace('live.m3u8', 'live.m3u8.tmp')],
    ];
    for (const [tenantId, address] of asked) expect((await fetchFile(tenantId, address)).status).toBe(404);
    await firstPlaylist();
    await must(outside.socket, 'peer:leave', {});
    expect((await fetchFile(claims.tenantId, url)).status).toBe(404);
  });

  it('C-02 ends its film once nobody watches', async () => {
    expect(await films()).toHaveLength(1);
    outside.socket.disconnect();
    await eventually(async () => (await films()).length === 0, { what: 'the film to be gone' });
  });

  it('C-02 is full in the end: only so many rooms are shown at once', async () => {
    const other = claimsOf('host');
    await enter(other);
    const socket = await connectAs(
      test,
      claimsOf('attendee', { tenantId: other.tenantId, sessionId: other.sessionId }),
    );
    const ack = await ask(socket, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
    expect(ack).toMatchObject({ ok: false, problem: { code: 'unavailable' }, retryAfterSeconds: 5 });
  });

  it('C-02 calls in whoever watches for longest when a seat is free, and whoever is asked onto the stage', async () => {
    const second = attendee();
    const { socket } = await enter(second);
    const called = nextEvent(outside.socket, 'peer:closed');
    seated.socket.disconnect();
    expect(await called).toEqual({ reason: 'reconnect' });
    seated = await enter(claims);
    expect(seated.answer.receive).not.toBeNull();
    const asked = nextEvent(socket, 'peer:closed');
    await must(host.socket, 'stage:invite', { identity: second.identity });
    expect(await asked).toEqual({ reason: 'reconnect' });
    outside = await enter(second);
    expect(outside.answer).toMatchObject({ standing: 'invited', overflow: null });
  });

  it('C-02 tells those who watch from outside that it is over, too', async () => {
    const over = nextEvent(outside.socket, 'peer:closed');
    test.sfu.closeRoom(claims.tenantId, claims.sessionId);
    expect(await over).toEqual({ reason: 'room-closed' });
    await eventually(async () => (await films()).length === 0, { what: 'the film to be gone' });
  });
});
