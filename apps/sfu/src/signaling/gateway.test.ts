import { beforeAll, describe, expect, it } from '@jest/globals';
import { routerRtpCapabilities, TICKET_TTL_SECONDS, type Problem } from '@stageline/contracts';
import { createTickets } from '@stageline/platform/tickets';
import {
  ask,
  claimsOf,
  connectAs,
  connectWith,
  joinAs,
  must,
  startSfu,
  TEST_SECRET,
  trackOf,
  type TestSfu,
} from '../testing/harness.ts';

let test: TestSfu;
beforeAll(async () => {
  test = await startSfu();
});

async function refusalOf(auth: Record<string, unknown>): Promise<Problem> {
  try {
    await connectWith(test.url, auth);
  } catch (error) {
    return (error as { data: Problem }).data;
  }
  throw new Error('The handshake was accepted');
}

describe('the handshake', () => {
  const claims = claimsOf('attendee');
  const signedWith = (secret: string, ageSeconds = 0) => {
    const clock = { now: () => new Date(Date.now() - ageSeconds * 1000) };
    return createTickets({ secret, redis: test.redis, clock }).sign('media', claims);
  };

  it.each<[string, () => Record<string, unknown>]>([
    ['no ticket', () => ({})],
    ['a ticket that is no string', () => ({ ticket: { $ne: null } })],
    ['a ticket that is no token', () => ({ ticket: 'abc' })],
    ['a forged ticket', () => ({ ticket: signedWith('another-secret-that-is-long-enough-too') })],
    ['a stale ticket', () => ({ ticket: signedWith(TEST_SECRET, TICKET_TTL_SECONDS + 1) })],
    ['a ticket for the room socket', () => ({ ticket: test.tickets.sign('room', claims) })],
  ])('refuses %s', async (_name, auth) => {
    expect(await refusalOf(auth())).toMatchObject({ code: 'invalid-ticket', status: 401 });
  });

  it('refuses a ticket that was used before', async () => {
    const ticket = test.tickets.sign('media', claims);
    await connectWith(test.url, { ticket });
    expect(await refusalOf({ ticket })).toMatchObject({ code: 'invalid-ticket' });
  });

  it('serves no other namespace', async () => {
    const { connectSocket } = await import('@stageline/testing');
    const connecting = connectSocket(test.url, { host: 'kevin.localhost', path: '/sfu' });
    await expect(connecting).rejects.toMatchObject({ data: { code: 'not-found' } });
  });
});

describe('a message', () => {
  it.each<[string, string, unknown, string]>([
    ['that is unknown', 'peer:promote', {}, 'bad-request'],
    ['named like a part of every object', 'constructor', {}, 'bad-request'],
    ['without a payload', 'peer:join', undefined, 'validation-failed'],
    ['with a wrong type', 'peer:join', { rtpCapabilities: 'all' }, 'validation-failed'],
    [
      'with an unknown field',
      'peer:join',
      { rtpCapabilities: routerRtpCapabilities, role: 'host' },
      'validation-failed',
    ],
    [
      'out of turn',
      'transport:connect',
      { transportId: 'x', dtlsParameters: { fingerprints: [] } },
      'illegal-transition',
    ],
    ['that the role may never say', 'producer:create', trackOf('camera', 'x'), 'forbidden'],
  ])('%s gets a problem, and the socket stays open', async (_name, event, payload, code) => {
    const socket = await connectAs(test, claimsOf('attendee'));
    expect(await ask(socket, event, payload)).toMatchObject({ ok: false, problem: { code } });
    expect(socket.connected).toBe(true);
    await must(socket, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
  });

  it('names every invalid value by its pointer', async () => {
    const socket = await connectAs(test, claimsOf('attendee'));
    const rtpCapabilities = { ...routerRtpCapabilities, headerExtensions: [{ kind: 'smell', uri: 1, preferredId: 1 }] };
    const ack = await ask(socket, 'peer:join', { rtpCapabilities });
    const pointers = ack.ok ? [] : ack.problem.issues?.map((issue) => issue.pointer);
    expect(pointers).toEqual(['/rtpCapabilities/headerExtensions/0/kind', '/rtpCapabilities/headerExtensions/0/uri']);
  });

  it('that mediasoup refuses is the caller’s fault', async () => {
    const { socket, answer } = await joinAs(test, claimsOf('host'));
    const track = trackOf('camera', answer.send?.id ?? '');
    const rtpParameters = {
      ...track.rtpParameters,
      codecs: [{ mimeType: 'video/NONE', payloadType: 96, clockRate: 90_000 }],
    };
    const ack = await ask(socket, 'producer:create', { ...track, rtpParameters });
    expect(ack).toMatchObject({ ok: false, problem: { code: 'bad-request' } });
    await must(socket, 'producer:create', track);
  });

  it('is refused when there were too many', async () => {
    const socket = await connectAs(test, claimsOf('attendee'));
    const acks = await Promise.all(Array.from({ length: 130 }, () => ask(socket, 'consumer:resume', {})));
    const codes = acks.map((ack) => (ack.ok ? 'ok' : ack.problem.code));
    expect(codes.slice(0, 100)).not.toContain('too-many-requests');
    expect(codes.filter((code) => code === 'too-many-requests').length).toBeGreaterThan(10);
    expect(socket.connected).toBe(true);
  });
});

describe('health', () => {
  it('answers liveness and readiness, and a problem elsewhere', async () => {
    const statuses = await Promise.all(
      ['/healthz', '/readyz', '/'].map(async (path) => (await fetch(test.url + path)).status),
    );
    expect(statuses).toEqual([200, 200, 404]);
  });
});
