import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  routerRtpCapabilities,
  SFU_COMMAND_STREAM,
  type ConsumerOffer,
  type SfuCommand,
  type TicketClaims,
} from '@stageline/contracts';
import { createSfuNodes } from '@stageline/platform/sfu-nodes';
import { eventually, nextEvent } from '@stageline/testing';
import { observer, type types } from 'mediasoup';
import { io, type Socket } from 'socket.io-client';
import {
  ask,
  claimsOf,
  connectAs,
  connectWith,
  joinAs,
  must,
  startSfu,
  trackOf,
  type TestSfu,
  type Joined,
} from '../testing/harness.ts';
import { LINK_PATH } from './link-protocol.ts';

/** Pipes between workers, and the process id of the worker of each transport, as mediasoup itself tells them. */
const pipes = new Set<types.Transport>();
const pids = new Map<string, number>();
const onWorker = (worker: types.Worker) =>
  worker.observer.on('newrouter', (router) =>
    router.observer.on('newtransport', (transport) => {
      pids.set(transport.id, worker.pid);
      if (transport.type !== 'pipe') return;
      pipes.add(transport);
      transport.observer.on('close', () => pipes.delete(transport));
    }),
  );

/** The first has two seats, of a camera and a microphone each; the second takes who is left. */
let one: TestSfu;
let other: TestSfu;
beforeAll(async () => {
  observer.on('newworker', onWorker);
  one = await startSfu({ consumersPerWorker: 4 });
  other = await startSfu({}, 60, one.redisUrl);
});
afterAll(() => void observer.off('newworker', onWorker));

const inRoomOf = ({ tenantId, sessionId }: TicketClaims, role: TicketClaims['role'] = 'attendee') =>
  claimsOf(role, { tenantId, sessionId });
const hostOn = async (sfu: TestSfu) => {
  const claims = claimsOf('host');
  return { claims, ...(await joinAs(sfu, claims)) };
};
const send = ({ socket, answer }: { socket: Socket; answer: Joined }, source: 'camera' | 'microphone') =>
  must(socket, 'producer:create', trackOf(source, answer.send?.id ?? ''));
const pidOf = (answer: Joined) => pids.get(answer.receive.id);
/** A word of the api to all processes. */
const command = (said: SfuCommand) => one.redis.xadd(SFU_COMMAND_STREAM, '*', 'command', JSON.stringify(said));
const ofRoom = ({ tenantId, sessionId }: TicketClaims) => ({ v: 1 as const, tenantId, sessionId });
const leave = async (...sockets: Socket[]) => {
  for (const socket of sockets) await must(socket, 'peer:leave', {});
  for (const socket of sockets) socket.disconnect();
};

describe('a session over two processes', () => {
  it('C-02 is served by one of them, and whoever comes to the other is in the same room', async () => {
    const host = await hostOn(one);
    await send(host, 'camera');
    const told = nextEvent<{ viewers: number }>(host.socket, 'room:viewers-changed');
    const claims = inRoomOf(host.claims);
    const viewer = await joinAs(other, claims);
    expect(viewer.answer).toMatchObject({
      viewers: 1,
      consumers: [{ source: 'camera', identity: host.claims.identity }],
    });
    expect(await told).toEqual({ viewers: 1 });
    const { people } = await must(host.socket, 'people:watch', {});
    expect(people.map(({ identity }) => identity).sort()).toEqual([host.claims.identity, claims.identity].sort());

    const word = nextEvent(viewer.socket, 'peer:closed');
    const again = await joinAs(one, claims);
    expect(await word).toEqual({ reason: 'replaced' });
    expect(again.answer.viewers).toBe(1);
    await leave(again.socket, host.socket);
  });

  it('C-02 is one session even when both are asked at once', async () => {
    const claims = claimsOf('host');
    const enter = (sfu: TestSfu, who: TicketClaims) =>
      eventually(() => joinAs(sfu, who).catch(() => undefined), { what: 'a join' });
    const [host, viewer] = await Promise.all([enter(one, claims), enter(other, inRoomOf(claims))]);
    const created = nextEvent<ConsumerOffer>(viewer.socket, 'consumer:created');
    await send(host, 'microphone');
    expect((await created).identity).toBe(claims.identity);
    await leave(viewer.socket, host.socket);
  });

  it('C-01 lets the host direct the stage whichever process somebody came to, and tells how each of them left', async () => {
    const host = await hostOn(one);
    const claims = inRoomOf(host.claims);
    const guest = await joinAs(other, claims);
    const invited = nextEvent(guest.socket, 'stage:changed');
    await must(host.socket, 'stage:invite', { identity: claims.identity });
    expect(await invited).toEqual({ standing: 'invited' });
    const { send: offer } = await must(guest.socket, 'stage:accept', {});
    const heard = nextEvent<ConsumerOffer>(host.socket, 'consumer:created');
    await must(guest.socket, 'producer:create', trackOf('microphone', offer.id));
    expect((await heard).identity).toBe(claims.identity);
    const forbidden = await ask(guest.socket, 'stage:mute', { identity: claims.identity });
    expect(forbidden).toMatchObject({ ok: false, problem: { code: 'forbidden' } });

    guest.socket.disconnect();
    const lost = inRoomOf(host.claims);
    (await joinAs(other, lost)).socket.io.engine.close();
    const reasons = async () => {
      const left = (await one.reports()).filter((report) => report.type === 'peer-left');
      return [claims, lost].map(({ identity }) => left.find((report) => report.identity === identity)?.reason);
    };
    await eventually(async () => (await reasons()).every((reason) => reason !== undefined), { what: 'both leaves' });
    expect(await reasons()).toEqual(['left', 'lost']);
    await leave(host.socket);
  });

  it('C-01 C-09 whoever is shut out is put out in whichever process, and comes back through none of them', async () => {
    const host = await hostOn(one);
    await send(host, 'camera');
    const [here, there, spilled] = [inRoomOf(host.claims), inRoomOf(host.claims), inRoomOf(host.claims)];
    const stays = await joinAs(one, here);
    // Came to the other process; then one who came to the first, whose seats are taken, and is served from the other.
    const members = [await joinAs(other, there), await joinAs(one, spilled)];
    const homes = members.map(({ answer }) => pidOf(answer));
    expect(homes.every((pid) => other.sfu.workerPids().includes(pid!))).toBe(true);
    for (const [at, claims] of [there, spilled].entries()) {
      const word = nextEvent(members[at]!.socket, 'peer:closed');
      await command({ ...ofRoom(host.claims), type: 'set-role', identity: claims.identity, role: null });
      expect(await word).toEqual({ reason: 'reconnect' });
      // Each process hears it by itself, and a ticket of before is for either.
      for (const sfu of [other, one])
        await eventually(
          () =>
            joinAs(sfu, claims).then(
              () => false,
              (error: Error) => /invalid-ticket/.test(error.message),
            ),
          {
            what: 'the ticket of before to be refused',
          },
        );
    }
    const { people } = await must(host.socket, 'people:watch', {});
    expect(people.map(({ identity }) => identity).toSorted()).toEqual([host.claims.identity, here.identity].toSorted());
    expect(stays.socket.connected).toBe(true);
    await command({ ...ofRoom(host.claims), type: 'set-role', identity: there.identity, role: 'attendee' });
    const back = await eventually(() => joinAs(other, there).catch(() => undefined), {
      what: 'them to be let in again',
    });
    expect(back.answer.consumers).toHaveLength(1);
    await leave(back.socket, stays.socket, host.socket);
  });

  it('C-01 C-04 a role, the stage and going live take effect for those who came to the other process', async () => {
    const claims = claimsOf('host', { backstage: true });
    const host = { claims, ...(await joinAs(one, claims)) };
    await send(host, 'microphone');
    const early = (role: TicketClaims['role']) => ({ ...inRoomOf(claims, role), backstage: true as const });
    await expect(joinAs(other, early('attendee'))).rejects.toThrow('not-live');
    const cohostClaims = early('cohost');
    const cohost = await joinAs(other, cohostClaims);
    expect(cohost.answer).toMatchObject({ role: 'cohost', consumers: [{ source: 'microphone' }] });
    await command({ ...ofRoom(claims), type: 'open-room' });
    const viewerClaims = early('attendee');
    const viewer = await eventually(() => joinAs(other, viewerClaims).catch(() => undefined), { what: 'the audience' });
    // Onto the stage by a co-host who came to the other process, as the viewer did.
    const invited = nextEvent(viewer.socket, 'stage:changed');
    await must(cohost.socket, 'stage:invite', { identity: viewerClaims.identity });
    expect(await invited).toEqual({ standing: 'invited' });
    await must(viewer.socket, 'stage:accept', {});
    // What the co-host may do ends with the role, wherever they come back.
    const word = nextEvent(cohost.socket, 'peer:closed');
    await command({ ...ofRoom(claims), type: 'set-role', identity: cohostClaims.identity, role: 'moderator' });
    expect(await word).toEqual({ reason: 'reconnect' });
    for (const sfu of [other, one]) {
      const again = await joinAs(sfu, cohostClaims);
      expect(again.answer).toMatchObject({ role: 'moderator', send: null });
      const refused = await ask(again.socket, 'stage:remove', { identity: viewerClaims.identity });
      expect(refused).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
      await leave(again.socket);
    }
    const off = nextEvent(viewer.socket, 'stage:changed');
    await must(host.socket, 'stage:remove', { identity: viewerClaims.identity });
    expect(await off).toEqual({ standing: 'audience' });
    await leave(viewer.socket, host.socket);
  });

  it('C-02 ends for everybody on both, as the session does', async () => {
    const host = await hostOn(one);
    const viewer = await joinAs(other, inRoomOf(host.claims));
    const words = [host, viewer].map(({ socket }) => nextEvent(socket, 'peer:closed'));
    one.sfu.closeRoom(host.claims.tenantId, host.claims.sessionId);
    expect(await Promise.all(words)).toEqual([{ reason: 'room-closed' }, { reason: 'room-closed' }]);
  });

  it('C-02 is not opened by a process that lost it between the connection and the join', async () => {
    const claims = claimsOf('host');
    const socket = await connectAs(one, claims);
    const nodes = createSfuNodes(one.redis);
    await nodes.takeOver(claims, 'somebody-else', await nodes.claim(claims, 'somebody-else'));
    const refusal = await ask(socket, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
    expect(refusal).toMatchObject({ ok: false, problem: { code: 'unavailable' }, retryAfterSeconds: 1 });
    await nodes.release(claims, 'somebody-else');
    socket.disconnect();
  });

  it('C-02 is given up by a process whose place another has taken', async () => {
    const host = await hostOn(one);
    const word = nextEvent(host.socket, 'peer:closed');
    const nodes = createSfuNodes(one.redis);
    const owner = await nodes.claim(host.claims, 'somebody-else');
    expect(owner).not.toBe('somebody-else');
    await nodes.takeOver(host.claims, 'somebody-else', owner);
    expect(await word).toEqual({ reason: 'reconnect' });
    await nodes.release(host.claims, 'somebody-else');
  });
});

describe('a room that is wider than its process', () => {
  /** A host and a viewer, who fill the first process, and a viewer on the workers of the second. */
  async function wide() {
    const host = await hostOn(one);
    const near = await joinAs(one, inRoomOf(host.claims));
    await send(host, 'camera');
    const far = await joinAs(one, inRoomOf(host.claims));
    expect(other.sfu.workerPids()).toContain(pidOf(far.answer));
    return { host, near, far };
  }

  it('C-02 sends to further viewers from the workers of another, through one pipe, as long as somebody is there', async () => {
    const { host, near, far } = await wide();
    expect(far.answer.consumers).toMatchObject([{ source: 'camera', producerPaused: false }]);
    const third = await joinAs(other, inRoomOf(host.claims));
    expect(pidOf(third.answer)).toBe(pidOf(far.answer));
    expect(pipes.size).toBe(2);
    await leave(far.socket, third.socket);
    await eventually(() => pipes.size === 0, { what: 'the pipe to go' });
    await leave(near.socket, host.socket);
  });

  it('C-02 lets new tracks, pauses and ends travel there, and the wishes of its viewers back', async () => {
    const { host, near, far } = await wide();
    const created = nextEvent<ConsumerOffer>(far.socket, 'consumer:created');
    const { producerId } = await send(host, 'microphone');
    const { id: consumerId } = await created;
    await must(far.socket, 'consumer:resume', { consumerIds: [consumerId] });
    const { iceParameters } = await must(far.socket, 'transport:restart-ice', { transportId: far.answer.receive.id });
    expect(iceParameters.usernameFragment).not.toBe(far.answer.receive.iceParameters.usernameFragment);
    await must(far.socket, 'consumer:prefer', {
      preferences: [{ consumerId: far.answer.consumers[0]?.id, spatialLayer: null }],
    });
    for (const [event, told] of [
      ['producer:pause', 'consumer:paused'],
      ['producer:resume', 'consumer:resumed'],
      ['producer:close', 'consumer:closed'],
    ] as const) {
      const heard = nextEvent(far.socket, told);
      await must(host.socket, event, { producerId });
      expect(await heard).toEqual({ consumerId });
    }
    await leave(far.socket, near.socket, host.socket);
  });

  it('C-02 sends its viewers there back when that worker dies, and nobody else', async () => {
    const { host, near, far } = await wide();
    const word = nextEvent(far.socket, 'peer:closed');
    process.kill(pidOf(far.answer) as number, 'SIGKILL');
    expect(await word).toEqual({ reason: 'reconnect' });
    expect([host.socket.connected, near.socket.connected]).toEqual([true, true]);
    await eventually(() => other.sfu.workerPids().length === 1, { what: 'a new worker' });
    await leave(near.socket, host.socket);
  });

  it('C-02 goes on at the next process when its own ends, and loses the viewers of another that does', async () => {
    const third = await startSfu({}, 60, one.redisUrl);
    const host = await hostOn(third);
    const viewer = await joinAs(one, inRoomOf(host.claims));
    const word = nextEvent(viewer.socket, 'peer:closed');
    await third.sfu.close();
    expect(await word).toEqual({ reason: 'reconnect' });
    const [back, again] = [await joinAs(other, host.claims), await joinAs(one, inRoomOf(host.claims))];
    const heard = nextEvent<ConsumerOffer>(again.socket, 'consumer:created');
    await send(back, 'microphone');
    expect((await heard).identity).toBe(host.claims.identity);
    await leave(again.socket, back.socket);
  });
});

describe('the ways between processes', () => {
  it('C-02 are closed to everybody without a token of ours', async () => {
    const { tenantId } = claimsOf('host');
    for (const relay of ['x', one.tickets.sign('media', claimsOf('host'))])
      await expect(connectWith(one.url, { tenantId, relay })).rejects.toMatchObject({
        data: { code: 'invalid-ticket' },
      });
    for (const token of [undefined, 'x', one.tickets.sign('media', claimsOf('host'))]) {
      const socket = io(one.url, { path: LINK_PATH, transports: ['websocket'], reconnection: false, auth: { token } });
      const refusal = await new Promise<unknown>((resolve) => {
        socket.once('connect', () => resolve(undefined));
        socket.once('connect_error', resolve);
      });
      expect(refusal).toBeInstanceOf(Error);
      socket.disconnect();
    }
  });

  it('C-02 pass on what another process refuses', async () => {
    const host = await hostOn(one);
    await joinAs(one, inRoomOf(host.claims));
    const late = await connectAs(other, inRoomOf(host.claims));
    const bad = await ask(late, 'peer:join', { rtpCapabilities: 'none' });
    expect(bad).toMatchObject({ ok: false, problem: { code: 'validation-failed' } });
    await must(late, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
    await leave(late, host.socket);
  });
});
