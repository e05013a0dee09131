import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  roomNamespace,
  routerRtpCapabilities,
  SIGNAL_PATH,
  signalNamespace,
  type CustomRole,
  type JoinAnswer,
  type SessionView,
} from '@stageline/contracts';
import { connectSocket, eventually, nextEvent, startStack, type Stack } from '@stageline/testing';
import { logIn, must, type Person } from './person.ts';

const SITE = 'kevin-gardner';
/** Two of the demo site's team, who host in this file. */
const TEAM = ['team1@kevin-gardner.example', 'team2@kevin-gardner.example'] as const;

let stack: Stack;
let owner: Person;
let sessionId: string;

beforeAll(async () => {
  stack = await startStack();
  const login = stack.login('Promoter', SITE);
  owner = await logIn(stack, SITE, login.email, login.password);
  const { body } = await owner.call('GET', '/sessions');
  sessionId = (body as { items: SessionView[] }).items[0]!.id;
});

/** The token of an invitation, from the mailbox of the central administrators. */
async function invitationTo(email: string): Promise<string> {
  const login = stack.login('Central admin');
  const admin = await logIn(stack, 'admin', login.email, login.password);
  return eventually(async () => {
    const { items } = (await admin.call('GET', `/mail?search=${encodeURIComponent(email)}`)).body as Kept;
    if (items[0] === undefined) return undefined;
    const { text } = (await admin.call('GET', `/mail/${items[0].id}`)).body as { text: string };
    return /\/invitation#(\S+)/.exec(text)?.[1];
  });
}
interface Kept {
  readonly items: readonly { readonly id: string }[];
}

const enter = (ticket: string) =>
  connectSocket(`http://127.0.0.1:${stack.port}`, {
    host: new URL(stack.url(SITE)).host,
    namespace: signalNamespace.name,
    path: SIGNAL_PATH,
    auth: { ticket },
  });

interface Tickets {
  readonly mediaTicket: string;
  readonly roomTicket: string;
}
const ticketsOf = async (person: Person) =>
  (await person.call('POST', `/sessions/${sessionId}/tickets`)).body as Tickets;

/** A host on air, with a microphone that the room hears, and what is to fall silent. */
async function onAir(person: Person) {
  const { mediaTicket } = await ticketsOf(person);
  const media = await enter(mediaTicket);
  const { send } = await must<JoinAnswer>(media, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
  await must(media, 'producer:create', {
    transportId: send!.id,
    kind: 'audio',
    source: 'microphone',
    rtpParameters: {
      mid: '0',
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: {} }],
      encodings: [{ ssrc: Math.floor(Math.random() * 1e9) + 1 }],
      rtcp: { cname: 'host' },
    },
  });
  const { roomTicket } = await ticketsOf(person);
  const room = await connectSocket(`http://127.0.0.1:${stack.port}`, {
    host: new URL(stack.url(SITE)).host,
    namespace: '/room',
    auth: { ticket: roomTicket },
  });
  return { media, room, unspent: (await ticketsOf(person)).mediaTicket };
}

/** Another host, who hears the first. */
async function listener() {
  const { mediaTicket } = await ticketsOf(owner);
  const socket = await enter(mediaTicket);
  const answer = await must<JoinAnswer>(socket, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
  expect(answer.consumers).toHaveLength(1);
  return socket;
}

async function expectSilence(end: () => Promise<unknown>, person: Person): Promise<void> {
  const { media, room, unspent } = await onAir(person);
  const hearing = await listener();
  const [word, gone] = [nextEvent(media, 'peer:closed'), nextEvent(hearing, 'consumer:closed')];
  await end();
  expect(await word).toEqual({ reason: 'reconnect' });
  await gone;
  await eventually(() => !room.connected, { what: "the host's chat to be closed" });
  const again = await enter(unspent);
  await expect(must(again, 'peer:join', { rtpCapabilities: routerRtpCapabilities })).rejects.toThrow('invalid-ticket');
  hearing.disconnect();
}

describe('a host on air', () => {
  let password: string;
  const ids: string[] = [];
  let coHost: Person;
  beforeAll(async () => {
    ({ password } = stack.login('Team member', SITE));
    const { items } = (await owner.call('GET', '/members')).body as { items: { id: string; email: string }[] };
    for (const email of TEAM) {
      const { id } = items.find((member) => member.email === email)!;
      expect((await owner.call('PUT', `/members/${id}/roles`, { roles: ['host', 'rep'], rank: 1 })).status).toBe(200);
      ids.push(id);
    }
    coHost = await logIn(stack, SITE, TEAM[0], password);
  });

  it('L-03 is silent when that sign-in is ended from another device, which goes on', async () => {
    const second = await logIn(stack, SITE, TEAM[0], password);
    await expectSilence(() => second.call('DELETE', '/sign-ins'), coHost);
    expect((await second.call('GET', '/me')).status).toBe(200);
    coHost = second;
  });

  it('L-03 is silent when the password was changed on another device', async () => {
    const second = await logIn(stack, SITE, TEAM[0], password);
    const change = { current: password, password: `${password}, a new one` };
    await expectSilence(async () => {
      expect((await second.call('POST', '/security/password', change)).status).toBe(204);
    }, coHost);
    coHost = await logIn(stack, SITE, TEAM[0], change.password);
  });

  it('L-02 is silent when the role that hosts is taken', async () => {
    await expectSilence(() => owner.call('PUT', `/members/${ids[0]}/roles`, { roles: ['rep'], rank: 1 }), coHost);
    expect((await coHost.call('GET', '/me')).status).toBe(200);
  });

  it('L-04 is silent when a role of the site no longer hosts, for whoever has it', async () => {
    // Of the others one may not host any more, and whose voice was taken gets no ticket until the unspent ones are stale.
    const email = 'voice@kevin-gardner.example';
    const permissions = ['sessions.read', 'sessions.host'];
    const defined = await owner.call('POST', '/roles', { name: 'Voice of the evening', permissions });
    expect(defined.status).toBe(201);
    const { id, name, version } = defined.body as CustomRole;
    expect((await owner.call('POST', '/invitations', { email, roles: [id] })).status).toBe(201);
    const joining = { token: await invitationTo(email), name: 'Voice', password };
    expect((await owner.call('POST', '/invitations/accept', joining)).status).toBe(200);
    const voice = await logIn(stack, SITE, email, password);
    const changed = { name, version, permissions: ['sessions.read'] };
    await expectSilence(async () => {
      expect((await owner.call('PUT', `/roles/${id}`, changed)).status).toBe(200);
    }, voice);
    expect((await voice.call('GET', '/me')).status).toBe(200);
  });

  it('L-03 is silent when the member is removed', async () => {
    const leaving = await logIn(stack, SITE, TEAM[1], password);
    await expectSilence(() => owner.call('DELETE', `/members/${ids[1]}`), leaving);
    expect((await leaving.call('GET', '/me')).status).toBe(401);
  });

  it('C-01 is observed by support on a visit, who says nothing and is seen by nobody, until the visit ends', async () => {
    const login = stack.login('Central admin');
    const admin = await logIn(stack, 'admin', login.email, login.password);
    const { items } = (await admin.call('GET', '/tenants')).body as { items: { id: string; slug: string }[] };
    const { id } = items.find(({ slug }) => slug === SITE)!;
    const visit = await admin.call('POST', `/tenants/${id}/support`, { reason: 'Looks at the quality of the room' });
    expect(visit.status).toBe(201);
    const { token } = visit.body as { token: string };
    const entered = await stack.request('POST', stack.url(SITE, '/api/v1/support/enter'), { token });
    const cookie = (entered.headers['set-cookie'] ?? []).map((text) => text.split(';')[0]).join('; ');
    const call = (method: string, path: string) =>
      stack.request(method, stack.url(SITE, `/api/v1${path}`), undefined, { cookie });

    expect((await call('POST', `/sessions/${sessionId}/tickets`)).body).toMatchObject({ mediaTicket: null });
    expect((await owner.call('POST', `/sessions/${sessionId}/go-live`)).status).toBe(200);
    const speaker = await onAir(owner);
    const opened = await call('POST', `/sessions/${sessionId}/tickets`);
    expect(opened).toMatchObject({ status: 200, body: { role: 'observer', displayName: 'Support' } });
    const { mediaTicket, roomTicket } = opened.body as Tickets;
    const media = await enter(mediaTicket);
    const answer = await must<JoinAnswer>(media, 'peer:join', { rtpCapabilities: routerRtpCapabilities });
    expect([answer.consumers.length, answer.send, answer.viewers]).toEqual([1, null, 0]);
    const host = new URL(stack.url(SITE)).host;
    const room = await connectSocket(`http://127.0.0.1:${stack.port}`, {
      host,
      namespace: '/room',
      auth: { ticket: roomTicket },
    });
    expect(await must(room, 'room:history', { after: 0 })).toMatchObject({ messages: [] });
    const said = Object.keys(roomNamespace.ask).filter((event) => !roomNamespace.ask[event as 'room:history'].observed);
    expect(said.length).toBeGreaterThan(20);
    for (const event of said) await expect(must(room, event, {})).rejects.toThrow(/forbidden|too-many-requests/);
    // The one that is over, unused: it opens nothing.
    const { roomTicket: unspent } = (await call('POST', `/sessions/${sessionId}/tickets`)).body as Tickets;
    const word = nextEvent(media, 'peer:closed');
    expect((await call('POST', '/support/end')).status).toBe(204);
    expect(await word).toEqual({ reason: 'reconnect' });
    await eventually(() => !room.connected, { what: 'the chat to be closed' });
    await expect(
      connectSocket(`http://127.0.0.1:${stack.port}`, { host, namespace: '/room', auth: { ticket: unspent } }),
    ).rejects.toThrow();
    for (const socket of [speaker.media, speaker.room]) socket.disconnect();
  });
});
