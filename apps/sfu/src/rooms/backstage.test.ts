import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  SFU_COMMAND_STREAM,
  routerRtpCapabilities,
  type ConsumerOffer,
  type SfuCommand,
  type TicketClaims,
} from '@stageline/contracts';
import { createStageRights } from '@stageline/platform/stage-rights';
import { eventually, nextEvent } from '@stageline/testing';
import type { Socket } from 'socket.io-client';
import { ask, claimsOf, connectWith, joinAs, must, startSfu, trackOf, type TestSfu } from '../testing/harness.ts';

let test: TestSfu;
beforeAll(async () => {
  test = await startSfu();
});

const command = (said: SfuCommand) => test.redis.xadd(SFU_COMMAND_STREAM, '*', 'command', JSON.stringify(said));
const ofRoom = ({ tenantId, sessionId }: TicketClaims) => ({ v: 1 as const, tenantId, sessionId });
const inRoom = ({ tenantId, sessionId }: TicketClaims, role: TicketClaims['role'], early = true) =>
  claimsOf(role, { tenantId, sessionId, ...(early && { backstage: true }) });

/** A host who sends before the session is live. */
async function backstage() {
  const claims = claimsOf('host', { backstage: true });
  const { socket, answer } = await joinAs(test, claims);
  await must(socket, 'producer:create', trackOf('microphone', answer.send!.id));
  return { claims, socket, sendId: answer.send!.id };
}

/** Invites somebody as the api does: the right first, then the word. */
async function expectSpeaker(host: TicketClaims) {
  const speaker = { ...inRoom(host, 'attendee'), displayName: 'Speaker' };
  const right = { standing: 'invited', displayName: 'Speaker' } as const;
  await createStageRights(test.redis).set(host.tenantId, host.sessionId, speaker.identity, right);
  await command({
    ...ofRoom(host),
    type: 'invite-speaker',
    identity: speaker.identity as never,
    displayName: 'Speaker',
  });
  return eventually(() => joinAs(test, speaker), { what: 'the speaker to be expected' });
}

/** The tracks of which somebody is told, by the identity of who sends them. */
function tracksTo(socket: Socket): string[] {
  const from: string[] = [];
  socket.on('consumer:created', ({ identity }: ConsumerOffer) => from.push(identity));
  return from;
}

describe('behind the stage', () => {
  it('C-04 the team send and see each other before it is live, and nobody of the audience gets in', async () => {
    const { claims, socket } = await backstage();
    const moderator = await joinAs(test, inRoom(claims, 'moderator'));
    expect(moderator.answer).toMatchObject({ role: 'moderator', standing: 'audience', send: null });
    expect(moderator.answer.consumers).toHaveLength(1);
    const seen = nextEvent<ConsumerOffer>(socket, 'consumer:created');
    const cohost = await joinAs(test, inRoom(claims, 'cohost'));
    expect(cohost.answer.consumers).toHaveLength(1);
    await must(cohost.socket, 'producer:create', trackOf('camera', cohost.answer.send!.id));
    expect(await seen).toMatchObject({ source: 'camera' });
    await expect(joinAs(test, inRoom(claims, 'attendee'))).rejects.toThrow('not-live');
  });

  it('C-04 going live changes nothing for those who are there, and lets the audience receive', async () => {
    const { claims, socket } = await backstage();
    const words: string[] = [];
    socket.onAny((event: string) => words.push(event));
    await command({ ...ofRoom(claims), type: 'open-room' });
    const viewer = await eventually(() => joinAs(test, inRoom(claims, 'attendee')), { what: 'the audience to get in' });
    expect(viewer.answer.consumers).toHaveLength(1);
    expect([socket.connected, words.filter((word) => word !== 'room:viewers-changed')]).toEqual([true, []]);
  });

  it('C-04 a ticket that was given out while it was live is word of it, should the command be late', async () => {
    const { claims } = await backstage();
    const viewer = await joinAs(test, inRoom(claims, 'attendee', false));
    expect(viewer.answer.consumers).toHaveLength(1);
  });

  it('C-04 an invited speaker receives nothing before they accept, sends and receives then, and nothing after they are taken off', async () => {
    const { claims, socket, sendId } = await backstage();
    const speaker = await expectSpeaker(claims);
    const told = tracksTo(speaker.socket);
    expect(speaker.answer).toMatchObject({ standing: 'invited', consumers: [] });
    await must(socket, 'producer:create', trackOf('screen', sendId));
    const { send } = await must(speaker.socket, 'stage:accept', {});
    await eventually(() => told.length === 2, { what: 'both tracks of the host' });
    const heard = nextEvent<ConsumerOffer>(socket, 'consumer:created');
    await must(speaker.socket, 'producer:create', trackOf('camera', send.id));
    const { identity } = await heard;
    const closed: string[] = [];
    speaker.socket.on('consumer:closed', ({ consumerId }: { consumerId: string }) => closed.push(consumerId));
    await must(socket, 'stage:remove', { identity });
    await eventually(() => closed.length === 2, { what: 'the tracks to be taken away' });
    await must(socket, 'producer:create', trackOf('camera', sendId));
    expect(told).toHaveLength(2);
    // Still there, in the audience: it is given everything when it begins.
    await command({ ...ofRoom(claims), type: 'open-room' });
    await eventually(() => told.length === 5, { what: 'all tracks once it is live' });
  });
});

describe('time behind the stage', () => {
  /** What was reported of a connection, in its order. */
  const wordsOf = async ({ answer: { connectionId } }: { answer: { connectionId: string } }) =>
    (await test.reports()).flatMap((report) =>
      'connectionId' in report && report.connectionId === connectionId ? report.type : [],
    );
  const named = async ({ sessionId }: TicketClaims) =>
    (await test.reports()).flatMap((report) =>
      report.type === 'room-alive' && report.sessionId === sessionId ? report.connectionIds : [],
    );

  it('C-07 is no attendance: it begins as the room goes live, and whoever left before has attended nothing', async () => {
    const { claims } = await backstage();
    const [early, staying] = [await expectSpeaker(claims), await expectSpeaker(claims)];
    await must(staying.socket, 'stage:accept', {});
    early.socket.disconnect();
    const later = await joinAs(test, inRoom(claims, 'moderator'));
    await eventually(async () => (await wordsOf(later)).length === 1, { what: 'the report of the team' });
    expect([await wordsOf(early), await wordsOf(staying)]).toEqual([[], []]);
    await command({ ...ofRoom(claims), type: 'open-room' });
    await eventually(async () => (await wordsOf(staying)).length === 1, { what: 'the report of the speaker' });
    expect(await named(claims)).not.toContain(early.answer.connectionId);
    staying.socket.disconnect();
    await eventually(async () => (await wordsOf(staying)).length === 2, { what: 'the end of their attendance' });
    expect(await wordsOf(staying)).toEqual(['peer-joined', 'peer-left']);
    expect(await wordsOf(early)).toEqual([]);
  });
});

describe('roles', () => {
  const join = async (claims: TicketClaims) => {
    const socket = await connectWith(test.url, { ticket: test.tickets.sign('media', claims) });
    return ask(socket, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
  };

  it('C-01 whoever is no co-host any more is taken off at once, and a ticket of before makes them none', async () => {
    const hostClaims = claimsOf('host');
    const host = await joinAs(test, hostClaims);
    const claims = inRoom(hostClaims, 'cohost', false);
    const cohost = await joinAs(test, claims);
    const heard = nextEvent(host.socket, 'consumer:created');
    await must(cohost.socket, 'producer:create', trackOf('camera', cohost.answer.send!.id));
    await heard;
    const [word, gone] = [nextEvent(cohost.socket, 'peer:closed'), nextEvent(host.socket, 'consumer:closed')];
    await command({ ...ofRoom(claims), type: 'set-role', identity: claims.identity, role: 'moderator' });
    expect(await word).toEqual({ reason: 'reconnect' });
    await gone;
    expect(await join(claims)).toMatchObject({ ok: true, data: { role: 'moderator', send: null } });
    await command({ ...ofRoom(claims), type: 'set-role', identity: claims.identity, role: null });
    await eventually(async () => !(await join(claims)).ok, { what: 'the tickets of before to be refused' });
    expect(await join(claims)).toMatchObject({ ok: false, problem: { code: 'invalid-ticket' } });
  });

  it('C-01 a host who becomes a co-host goes on sending; the same identity in another room is left alone', async () => {
    const claims = claimsOf('host');
    const [here, there] = [
      await joinAs(test, claims),
      await joinAs(test, { ...claims, sessionId: claimsOf('host').sessionId }),
    ];
    const words: string[] = [];
    there.socket.onAny((event: string) => words.push(event));
    const word = nextEvent(here.socket, 'role:changed');
    await command({ ...ofRoom(claims), type: 'set-role', identity: claims.identity, role: 'cohost' });
    expect(await word).toEqual({ role: 'cohost' });
    await must(here.socket, 'producer:create', trackOf('camera', here.answer.send!.id));
    const { people } = await must(here.socket, 'people:watch', {});
    expect(people).toMatchObject([{ role: 'cohost', standing: 'host' }]);
    expect(words).toEqual([]);
  });

  it('C-01 of the team nobody is counted as a viewer, and a moderator may be asked onto the stage', async () => {
    const host = claimsOf('host');
    const { socket } = await joinAs(test, host);
    const claims = inRoom(host, 'moderator', false);
    const moderator = await joinAs(test, claims);
    expect(moderator.answer.viewers).toBe(0);
    await must(socket, 'stage:invite', { identity: claims.identity });
    const { send } = await must(moderator.socket, 'stage:accept', {});
    await must(moderator.socket, 'producer:create', trackOf('camera', send.id));
    await must(moderator.socket, 'people:watch', {});
  });
});
