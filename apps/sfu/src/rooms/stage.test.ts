import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  STAGE_SEATS,
  SFU_COMMAND_STREAM,
  type ConsumerOffer,
  type RoomPerson,
  type TicketClaims,
} from '@stageline/contracts';
import { createStageRights } from '@stageline/platform/stage-rights';
import { eventually, nextEvent } from '@stageline/testing';
import type { Socket } from 'socket.io-client';
import { ask, claimsOf, joinAs, must, startSfu, trackOf, type TestSfu } from '../testing/harness.ts';

let test: TestSfu;
beforeAll(async () => {
  test = await startSfu();
});

interface Seat {
  readonly claims: TicketClaims;
  readonly socket: Socket;
}

const attendeeOf = ({ tenantId, sessionId }: TicketClaims, overrides: Partial<TicketClaims> = {}) =>
  claimsOf('attendee', { tenantId, sessionId, ...overrides });

async function seat(claims: TicketClaims, sfu = test): Promise<Seat> {
  return { claims, ...(await joinAs(sfu, claims)) };
}

/** A host, somebody to be invited, and somebody who only watches. */
async function room(): Promise<{ host: Seat; guest: Seat; watcher: Seat }> {
  const host = await seat(claimsOf('host'));
  const [guest, watcher] = [await seat(attendeeOf(host.claims)), await seat(attendeeOf(host.claims))];
  return { host, guest, watcher };
}

const invite = (host: Seat, guest: Seat) => must(host.socket, 'stage:invite', { identity: guest.claims.identity });

/** Invited and come, with what they send over. */
async function onStage(host: Seat, guest: Seat): Promise<string> {
  await invite(host, guest);
  const { send } = await must(guest.socket, 'stage:accept', {});
  return send.id;
}

const rightsOf = async ({ tenantId, sessionId }: TicketClaims) =>
  Object.fromEntries(await createStageRights(test.redis).load(tenantId, sessionId));

describe('the stage', () => {
  it('C-01 takes an invited attendee who accepts, and everybody receives what they send', async () => {
    const { host, guest, watcher } = await room();
    const asked = nextEvent(guest.socket, 'stage:changed');
    await invite(host, guest);
    expect(await asked).toEqual({ standing: 'invited' });
    const { send } = await must(guest.socket, 'stage:accept', {});
    for (const source of ['camera', 'microphone', 'screen'] as const) {
      const heard = [host, watcher].map(({ socket }) => nextEvent<ConsumerOffer>(socket, 'consumer:created'));
      await must(guest.socket, 'producer:create', trackOf(source, send.id));
      for (const offer of await Promise.all(heard))
        expect(offer).toMatchObject({ source, identity: guest.claims.identity });
    }
    const late = await joinAs(test, attendeeOf(host.claims));
    expect(late.answer.consumers).toHaveLength(3);
  });

  it('C-01 asks first: whoever is invited sends nothing yet, and may say no', async () => {
    const { host, guest } = await room();
    await must(host.socket, 'people:watch', {});
    await invite(host, guest);
    const early = await ask(guest.socket, 'producer:create', trackOf('camera', 'x'));
    expect(early).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
    const seen = peopleOf(host);
    await must(guest.socket, 'stage:decline', {});
    await eventually(() => seen().get(guest.claims.identity)?.declined, { what: 'the host to hear of the refusal' });
    expect(await ask(guest.socket, 'stage:accept', {})).toMatchObject({ ok: false });
    expect(await rightsOf(host.claims)).toEqual({});
  });

  it('C-01 can be left, and taken away, which ends what was sent and the right with it', async () => {
    const { host, guest, watcher } = await room();
    const endings = [
      () => must(guest.socket, 'stage:leave', {}),
      () => must(host.socket, 'stage:remove', { identity: guest.claims.identity }),
    ];
    for (const end of endings) {
      const sendId = await onStage(host, guest);
      const created = nextEvent<ConsumerOffer>(watcher.socket, 'consumer:created');
      await must(guest.socket, 'producer:create', trackOf('camera', sendId));
      const { id } = await created;
      const closed = nextEvent(watcher.socket, 'consumer:closed');
      await end();
      expect(await closed).toEqual({ consumerId: id });
      const again = await ask(guest.socket, 'producer:create', trackOf('camera', sendId));
      expect(again).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
      expect(await rightsOf(host.claims)).toEqual({});
      expect((await joinAs(test, guest.claims)).answer).toMatchObject({ standing: 'audience', send: null });
      Object.assign(guest, await seat(guest.claims));
    }
  });

  it('C-01 lets a host mute somebody, who may speak again when they want to', async () => {
    const { host, guest, watcher } = await room();
    const sendId = await onStage(host, guest);
    const created = nextEvent<ConsumerOffer>(watcher.socket, 'consumer:created');
    const { producerId } = await must(guest.socket, 'producer:create', trackOf('microphone', sendId));
    await must(watcher.socket, 'consumer:resume', { consumerIds: [(await created).id] });
    const [told, paused] = [nextEvent(guest.socket, 'stage:muted'), nextEvent(watcher.socket, 'consumer:paused')];
    await must(host.socket, 'stage:mute', { identity: guest.claims.identity });
    await Promise.all([told, paused]);
    const resumed = nextEvent(watcher.socket, 'consumer:resumed');
    await must(guest.socket, 'producer:resume', { producerId });
    await resumed;
    const noPanelist = await ask(host.socket, 'stage:mute', { identity: watcher.claims.identity });
    expect(noPanelist).toMatchObject({ ok: false, problem: { code: 'illegal-transition' } });
  });

  it('has a number of seats, which two invitations at once do not exceed', async () => {
    const host = await seat(claimsOf('host'));
    const guests = await Promise.all(Array.from({ length: STAGE_SEATS + 2 }, () => seat(attendeeOf(host.claims))));
    const invitations = guests.map(({ claims }) => ask(host.socket, 'stage:invite', { identity: claims.identity }));
    const acks = await Promise.all(invitations);
    const refused = acks.filter((ack) => !ack.ok).map((ack) => (ack.ok ? '' : ack.problem.code));
    expect(refused).toEqual(['panel-full', 'panel-full']);
    expect(Object.keys(await rightsOf(host.claims))).toHaveLength(STAGE_SEATS);
    await must(host.socket, 'stage:remove', { identity: guests[0]!.claims.identity });
    await invite(host, guests.at(-1)!);
  });

  it('does not keep somebody whose invitation is taken back in the moment they accept', async () => {
    const { host, guest } = await room();
    await invite(host, guest);
    const { identity } = guest.claims;
    const [accepted] = await Promise.all([
      ask(guest.socket, 'stage:accept', {}),
      must(host.socket, 'stage:remove', { identity }),
    ]);
    expect(await rightsOf(host.claims)).toEqual({});
    const sendId = accepted.ok ? accepted.data.send.id : 'x';
    expect(await ask(guest.socket, 'producer:create', trackOf('camera', sendId))).toMatchObject({ ok: false });
    expect((await joinAs(test, guest.claims)).answer.standing).toBe('audience');
  });

  it('gives one place for an acceptance that is said twice', async () => {
    const { host, guest } = await room();
    await invite(host, guest);
    const both = await Promise.all([ask(guest.socket, 'stage:accept', {}), ask(guest.socket, 'stage:accept', {})]);
    expect(both.map((ack) => ack.ok).sort()).toEqual([false, true]);
    const sendId = both.map((ack) => (ack.ok ? ack.data.send.id : '')).join('');
    await must(guest.socket, 'producer:create', trackOf('camera', sendId));
  });
});

describe('a right to the stage', () => {
  it('C-01 holds over a reconnect and over the end of the sfu, an invitation as a place', async () => {
    const { host, guest, watcher } = await room();
    await onStage(host, guest);
    await invite(host, watcher);
    const after = await startSfu({}, 60, test.redisUrl);
    for (const sfu of [test, after]) {
      const back = await joinAs(sfu, guest.claims);
      expect(back.answer.standing).toBe('panelist');
      await must(back.socket, 'producer:create', trackOf('camera', back.answer.send?.id ?? ''));
      expect((await joinAs(sfu, watcher.claims)).answer).toMatchObject({ standing: 'invited', send: null });
      expect((await joinAs(sfu, attendeeOf(host.claims))).answer.standing).toBe('audience');
    }
  });

  it('C-01 is one of that room: neither of another session nor of another tenant', async () => {
    const { host, guest } = await room();
    await onStage(host, guest);
    const { tenantId, sessionId, identity } = guest.claims;
    for (const place of [{ tenantId }, { sessionId }])
      expect((await joinAs(test, claimsOf('attendee', { ...place, identity }))).answer.standing).toBe('audience');
    expect((await joinAs(test, claimsOf('attendee', { tenantId, sessionId, identity }))).answer.standing).toBe(
      'panelist',
    );
  });

  it('lets a panelist back in where the worker is full', async () => {
    const small = await startSfu({ consumersPerWorker: 4 });
    const host = await seat(claimsOf('host'), small);
    const guest = await seat(attendeeOf(host.claims), small);
    await onStage(host, guest);
    guest.socket.disconnect();
    await eventually(() => joinAs(small, attendeeOf(host.claims)), { what: 'the free place to be taken' });
    await expect(joinAs(small, attendeeOf(host.claims))).rejects.toThrow('unavailable');
    expect((await joinAs(small, guest.claims)).answer.standing).toBe('panelist');
  });

  it('is not given where it cannot be written down', async () => {
    const { host, guest } = await room();
    const { tenantId, sessionId } = host.claims;
    // A value of another kind refuses every write, as a Redis that is away does.
    const key = await keyOfRights(host, guest);
    await test.redis.set(key, 'in the way');
    const refused = await ask(host.socket, 'stage:invite', { identity: guest.claims.identity });
    expect(refused).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
    await test.redis.del(key);
    expect((await joinAs(test, guest.claims)).answer.standing).toBe('audience');
    expect((await createStageRights(test.redis).load(tenantId, sessionId)).size).toBe(0);
  });
});

/** Where the rights of a host's session are, found by giving one for a moment. */
async function keyOfRights(host: Seat, guest: Seat): Promise<string> {
  const rights = createStageRights(test.redis);
  const { tenantId, sessionId } = host.claims;
  await rights.set(tenantId, sessionId, guest.claims.identity, { standing: 'invited', displayName: 'A' });
  const [key] = await test.redis.keys(`*stage*${sessionId}*`);
  await rights.clear(tenantId, sessionId);
  return key ?? '';
}

/** What a host who watches knows of the others, by identity, as it changes. */
function peopleOf({ socket }: Seat): () => Map<string, RoomPerson> {
  const people = new Map<string, RoomPerson>();
  socket.on('people:changed', ({ changed, gone }: { changed: RoomPerson[]; gone: string[] }) => {
    for (const person of changed) people.set(person.identity, person);
    for (const identity of gone) people.delete(identity);
  });
  return () => people;
}

describe('the people in the room', () => {
  it('are shown to a host, who hears who comes, goes, is on the stage and has lost the connection', async () => {
    const { host, guest, watcher } = await room();
    const { people } = await must(host.socket, 'people:watch', {});
    expect(new Set(people.map(({ identity }) => identity))).toEqual(
      new Set([host, guest, watcher].map(({ claims }) => claims.identity)),
    );
    const seen = peopleOf(host);
    const person = ({ claims }: Seat) => seen().get(claims.identity);
    const comer = await seat(attendeeOf(host.claims, { displayName: 'Ana R.' }));
    await eventually(() => person(comer)?.displayName === 'Ana R.', { what: 'somebody who came' });
    await onStage(host, guest);
    await eventually(() => person(guest)?.standing === 'panelist', { what: 'somebody on the stage' });
    comer.socket.disconnect();
    guest.socket.disconnect();
    await eventually(() => person(comer) === undefined && person(guest)?.isHere === false, {
      what: 'one who is gone, and one who is expected back',
    });
    await must(host.socket, 'stage:remove', { identity: guest.claims.identity });
    await eventually(() => person(guest) === undefined, { what: 'a place that is free again' });
  });
});

describe('the end of a session', () => {
  it('C-01 is the end of its stage: nobody comes in by a right of before', async () => {
    const { host, guest } = await room();
    await onStage(host, guest);
    const { tenantId, sessionId } = host.claims;
    const word = nextEvent(guest.socket, 'peer:closed');
    const command = JSON.stringify({ v: 1, type: 'close-room', tenantId, sessionId });
    await test.redis.xadd(SFU_COMMAND_STREAM, '*', 'command', command);
    expect(await word).toEqual({ reason: 'room-closed' });
    await expect(joinAs(test, guest.claims)).rejects.toThrow('not-live');
  });
});
