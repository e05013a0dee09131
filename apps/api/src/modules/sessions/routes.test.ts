import { beforeAll, describe, expect, it } from '@jest/globals';
import { SFU_COMMAND_STREAM } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { askSocket as ask, connectSocket, eventually, nextEvent } from '@stageline/testing';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/site-bed.ts';

let bed: ApiBed;
let kevin: Site;
let jane: Site;
beforeAll(async () => {
  bed = await createApiBed();
  kevin = await bed.site('kevin-live');
  jane = await bed.site('jane-live');
});

const plan = {
  title: 'Next',
  description: 'About',
  startsAt: '2031-05-01T18:00:00Z',
  durationMinutes: 90,
  timeZone: 'Asia/Kathmandu',
};

describe('200 and 201', () => {
  it('plans a masterclass, opens it, goes live and ends it; the site says so at once', async () => {
    const { owner } = kevin;
    const anyone = visitor(bed, kevin.host);
    const planned = await owner.post('/sessions', plan);
    expect(planned).toMatchObject({
      status: 201,
      body: { endsAt: '2031-05-01T19:30:00.000Z', timeZone: 'Asia/Kathmandu', registered: 0 },
    });
    const path = `/sessions/${planned.body.id}`;
    expect((await owner.post(`${path}/tickets`)).body).toMatchObject({
      roomTicket: expect.any(String),
      mediaTicket: expect.any(String),
      displayName: 'Owner kevin-live',
    });
    expect((await owner.post(`${path}/go-live`)).body).toMatchObject({ status: 'live' });
    const { nextSession } = (await anyone.get('/site')).body;
    expect(nextSession).toMatchObject({ id: planned.body.id, status: 'live' });
    // Years before its time: the site announces it for now, as long as was planned, and the plan stays what it was.
    expect(Date.parse(nextSession.startsAt)).toBeLessThan(Date.parse('2031-01-01T00:00:00.000Z'));
    expect(Date.parse(nextSession.endsAt) - Date.parse(nextSession.startsAt)).toBe(
      Date.parse(planned.body.endsAt) - Date.parse(planned.body.startsAt),
    );
    expect((await owner.get(path)).body.endsAt).toBe(planned.body.endsAt);
    expect((await anyone.post('/join', { token: kevin.joinToken })).body).toMatchObject({
      mediaTicket: expect.any(String),
      position: 1,
    });
    expect((await owner.get('/overview')).body.nextSession).toMatchObject({ id: planned.body.id, status: 'live' });
    expect((await owner.post(`${path}/end`)).body).toMatchObject({ status: 'ended' });
    expect((await anyone.get('/site')).body.nextSession.id).toBe(kevin.sessionId);
    expect((await owner.get(`${path}/attendance`)).body).toEqual({ items: [] });
    expect((await owner.get('/sessions')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      kevin.sessionId,
      planned.body.id,
    ]);
  });

  it('counts the registration for the first masterclass', async () => {
    expect((await kevin.owner.get(`/sessions/${kevin.sessionId}`)).body).toMatchObject({
      registered: 1,
      viewers: 0,
      attended: 0,
    });
  });
});

describe('400', () => {
  it('points at a zone that does not exist and a time without one', async () => {
    const { status, body } = await kevin.owner.post('/sessions', {
      ...plan,
      timeZone: 'Mars/Base',
      startsAt: '2031-05-01 18:00',
    });
    expect(status).toBe(400);
    expect(body.issues.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['/startsAt', '/timeZone']);
  });

  it('points at a time that has passed', async () => {
    const { status, body } = await kevin.owner.post('/sessions', { ...plan, startsAt: '2020-05-01T18:00:00.000Z' });
    expect([status, body.issues[0].pointer]).toEqual([400, '/startsAt']);
  });
});

describe('401', () => {
  it('C-08 refuses a link that we did not make, and that of another site', async () => {
    const anyone = visitor(bed, kevin.host);
    for (const token of [jane.joinToken, 'x'.repeat(69), kevin.joinToken.slice(0, -2)]) {
      expect((await anyone.post('/join', { token })).body).toMatchObject({ status: 401, code: 'invalid-ticket' });
    }
  });
});

describe('403', () => {
  it('leaves sessions to owners and hosts', async () => {
    const rep = visitor(bed, kevin.host);
    await rep.post('/auth/log-in', { email: `rep@${kevin.slug}.example`, password: kevin.password });
    expect((await rep.get('/sessions')).status).toBe(403);
    expect((await rep.post(`/sessions/${kevin.sessionId}/go-live`)).status).toBe(403);
    expect((await rep.get('/overview')).status).toBe(200);
  });
});

describe('roles in a room', () => {
  const connect = (ticket: string) =>
    connectSocket(bed.url, { host: kevin.host, namespace: '/room', auth: { ticket } });
  type Browser = Site['owner'];
  const openRoom = async (as: Browser, id: string) => (await as.post(`/sessions/${id}/tickets`)).body;
  const FORBIDDEN = { status: 403, body: { code: 'forbidden' } };
  let nina: Browser;
  let planned: string;
  let ninaId: string;
  beforeAll(async () => {
    nina = await kevin.member('Nina', ['rep']);
    planned = (await kevin.owner.post('/sessions', plan)).body.id;
    const { items } = (await kevin.owner.get(`/sessions/${planned}/team?search=nina`)).body;
    ninaId = items[0].id;
  });
  const setRole = (as: Browser, member: string, role: string | null) =>
    as.put(`/sessions/${planned}/team/${member}`, { role });

  it('C-01 a host makes a member co-host, who goes live and may not end it nor give out roles', async () => {
    expect(await nina.post(`/sessions/${planned}/tickets`)).toMatchObject(FORBIDDEN);
    expect(await nina.post(`/sessions/${planned}/go-live`)).toMatchObject(FORBIDDEN);
    expect(await setRole(kevin.owner, ninaId, 'cohost')).toMatchObject({ status: 200, body: { role: 'cohost' } });
    const { role, mediaTicket } = await openRoom(nina, planned);
    expect([role, typeof mediaTicket]).toEqual(['cohost', 'string']);
    expect((await nina.post(`/sessions/${planned}/go-live`)).body).toMatchObject({ status: 'live' });
    expect(await nina.post(`/sessions/${planned}/end`)).toMatchObject(FORBIDDEN);
    expect(await setRole(nina, ninaId, null)).toMatchObject(FORBIDDEN);
    const { items } = (await kevin.owner.get('/audit')).body as { items: { action: string }[] };
    expect(items.map(({ action }) => action)).toContain('session.role-changed');
  });

  it('C-01 C-10 C-11 a co-host shows and asks what is prepared, prepares nothing, and is named in the log; no longer once it is taken back', async () => {
    const room = `/sessions/${planned}`;
    const common = { kind: 'notification', text: 'Back in five', link: null, seconds: null, offsetSeconds: null };
    const questions = [{ kind: 'single', text: 'How far?', choices: ['Begun', 'Done'], right: [1] }];
    const poll = { title: 'Quiz', questions, changeable: false };
    const offer = `${room}/offers/${(await kevin.owner.post(`${room}/offers`, common)).body.id}`;
    const asked = `${room}/polls/${(await kevin.owner.post(`${room}/polls`, poll)).body.id}`;
    expect((await nina.get(`${room}/polls`)).body.items).toMatchObject([{ title: 'Quiz' }]);
    expect((await nina.get(`${room}/offers`)).body.items).toMatchObject([{ text: 'Back in five' }]);
    expect(await nina.post(`${offer}/show`)).toMatchObject({ status: 200, body: { showings: 1 } });
    expect(await nina.post(`${offer}/take-off`)).toMatchObject({ status: 200 });
    const launched = await nina.post(`${asked}/runs`);
    expect(launched).toMatchObject({ status: 201, body: { runs: [{ number: 1, closedAt: null }] } });
    const run = `${asked}/runs/${launched.body.runs[0].id}`;
    expect(await nina.get(`${run}/texts`)).toMatchObject({ status: 200 });
    expect(await nina.put(`${run}/results`, { shown: true })).toMatchObject({ status: 200 });
    expect(await nina.put(`${run}/results`, { shown: false })).toMatchObject({ status: 200 });
    expect(await nina.post(`${run}/close`)).toMatchObject({ status: 200 });
    for (const refused of [
      await nina.post(`${room}/offers`, common),
      await nina.get(`${offer}/people`),
      await nina.delete(offer),
      await nina.post(`${room}/polls`, poll),
      await nina.put(asked, { version: 1, poll }),
      // Of another masterclass she is no co-host.
      await nina.get(`/sessions/${kevin.sessionId}/polls`),
      await nina.get(`/sessions/${kevin.sessionId}/offers`),
    ])
      expect(refused).toMatchObject(FORBIDDEN);
    expect(await nina.get(`/sessions/${jane.sessionId}/offers`)).toMatchObject({ status: 404 });
    const { items } = (await kevin.owner.get('/audit')).body as { items: { action: string; actor: { id: string } }[] };
    const byNina = items.filter(({ actor }) => actor.id === ninaId).map(({ action }) => action);
    expect(byNina.slice(0, 6)).toEqual([
      'poll.closed',
      'poll.results-hidden',
      'poll.results-shown',
      'poll.launched',
      'offer.taken-off',
      'offer.shown',
    ]);
    for (const role of ['moderator', null]) {
      await setRole(kevin.owner, ninaId, role);
      for (const refused of [
        await nina.get(`${room}/polls`),
        await nina.get(`${room}/offers`),
        await nina.get(`${run}/texts`),
        await nina.post(`${offer}/show`),
        await nina.post(`${offer}/take-off`),
        await nina.post(`${asked}/runs`),
        await nina.post(`${run}/close`),
        await nina.put(`${run}/results`, { shown: true }),
      ])
        expect(refused).toMatchObject(FORBIDDEN);
    }
  });

  it('C-01 a co-host by role of the site neither ends it nor makes itself a host again; an owner stays host', async () => {
    const hanna = await kevin.member('Hanna', ['host']);
    const { items } = (await kevin.owner.get(`/sessions/${planned}/team?search=hanna`)).body;
    expect(items).toMatchObject([{ role: 'host', isFixed: false }]);
    await setRole(kevin.owner, items[0].id, 'cohost');
    expect(await hanna.post(`/sessions/${planned}/end`)).toMatchObject(FORBIDDEN);
    expect(await setRole(hanna, items[0].id, null)).toMatchObject(FORBIDDEN);
    expect(await hanna.get(`/sessions/${planned}/team`)).toMatchObject(FORBIDDEN);
    const owner = (await kevin.owner.get(`/sessions/${planned}/team?search=owner`)).body.items[0];
    expect(owner).toMatchObject({ role: 'host', isFixed: true });
    await setRole(kevin.owner, items[0].id, null);
    expect(await setRole(hanna, owner.id, 'moderator')).toMatchObject(FORBIDDEN);
  });

  it('C-01 a role that is taken back closes the room at once, and neither a ticket of before nor a refresh brings it back', async () => {
    await setRole(kevin.owner, ninaId, 'moderator');
    await bed.settle();
    const [now, spare] = [await openRoom(nina, planned), await openRoom(nina, planned)];
    const socket = await connect(now.roomTicket);
    const rules = { slowSeconds: 10, links: 'allow', isHeld: false };
    expect(await ask(socket, 'room:set-up-chat', rules)).toMatchObject({ ok: true });
    const closed = nextEvent(socket, 'disconnect');
    await setRole(kevin.owner, ninaId, null);
    await bed.settle();
    await closed;
    expect(await nina.post(`/sessions/${planned}/tickets`)).toMatchObject(FORBIDDEN);
    const late = await connect(spare.roomTicket);
    if (late.connected) await nextEvent(late, 'disconnect');
    const commands = (await bed.container.redis.xrange(SFU_COMMAND_STREAM, '-', '+')).map(([, fields]) => fields[1]);
    expect(commands.map((text) => JSON.parse(text ?? ''))).toContainEqual(
      expect.objectContaining({ type: 'set-role', identity: ninaId, role: null, sessionId: planned }),
    );
  });
});

describe('somebody who is shut out', () => {
  it('C-09 leaves at once, comes in by no ticket and no link, and may come again when let in', async () => {
    const anyone = visitor(bed, kevin.host);
    const join = () => anyone.post('/join', { token: kevin.joinToken });
    const connect = (ticket: string) =>
      connectSocket(bed.url, { host: kevin.host, namespace: '/room', auth: { ticket } });
    const [entry, spare] = [(await join()).body, (await join()).body];
    const attendee = await connect(entry.roomTicket);
    const message = { text: 'Buy this', clientId: crypto.randomUUID() };
    const sent = (await ask(attendee, 'room:send-message', message)) as { data: { id: string } };
    const opened = (await kevin.owner.post(`/sessions/${entry.session.id}/tickets`)).body;
    const host = await connect(opened.roomTicket);
    const gone = nextEvent(attendee, 'disconnect');
    const banned = (await ask(host, 'room:ban-author', { messageId: sent.data.id })) as { data: { id: string } };
    await bed.settle();
    await gone;
    expect(await join()).toMatchObject({ status: 403, body: { code: 'room-banned' } });
    const late = await connect(spare.roomTicket);
    if (late.connected) await nextEvent(late, 'disconnect');
    const roles = async () => {
      const entries = await bed.container.redis.xrange(SFU_COMMAND_STREAM, '-', '+');
      const commands = entries.map(([, fields]) => JSON.parse(fields[1] ?? '{}'));
      return commands.filter(({ type, identity }) => type === 'set-role' && identity === banned.data.id);
    };
    expect((await roles()).map(({ role }) => role)).toEqual([null]);
    expect(await ask(host, 'room:unmute', { personId: banned.data.id })).toMatchObject({ ok: true });
    await bed.settle();
    expect((await roles()).map(({ role }) => role)).toEqual([null, 'attendee']);
    expect((await join()).status).toBe(200);
    const { items } = (await kevin.owner.get('/audit')).body as { items: { action: string }[] };
    const actions = items.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['chat.person-banned', 'chat.person-released']));
  });

  it('C-09 the chat is a file with UTC and the time of the session, without formulas and without what was taken out', async () => {
    const { session, roomTicket } = (await visitor(bed, kevin.host).post('/join', { token: kevin.joinToken })).body;
    const opened = (await kevin.owner.post(`/sessions/${session.id}/tickets`)).body;
    const connect = (ticket: string) =>
      connectSocket(bed.url, { host: kevin.host, namespace: '/room', auth: { ticket } });
    const [attendee, host] = [await connect(roomTicket), await connect(opened.roomTicket)];
    const send = (text: string) => ask(attendee, 'room:send-message', { text, clientId: crypto.randomUUID() });
    await ask(host, 'room:set-up-chat', { slowSeconds: 0, links: 'allow', isHeld: false });
    await send('=HYPERLINK("http://evil.example")');
    const { data } = (await send('something rude')) as { data: { id: string } };
    await ask(host, 'room:remove-message', { messageId: data.id });
    await ask(attendee, 'room:ask-question', { text: 'Why?', clientId: crypto.randomUUID() });
    await ask(attendee, 'room:tell-hosts', { text: 'My card', clientId: crypto.randomUUID() });
    const { status, body } = await kevin.owner.get(`/sessions/${session.id}/chat.csv?bom=false`);
    expect(status).toBe(200);
    const lines = String(body).trim().split('\r\n');
    expect(lines[0]).toBe('kind,sentAt,mediaOffset,author,role,text,votes,answer,state,with');
    const text = lines.join('\n');
    expect(text).toMatch(/message,\d{4}-\d\d-\d\dT[\d:.]+Z,0:\d\d:\d\d,[^,]+,attendee,"'=HYPERLINK/);
    expect(text).not.toContain('rude');
    expect(text).toMatch(/,attendee,,,,removed/);
    expect(text).toMatch(/question,[^,]+,0:\d\d:\d\d,[^,]+,,Why\?,0,,open/);
    expect(text).toMatch(/private,[^,]+,0:\d\d:\d\d,([^,]+),attendee,My card,,,private,\1/);
    expect((await jane.owner.get(`/sessions/${session.id}/chat.csv`)).status).toBe(404);
    const { items } = (await kevin.owner.get('/audit')).body as { items: { action: string }[] };
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['chat.exported', 'chat.message-removed', 'chat.rules-changed']),
    );
  });
});

describe('404', () => {
  it('A-05 has no session of another site', async () => {
    const path = `/sessions/${jane.sessionId}`;
    expect((await kevin.owner.get(path)).status).toBe(404);
    expect((await kevin.owner.get(`${path}/attendance`)).status).toBe(404);
    for (const step of ['tickets', 'go-live', 'end'])
      expect((await kevin.owner.post(`${path}/${step}`)).status).toBe(404);
    expect((await jane.owner.get(path)).body).toMatchObject({ status: 'scheduled' });
  });
});

describe('409', () => {
  it('B-03 does not end what is not live', async () => {
    const { body } = await kevin.owner.post(`/sessions/${kevin.sessionId}/end`);
    expect(body).toMatchObject({ status: 409, code: 'illegal-transition' });
  });
});

describe('what a room is not asked for', () => {
  it('C-09 is answered with a problem, told to nobody, and leaves the connections of the others as they are', async () => {
    const join = async () => (await visitor(bed, kevin.host).post('/join', { token: kevin.joinToken })).body;
    const connect = (ticket: string) =>
      connectSocket(bed.url, { host: kevin.host, namespace: '/room', auth: { ticket } });
    const entry = await join();
    const opened = (await kevin.owner.post(`/sessions/${entry.session.id}/tickets`)).body;
    const [sender, witness, host] = [
      await connect(entry.roomTicket),
      await connect((await join()).roomTicket),
      await connect(opened.roomTicket),
    ];
    const heard: string[] = [];
    // What greets whoever comes in may arrive after the connection: it says nothing of the sender.
    for (const event of ['room:tick', 'room:standing', 'room:held-changed', 'room:aside'])
      for (const other of [witness, host]) other.on(event, () => heard.push(event));
    const clientId = () => crypto.randomUUID();
    for (const text of ['x'.repeat(60_000), 'safe\u202Etxt.exe', 'a\u0000b', '\u2066', ' ', 7, { toString: 1 }])
      expect(await ask(sender, 'room:send-message', { text, clientId: clientId() })).toMatchObject({
        ok: false,
        problem: { code: 'validation-failed' },
      });
    const [messageId, questionId, personId] = [newId('msg'), newId('qst'), newId('per')];
    const [heldId, fileId] = [newId('hld'), newId('mtl')];
    const hostsOnly: [string, object][] = [
      ['room:remove-message', { messageId }],
      ['room:pin-message', { messageId, pinned: true }],
      ['room:mute-author', { messageId }],
      ['room:ban-author', { messageId }],
      ['room:invite-author', { messageId }],
      ['room:unmute', { personId }],
      ['room:list-muted', {}],
      ['room:set-up-chat', { slowSeconds: 300, links: 'refuse', isHeld: true }],
      ['room:decide-held', { heldId, approve: true }],
      ['room:answer-aside', { personId, text: 'hi', clientId: clientId() }],
      ['room:answer-question', { questionId, answer: { how: 'live' } }],
      ['room:remove-question', { questionId }],
      ['room:set-layout', { mode: 'grid', spotlight: null }],
      ['room:list-files', {}],
      ['room:show-slide', { slide: { fileId, page: 1 } }],
      ['room:give-file', { fileId, isGiven: true }],
    ];
    for (const [event, payload] of hostsOnly)
      expect([event, await ask(sender, event, payload)]).toMatchObject([
        event,
        { ok: false, problem: { code: 'forbidden' } },
      ]);
    // The same by HTTP: whoever came by a personal link is not signed in.
    for (const path of ['offers', 'polls', 'materials', 'chat/rules', 'reactions'])
      expect((await visitor(bed, kevin.host).get(`/sessions/${entry.session.id}/${path}`)).status).toBe(401);
    expect(heard).toEqual([]);

    // More than a room reads at all ends the connection that said it, and no other.
    const cut = nextEvent(sender, 'disconnect');
    sender.emit('room:send-message', { text: 'x'.repeat(1024 * 1024), clientId: clientId() });
    await cut;
    const html = '<img src=x onerror="alert(1)"> & <b>bold</b>';
    const back = await connect((await join()).roomTicket);
    const told = nextEvent(witness, 'room:tick');
    // Whoever has just written a lot waits for a moment; the same words again are the same message.
    const words = { text: html, clientId: clientId() };
    await eventually(async () => (await ask(back, 'room:send-message', words)).ok);
    expect(await told).toMatchObject({ messages: [{ text: html }] });
    expect([witness.connected, host.connected]).toEqual([true, true]);
  });
});
