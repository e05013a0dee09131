import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { routerRtpCapabilities, type ConsumerOffer, type TicketClaims } from '@stageline/contracts';
import { eventually, nextEvent } from '@stageline/testing';
import { observer, type types } from 'mediasoup';
import type { Socket } from 'socket.io-client';
import {
  ask,
  claimsOf,
  connectAs,
  joinAs,
  must,
  startSfu,
  trackOf,
  type TestSfu,
  type Joined,
} from '../testing/harness.ts';

/** Two seats on each of three workers: a seat is a camera and a microphone. */
const WORKERS = 3;
const SEATS = 2;

/** All that is piped from one worker to another now, as mediasoup itself tells it. */
const piped = new Set<types.Producer>();
const pipes = new Set<types.Transport>();
let test: TestSfu;

/** The worker of each transport, by the transport's id. */
const pids = new Map<string, number>();

const onWorker = (worker: types.Worker) =>
  worker.observer.on('newrouter', (router) =>
    router.observer.on('newtransport', (transport) => {
      pids.set(transport.id, worker.pid);
      if (transport.type !== 'pipe') return;
      pipes.add(transport);
      transport.observer.on('close', () => pipes.delete(transport));
      transport.observer.on('newproducer', (producer) => {
        piped.add(producer);
        producer.observer.on('close', () => piped.delete(producer));
      });
    }),
  );

beforeAll(async () => {
  observer.on('newworker', onWorker);
  test = await startSfu({ workers: WORKERS, consumersPerWorker: SEATS * 2 });
});
afterAll(() => void observer.off('newworker', onWorker));

interface Member {
  readonly socket: Socket;
  readonly answer: Joined;
}
let host: Member & { readonly claims: TicketClaims };
let members: Member[];

const attendee = () => claimsOf('attendee', { tenantId: host.claims.tenantId, sessionId: host.claims.sessionId });
const enter = async (claims = attendee()) => {
  const member = await joinAs(test, claims);
  members.push(member);
  return member;
};
const pidOf = ({ answer }: Member) => pids.get(answer.receive.id) ?? NaN;
const send = (source: 'camera' | 'microphone') =>
  must(host.socket, 'producer:create', trackOf(source, host.answer.send?.id ?? ''));

beforeEach(async () => {
  for (const { socket } of members ?? []) socket.disconnect();
  await eventually(() => pipes.size === 0, { what: 'the pipes of the room before to be gone' });
  const claims = claimsOf('host');
  host = { claims, ...(await joinAs(test, claims)) };
  members = [host];
});

describe('a room that is wider than its worker', () => {
  it('C-02 takes its viewers to the next, fills each to its budget, and refuses with a time to come again when all are full', async () => {
    await send('camera');
    for (let seat = 1; seat < WORKERS * SEATS; seat += 1) await enter();
    const used = members.map(pidOf);
    expect(new Set(used).size).toBe(WORKERS);
    expect(used).toEqual([used[0], used[0], used[2], used[2], used[4], used[4]]);
    for (const { answer } of members.slice(1)) expect(answer.consumers.map(({ source }) => source)).toEqual(['camera']);

    const late = await connectAs(test, attendee());
    const refusal = await ask(late, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
    expect(refusal).toMatchObject({ ok: false, problem: { code: 'unavailable' }, retryAfterSeconds: 5 });
    members[3]?.socket.disconnect();
    const claims = attendee();
    const next = await eventually(() => enter(claims).catch(() => undefined), { what: 'the free seat' });
    expect(pidOf(next)).toBe(used[2]);
  });

  it('C-02 pipes each track once to each worker, however many ask for it at once, and no longer than somebody is there', async () => {
    await send('camera');
    await enter();
    await Promise.all(Array.from({ length: SEATS }, () => enter()));
    expect(piped.size).toBe(1);
    await send('microphone');
    expect([...piped].map(({ kind }) => kind).sort()).toEqual(['audio', 'video']);
    await enter();
    expect(piped.size).toBe(4);
    members[4]?.socket.disconnect();
    await eventually(() => piped.size === 2, { what: 'the pipes to the third worker to go' });
    for (const { socket } of members.slice(2)) socket.disconnect();
    await eventually(() => pipes.size === 0, { what: 'all pipes to go' });
    expect(host.socket.connected).toBe(true);
  });

  it('C-02 lets pauses and the end of a track travel to viewers elsewhere', async () => {
    await enter();
    const { socket } = await enter();
    const created = nextEvent<ConsumerOffer>(socket, 'consumer:created');
    const { producerId } = await send('microphone');
    const { id: consumerId } = await created;
    for (const [event, told] of [
      ['producer:pause', 'consumer:paused'],
      ['producer:resume', 'consumer:resumed'],
      ['producer:close', 'consumer:closed'],
    ] as const) {
      const heard = nextEvent(socket, told);
      await must(host.socket, event, { producerId });
      expect(await heard).toEqual({ consumerId });
    }
    await eventually(() => piped.size === 0, { what: 'the pipe to end with its track' });
  });

  it('C-02 offers a track that is paused as paused', async () => {
    const { producerId } = await send('microphone');
    await must(host.socket, 'producer:pause', { producerId });
    await enter();
    expect((await enter()).answer.consumers).toMatchObject([{ source: 'microphone', producerPaused: true }]);
  });

  it('C-02 hears a panelist from another worker, and refuses a track that some worker has no room for', async () => {
    await enter();
    const claims = attendee();
    const panelist = await enter(claims);
    expect(pidOf(panelist)).not.toBe(pidOf(host));
    const created = nextEvent<ConsumerOffer>(members[1]?.socket as Socket, 'consumer:created');
    await must(host.socket, 'stage:invite', { identity: claims.identity });
    const { send: offer } = await must(panelist.socket, 'stage:accept', {});
    await must(panelist.socket, 'producer:create', trackOf('microphone', offer.id));
    expect((await created).identity).toBe(claims.identity);
    await send('microphone');
    const third = await ask(host.socket, 'producer:create', trackOf('camera', host.answer.send?.id ?? ''));
    expect(third).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
  });

  it('C-02 keeps the seat of somebody who connects again, on whichever worker', async () => {
    for (let seat = 1; seat < WORKERS * SEATS - 1; seat += 1) await enter();
    const claims = attendee();
    const first = await enter(claims);
    expect(pidOf(await enter(claims))).toBe(pidOf(first));
  });

  it('C-02 loses only those on a further worker when that dies, and everybody with its own', async () => {
    await send('microphone');
    const near = await enter();
    const far = await enter();
    const word = nextEvent(far.socket, 'peer:closed');
    process.kill(pidOf(far), 'SIGKILL');
    expect(await word).toEqual({ reason: 'reconnect' });
    expect([host.socket.connected, near.socket.connected]).toEqual([true, true]);
    await eventually(() => test.sfu.workerPids().length === WORKERS, { what: 'a new worker' });
    const ends = [nextEvent(host.socket, 'peer:closed'), nextEvent(near.socket, 'peer:closed')];
    process.kill(pidOf(near), 'SIGKILL');
    expect(await Promise.all(ends)).toEqual([{ reason: 'reconnect' }, { reason: 'reconnect' }]);
    await eventually(() => test.sfu.workerPids().length === WORKERS, { what: 'another new worker' });
  });
});
