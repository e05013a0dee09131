import { beforeAll, describe, expect, it } from '@jest/globals';
import { signalNamespace, type ConsumerOffer, type SfuReport, type TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually, nextEvent } from '@stageline/testing';
import type { Socket } from 'socket.io-client';
import { ask, claimsOf, connectAs, joinAs, must, startSfu, trackOf, type TestSfu } from '../testing/harness.ts';

let test: TestSfu;
beforeAll(async () => {
  test = await startSfu();
});

const inRoomOf = (claims: TicketClaims, role: TicketClaims['role']) =>
  claimsOf(role, { tenantId: claims.tenantId, sessionId: claims.sessionId });

async function hostSending(...sources: ('camera' | 'microphone' | 'screen')[]) {
  const claims = claimsOf('host');
  const { socket, answer } = await joinAs(test, claims);
  const ids: string[] = [];
  for (const source of sources) {
    const { producerId } = await must(socket, 'producer:create', trackOf(source, answer.send?.id ?? ''));
    ids.push(producerId);
  }
  return { claims, socket, answer, ids };
}

const disconnected = (socket: Socket) => eventually(() => !socket.connected, { what: 'the server to disconnect' });

async function reportsOf(claims: TicketClaims): Promise<SfuReport[]> {
  const reports = await test.reports();
  return reports.filter((report) => report.tenantId === claims.tenantId && report.sessionId === claims.sessionId);
}
/** `peer-joined`, and `peer-left` with its reason, in order. */
async function comings(claims: TicketClaims, identity = claims.identity): Promise<string[]> {
  const words = (await reportsOf(claims)).map((report) => {
    if (report.type === 'peer-joined' && report.identity === identity) return 'joined';
    return report.type === 'peer-left' && report.identity === identity ? report.reason : undefined;
  });
  return words.filter((word) => word !== undefined);
}

describe('a join', () => {
  it('gives an attendee all that is being sent in one answer, and no way to send', async () => {
    const host = await hostSending('camera', 'microphone');
    const { answer } = await joinAs(test, inRoomOf(host.claims, 'attendee'));
    expect(answer.send).toBeNull();
    expect(answer.receive.iceCandidates.map((candidate) => candidate.protocol).sort()).toEqual(['tcp', 'udp']);
    expect(answer.consumers.map(({ source, kind, identity }) => ({ source, kind, identity }))).toEqual([
      { source: 'camera', kind: 'video', identity: host.claims.identity },
      { source: 'microphone', kind: 'audio', identity: host.claims.identity },
    ]);
  });

  it('is refused a second time', async () => {
    const { socket, answer } = await joinAs(test, claimsOf('host'));
    const again = await ask(socket, 'peer:join', { rtpCapabilities: { codecs: [], headerExtensions: [] } });
    expect(again).toMatchObject({ ok: false, problem: { code: 'illegal-transition' } });
    await must(socket, 'producer:create', trackOf('camera', answer.send?.id ?? ''));
  });

  it('offers nothing that the browser cannot decode', async () => {
    const host = await hostSending('camera');
    const socket = await connectAs(test, inRoomOf(host.claims, 'attendee'));
    const answer = await must(socket, 'peer:join', { rtpCapabilities: { codecs: [], headerExtensions: [] } });
    expect(answer.consumers).toEqual([]);
  });

  it('is refused when the worker is full, but never to a host', async () => {
    const small = await startSfu({ consumersPerWorker: 4 });
    const claims = claimsOf('host');
    const join = (role: TicketClaims['role']) =>
      joinAs(small, claimsOf(role, { tenantId: claims.tenantId, sessionId: claims.sessionId }));
    await join('attendee');
    const second = await join('attendee');
    await expect(join('attendee')).rejects.toThrow('unavailable');
    await join('host');
    await expect(join('attendee')).rejects.toThrow('unavailable');
    second.socket.disconnect();
    await expect(join('attendee')).rejects.toThrow('unavailable');
  });

  it('of two that come at once makes one room', async () => {
    const claims = claimsOf('host');
    const all = [claims, inRoomOf(claims, 'attendee'), inRoomOf(claims, 'attendee')];
    const joined = await Promise.all(all.map((each) => joinAs(test, each)));
    const camera = nextEvent<ConsumerOffer>(joined[2]?.socket as Socket, 'consumer:created');
    await must(joined[0]?.socket as Socket, 'producer:create', trackOf('camera', joined[0]?.answer.send?.id ?? ''));
    expect((await camera).identity).toBe(claims.identity);
  });
});

describe('a track', () => {
  it('that appears, pauses, goes on and ends is told to the others', async () => {
    const host = await hostSending();
    const { socket } = await joinAs(test, inRoomOf(host.claims, 'attendee'));
    const created = nextEvent<ConsumerOffer>(socket, 'consumer:created');
    const { producerId } = await must(host.socket, 'producer:create', trackOf('screen', host.answer.send?.id ?? ''));
    const offer = await created;
    expect(offer).toMatchObject({ producerId, source: 'screen', producerPaused: false });
    await must(socket, 'consumer:resume', { consumerIds: [offer.id] });
    for (const [event, told] of [
      ['producer:pause', 'consumer:paused'],
      ['producer:resume', 'consumer:resumed'],
      ['producer:close', 'consumer:closed'],
    ] as const) {
      const heard = nextEvent(socket, told);
      await must(host.socket, event, { producerId });
      expect(await heard).toEqual({ consumerId: offer.id });
    }
  });

  it('of one source is sent once per host', async () => {
    const host = await hostSending('camera');
    const track = () => trackOf('camera', host.answer.send?.id ?? '');
    const conflict = { ok: false, problem: { code: 'conflict' } };
    expect(await ask(host.socket, 'producer:create', track())).toMatchObject(conflict);
    await must(host.socket, 'producer:close', { producerId: host.ids[0] });
    const both = await Promise.all([
      ask(host.socket, 'producer:create', track()),
      ask(host.socket, 'producer:create', track()),
    ]);
    expect(both.map((ack) => ack.ok).sort()).toEqual([false, true]);
  });

  it('must be of its source’s kind', async () => {
    const host = await hostSending();
    const camera = trackOf('camera', host.answer.send?.id ?? '');
    const ack = await ask(host.socket, 'producer:create', { ...camera, source: 'microphone' });
    expect(ack).toMatchObject({ ok: false, problem: { code: 'bad-request' } });
  });

  it('ends with its sender', async () => {
    const host = await hostSending('camera');
    const { socket, answer } = await joinAs(test, inRoomOf(host.claims, 'attendee'));
    const closed = nextEvent(socket, 'consumer:closed');
    host.socket.disconnect();
    expect(await closed).toEqual({ consumerId: answer.consumers[0]?.id });
  });
});

describe('one identity', () => {
  it('that connects again replaces its older connection and leaves no ghost', async () => {
    const host = await hostSending('camera');
    const claims = inRoomOf(host.claims, 'attendee');
    const first = await joinAs(test, claims);
    const word = nextEvent(first.socket, 'peer:closed');
    const second = await joinAs(test, claims);
    expect(await word).toEqual({ reason: 'replaced' });
    await disconnected(first.socket);
    expect(second.answer.viewers).toBe(1);
    second.socket.disconnect();
    await eventually(async () => (await comings(claims)).length === 4, { what: 'the reports' });
    // The order of the first two connections is that of the handover: the new one joins when the old one is gone.
    expect(await comings(claims)).toEqual(['joined', 'replaced', 'joined', 'left']);
  });

  it('that connects again as host takes its older tracks away', async () => {
    const host = await hostSending('camera');
    const { socket, answer } = await joinAs(test, inRoomOf(host.claims, 'attendee'));
    const closed = nextEvent(socket, 'consumer:closed');
    await joinAs(test, host.claims);
    expect(await closed).toEqual({ consumerId: answer.consumers[0]?.id });
  });
});

describe('viewers', () => {
  it('are distinct attendees, without hosts, told to the room and reported', async () => {
    const host = await hostSending();
    await joinAs(test, inRoomOf(host.claims, 'host'));
    const changed = nextEvent<{ viewers: number }>(host.socket, 'room:viewers-changed');
    const claims = inRoomOf(host.claims, 'attendee');
    const { socket } = await joinAs(test, claims);
    expect(await changed).toEqual({ viewers: 1 });
    const gone = nextEvent(host.socket, 'room:viewers-changed');
    await must(socket, 'peer:leave', {});
    expect(await gone).toEqual({ viewers: 0 });
    const counts = await eventually(async () => {
      const reports = (await reportsOf(claims)).filter((report) => report.type === 'viewers-changed');
      return reports.length === 2 && reports.map((report) => report.viewers);
    });
    expect(counts).toEqual([1, 0]);
  });
});

describe('an observer', () => {
  it('C-01 receives what the audience does, and is in no number, no list and no report', async () => {
    const host = await hostSending('camera', 'microphone');
    await must(host.socket, 'people:watch', {});
    const heard: unknown[] = [];
    host.socket.onAny((event: string, payload: unknown) => heard.push([event, payload]));
    const claims = inRoomOf(host.claims, 'observer');
    const { answer, socket } = await joinAs(test, claims);
    expect(answer).toMatchObject({ send: null, standing: 'audience', viewers: 0 });
    expect(answer.consumers.map(({ source }) => source)).toEqual(['camera', 'microphone']);
    expect((await must(host.socket, 'people:watch', {})).people.map(({ identity }) => identity)).toEqual([
      host.claims.identity,
    ]);
    // Nobody can ask them onto the stage, either.
    expect(await ask(host.socket, 'stage:invite', { identity: claims.identity })).toMatchObject({
      problem: { code: 'not-found' },
    });
    await must(socket, 'peer:leave', {});
    // Whoever comes after is told of, and nothing was told before.
    const attendee = inRoomOf(host.claims, 'attendee');
    await joinAs(test, attendee);
    await eventually(() => heard.length >= 2, { what: 'the attendee to be told of' });
    expect(JSON.stringify(heard)).not.toContain(claims.identity);
    expect(heard).toContainEqual(['room:viewers-changed', { viewers: 1 }]);
    await eventually(async () => (await comings(claims, attendee.identity)).length === 1);
    expect(await comings(claims)).toEqual([]);
  });
});

describe('a leave', () => {
  it('is reported with its reason: by word, by the socket’s end, by a lost connection', async () => {
    const host = await hostSending();
    const byWord = await joinAs(test, inRoomOf(host.claims, 'attendee'));
    await must(byWord.socket, 'peer:leave', {});
    const bySocket = await joinAs(test, inRoomOf(host.claims, 'attendee'));
    bySocket.socket.disconnect();
    const lost = await joinAs(test, inRoomOf(host.claims, 'attendee'));
    lost.socket.io.engine.close();
    const leaves = async () => (await reportsOf(host.claims)).filter((report) => report.type === 'peer-left');
    await eventually(async () => (await leaves()).length === 3, { what: 'three leaves' });
    expect((await leaves()).map((report) => report.reason)).toEqual(['left', 'left', 'lost']);
    const joins = (await reportsOf(host.claims)).filter((report) => report.type === 'peer-joined');
    const ids = [byWord, bySocket, lost].map(({ answer }) => answer.connectionId);
    expect(joins.map((report) => report.connectionId).slice(1)).toEqual(ids);
  });
});

describe('a room with a peer', () => {
  it('is reported alive with its viewers and connections, so that intervals end when we die', async () => {
    const quick = await startSfu({}, 0.05);
    const { socket, answer } = await joinAs(quick, claimsOf('attendee'));
    const alive = async () => (await quick.reports()).filter((report) => report.type === 'room-alive');
    // A room may be told of while somebody is still on the way in.
    const [first] = await eventually(async () => {
      const reports = (await alive()).filter(({ viewers }) => viewers > 0);
      return reports.length >= 2 && reports;
    });
    expect(first).toMatchObject({ viewers: 1, connectionIds: [answer.connectionId] });
    socket.disconnect();
    await eventually(async () => (await quick.reports()).some((report) => report.type === 'peer-left'));
    const last = (await alive()).length;
    const after = await joinAs(quick, claimsOf('attendee'));
    await eventually(async () => (await alive()).length > last);
    expect((await alive()).slice(last + 1).every((report) => report.connectionIds[0] !== answer.connectionId)).toBe(
      true,
    );
    after.socket.disconnect();
  });
});

describe('isolation', () => {
  it('tenant A’s ticket does not open tenant B’s room of the same session id', async () => {
    const hostB = await hostSending('camera', 'microphone');
    const ofB = await joinAs(test, inRoomOf(hostB.claims, 'attendee'));
    const { sessionId, identity } = hostB.claims;
    const attendeeA = await joinAs(test, claimsOf('attendee', { sessionId }));
    // The same identity under another tenant replaces nobody.
    const hostA = await joinAs(test, claimsOf('host', { sessionId, identity, tenantId: newId('tnt') }));
    expect(ofB.answer.consumers).toHaveLength(2);
    expect(attendeeA.answer).toMatchObject({ consumers: [], viewers: 1 });
    expect(hostA.answer.consumers).toEqual([]);
    expect(hostB.socket.connected).toBe(true);
  });

  it('every message with another tenant’s ids answers as if they did not exist', async () => {
    const [hostA, hostB] = [await hostSending('camera'), await hostSending('camera')];
    const claimsB = inRoomOf(hostB.claims, 'attendee');
    const attendeeB = { ...(await joinAs(test, claimsB)), claims: claimsB };
    const dtlsParameters = {
      role: 'client',
      fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
    };
    const producerId = hostB.ids[0];
    const rows = {
      'peer:join': null,
      'peer:leave': null,
      'transport:connect': { transportId: hostB.answer.receive.id, dtlsParameters },
      'transport:restart-ice': { transportId: hostB.answer.receive.id },
      'consumer:resume': { consumerIds: attendeeB.answer.consumers.map((offer) => offer.id) },
      'consumer:prefer': {
        preferences: attendeeB.answer.consumers.map(({ id }) => ({ consumerId: id, spatialLayer: null })),
      },
      'producer:create': trackOf('screen', hostB.answer.send?.id ?? ''),
      'producer:pause': { producerId },
      'producer:resume': { producerId },
      'producer:close': { producerId },
      'people:watch': null,
      'stage:invite': { identity: attendeeB.claims.identity },
      'stage:accept': null,
      'stage:mute': { identity: attendeeB.claims.identity },
      'stage:remove': { identity: attendeeB.claims.identity },
      'stage:decline': null,
      'stage:leave': null,
    };
    expect(Object.keys(rows).sort()).toEqual(Object.keys(signalNamespace.ask).sort());
    for (const [event, payload] of Object.entries(rows)) {
      // Without ids, or, for consumers, without a word on which of them existed.
      if (payload === null || event.startsWith('consumer:')) continue;
      expect(await ask(hostA.socket, event, payload)).toMatchObject({ ok: false, problem: { code: 'not-found' } });
    }
    const { people } = await must(hostA.socket, 'people:watch', {});
    expect(people.map(({ identity }) => identity)).toEqual([hostA.claims.identity]);
    const heardByA: unknown[] = [];
    hostA.socket.onAny((...heard) => heardByA.push(heard));
    const changed = nextEvent(hostB.socket, 'people:changed');
    expect((await must(hostB.socket, 'people:watch', {})).people).toHaveLength(2);
    for (const [event, payload] of Object.entries(rows)) {
      const socket = event.startsWith('consumer:') ? attendeeB.socket : hostB.socket;
      // Muting is for somebody who came.
      if (event === 'stage:mute') await must(attendeeB.socket, 'stage:accept', {});
      if (payload !== null) expect([event, await ask(socket, event, payload)]).toMatchObject([event, { ok: true }]);
    }
    await changed;
    expect(heardByA).toEqual([]);
  });
});
