import { beforeAll, describe, expect, it } from '@jest/globals';
import { routerRtpCapabilities, signalNamespace, type TicketClaims } from '@stageline/contracts';
import { eventually } from '@stageline/testing';
import type { Socket } from 'socket.io-client';
import { ask, claimsOf, connectAs, joinAs, must, startSfu, trackOf, type TestSfu } from '../testing/harness.ts';
import type { AskEvent } from './handlers.ts';

/**
 * The permission matrix (C-01): every message that the contract knows, said by everybody who can say it. A message
 * without a row, and a row that is not shown to work for somebody, fails.
 */
const speakers = [
  'connected attendee',
  'audience',
  'invited',
  'panelist',
  'connected moderator',
  'moderator',
  'connected host',
  'cohost',
  'host',
  'connected observer',
  'observer',
] as const;
type Speaker = (typeof speakers)[number];
type Answer = 'ok' | 'forbidden' | 'illegal-transition';

const [ok, no, late]: Answer[] = ['ok', 'forbidden', 'illegal-transition'];
const matrix: Readonly<Record<AskEvent, readonly (Answer | undefined)[]>> = {
  //           connected attendee, audience, invited, panelist; connected moderator, moderator; connected host, cohost, host; connected observer, observer
  'peer:join': [ok, late, late, late, ok, late, ok, late, late, ok, late],
  'peer:leave': [ok, ok, ok, ok, ok, ok, ok, ok, ok, ok, ok],
  'transport:connect': [late, ok, ok, ok, late, ok, late, ok, ok, late, ok],
  'transport:restart-ice': [late, ok, ok, ok, late, ok, late, ok, ok, late, ok],
  'consumer:resume': [late, ok, ok, ok, late, ok, late, ok, ok, late, ok],
  'consumer:prefer': [late, ok, ok, ok, late, ok, late, ok, ok, late, ok],
  'producer:create': [no, no, no, ok, no, no, late, ok, ok, no, no],
  'producer:pause': [no, no, no, ok, no, no, late, ok, ok, no, no],
  'producer:resume': [no, no, no, ok, no, no, late, ok, ok, no, no],
  'producer:close': [no, no, no, ok, no, no, late, ok, ok, no, no],
  'people:watch': [no, no, no, no, late, ok, late, ok, ok, no, no],
  'stage:invite': [no, no, no, no, no, no, late, ok, ok, no, no],
  'stage:remove': [no, no, no, no, no, no, late, ok, ok, no, no],
  'stage:mute': [no, no, no, no, late, ok, late, ok, ok, no, no],
  'stage:accept': [late, late, ok, late, late, late, no, no, no, no, no],
  'stage:decline': [late, late, ok, late, late, late, no, no, no, no, no],
  'stage:leave': [late, late, late, ok, late, late, no, no, no, no, no],
};

const roleOf = (speaker: Speaker): TicketClaims['role'] => {
  const [word] = speaker.split(' ').reverse();
  return word === 'host' || word === 'cohost' || word === 'moderator' || word === 'observer' ? word : 'attendee';
};

let test: TestSfu;
beforeAll(async () => {
  // Everybody stays who is made here.
  test = await startSfu({ consumersPerWorker: 10_000 });
});

const dtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }],
};

/** Somebody in a room of their own where another is on the stage, and what they would have to say for it to work. */
async function stand(speaker: Speaker, refreshed = false) {
  const hostClaims = claimsOf('host');
  const inRoom = (role: TicketClaims['role']) =>
    claimsOf(role, { tenantId: hostClaims.tenantId, sessionId: hostClaims.sessionId });
  const host = await joinAs(test, hostClaims);
  const claims = inRoom(roleOf(speaker));
  const [watching, other] = [inRoom('attendee'), inRoom('attendee')];
  const watcher = await joinAs(test, watching);
  const onStage = await joinAs(test, other);
  await must(host.socket, 'stage:invite', { identity: other.identity });
  await must(onStage.socket, 'stage:accept', {});

  let socket: Socket;
  let [receiveId, sendId, producerId] = ['x', 'x', 'x'];
  if (speaker.startsWith('connected')) socket = await connectAs(test, claims);
  else {
    let joined = await joinAs(test, claims);
    if (speaker === 'invited' || speaker === 'panelist')
      await must(host.socket, 'stage:invite', { identity: claims.identity });
    if (speaker === 'panelist') sendId = (await must(joined.socket, 'stage:accept', {})).send.id;
    if (refreshed) joined = await joinAs(test, claims);
    socket = joined.socket;
    receiveId = joined.answer.receive.id;
    sendId = joined.answer.send?.id ?? sendId;
    if (sendId !== 'x') ({ producerId } = await must(socket, 'producer:create', trackOf('microphone', sendId)));
  }
  const identity = other.identity;
  const payloads: Readonly<Record<AskEvent, unknown>> = {
    'peer:join': { rtpCapabilities: routerRtpCapabilities },
    'peer:leave': {},
    'transport:connect': { transportId: receiveId, dtlsParameters },
    'transport:restart-ice': { transportId: receiveId },
    'consumer:resume': { consumerIds: ['x'] },
    'consumer:prefer': { preferences: [{ consumerId: 'x', spatialLayer: 0 }] },
    'producer:create': trackOf('camera', sendId),
    'producer:pause': { producerId },
    'producer:resume': { producerId },
    'producer:close': { producerId },
    'people:watch': {},
    'stage:invite': { identity: watching.identity },
    'stage:remove': { identity },
    'stage:mute': { identity },
    'stage:accept': {},
    'stage:decline': {},
    'stage:leave': {},
  };
  return { socket, payloads, host, watching, others: [host.socket, watcher.socket, onStage.socket] };
}

describe('the permission matrix', () => {
  it('C-01 names every message of the contract', () => {
    expect(Object.keys(matrix).sort()).toEqual(Object.keys(signalNamespace.ask).sort());
    for (const answers of Object.values(matrix)) expect(answers).toContain(ok);
  });

  const said = Object.entries(matrix) as [AskEvent, readonly (Answer | undefined)[]][];
  const columns = speakers.flatMap((speaker, column) =>
    speaker.startsWith('connected')
      ? [[speaker, column, false] as const]
      : ([
          [speaker, column, false],
          [`${speaker} after a refresh`, column, true],
        ] as const),
  );
  describe.each(columns)('%s', (_name, column, refreshed) => {
    const speaker = speakers[column] as Speaker;
    const refused = said.filter(([, answers]) => answers[column] !== ok);
    const allowed = said.filter(([, answers]) => answers[column] === ok);

    it('C-01 gets a problem for what they may not say, and nobody else notices', async () => {
      const { socket, payloads, host, watching, others } = await stand(speaker, refreshed);
      const heard: string[] = [];
      for (const other of others) other.onAny((event: string) => heard.push(event));
      for (const [event, answers] of refused) {
        const ack = await ask(socket, event, payloads[event]);
        expect([event, ack]).toMatchObject([event, { ok: false, problem: { code: answers[column] } }]);
      }
      expect(socket.connected).toBe(true);
      // What the others do hear comes after all that they did not.
      await must(host.socket, 'stage:invite', { identity: watching.identity });
      await eventually(() => heard.includes('stage:changed'), { what: 'the invitation to be heard' });
      expect(heard.filter((event) => event !== 'room:viewers-changed')).toEqual(['stage:changed']);
    });

    it.each(allowed.map(([event]) => event))('C-01 may say %s', async (event) => {
      const { socket, payloads } = await stand(speaker, refreshed);
      expect(await ask(socket, event, payloads[event])).toMatchObject({ ok: true });
    });
  });
});
