import { expect } from '@jest/globals';
import type { ChatMessage, HeldMessage, Hint, MutedPerson, Question } from '@stageline/contracts';
import { askSocket as ask, connectSocket, eventually, nextEvent } from '@stageline/testing';
import mongoose from 'mongoose';
import type { Site } from './api-bed.ts';
import { materialOf } from './isolation-materials.ts';
import type { IsolationWorld } from './isolation-world.ts';
import { visitor } from './site-bed.ts';

/** One entry per socket message, and one per namespace that says nothing: what A may not hear of B, and B hears. */
export function socketChecks(world: () => IsolationWorld): Record<string, () => Promise<void>> {
  const connect = (
    site: { host: string },
    namespace: string,
    more: { cookie?: string; auth?: Record<string, unknown> } = {},
  ) => connectSocket(world().bed.url, { host: site.host, namespace, ...more });

  async function roomTicket(site: Site): Promise<string> {
    const { body } = await visitor({ http: world().bed.http }, site.host).post('/join', { token: site.joinToken });
    return (body as { roomTicket: string }).roomTicket;
  }

  const sessionIds = new WeakMap<Site, Promise<string>>();
  /** The session that a site's visitors come to, asked for once: many rows want it, and joining is limited. */
  function sessionOf(site: Site): Promise<string> {
    const known =
      sessionIds.get(site) ??
      visitor({ http: world().bed.http }, site.host)
        .post('/join', { token: site.joinToken })
        .then(({ body }) => (body as { session: { id: string } }).session.id);
    sessionIds.set(site, known);
    return known;
  }

  /** The owner of a site in the room of the session that its visitors come to. */
  async function asHost(site: Site) {
    const id = await sessionOf(site);
    const opened = (await site.owner.post(`/sessions/${id}/tickets`, {})).body as { roomTicket: string };
    return connect(site, '/room', { auth: { ticket: opened.roomTicket } });
  }

  /** What a visitor of B wrote, once for all rows: somebody who writes more often than a person does is held up. */
  let written: Promise<string> | undefined;
  async function write(on: Awaited<ReturnType<typeof connect>>): Promise<string> {
    const message = { text: 'a message of B', clientId: crypto.randomUUID() };
    return ((await ask(on, 'room:send-message', message)) as { data: ChatMessage }).data.id;
  }

  /** The hosts of A and of B, and a message of a visitor of B. */
  async function hostsAndMessage() {
    const { a, b } = world();
    const [hostA, hostB, visitorB] = [
      await asHost(a),
      await asHost(b),
      await connect(b, '/room', { auth: { ticket: await roomTicket(b) } }),
    ];
    written ??= write(visitorB);
    return { hostA, hostB, visitorB, messageId: await written };
  }
  let asked: Promise<string> | undefined;
  /** The hosts of A and of B, and a question of a visitor of B. */
  async function hostsAndQuestion() {
    const { hostA, hostB, visitorB } = await hostsAndMessage();
    const question = { text: 'a question of B', clientId: crypto.randomUUID() };
    asked ??= ask(visitorB, 'room:ask-question', question).then((answer) => (answer as { data: Question }).data.id);
    return { hostA, hostB, visitorB, questionId: await asked };
  }
  let aside: Promise<string> | undefined;
  /** Who of B has written to the hosts; once for all rows. */
  async function asideOfB(): Promise<string> {
    const { visitorB } = await hostsAndMessage();
    aside ??= ask(visitorB, 'room:tell-hosts', { text: 'for the hosts of B', clientId: crypto.randomUUID() }).then(
      (told) => (told as { data: { person: { id: string } } }).data.person.id,
    );
    return aside;
  }
  let file: ReturnType<typeof materialOf> | undefined;
  /** A file of the masterclass that visitors of B come to; once for all rows. */
  async function fileOfB() {
    const { b } = world();
    file ??= sessionOf(b).then((sessionId) => materialOf({ ...b, sessionId }));
    return file;
  }
  let held: Promise<HeldMessage> | undefined;
  /** A question of a visitor of B that waits for a host; once for all rows. */
  async function heldOfB() {
    const { hostA, hostB, visitorB } = await hostsAndMessage();
    const rules = (isHeld: boolean) => ask(hostB, 'room:set-up-chat', { slowSeconds: 0, links: 'allow', isHeld });
    held ??= (async () => {
      await rules(true);
      const words = { text: 'held at B', clientId: crypto.randomUUID() };
      // A visitor who has just written a lot is held up for a moment; the same words again are the same question.
      const { data } = await eventually(async () => {
        const answer = (await ask(visitorB, 'room:ask-question', words)) as { ok: boolean; data: HeldMessage };
        return answer.ok && answer;
      });
      await rules(false);
      return data;
    })();
    return { hostA, hostB, visitorB, heldId: (await held).id };
  }
  const FORBIDDEN = { ok: false, problem: { code: 'forbidden' } };
  const NOT_FOUND = { ok: false, problem: { code: 'not-found' } };

  return {
    async '/line line:resume'() {
      const { a, b } = world();
      const [onA, onB] = await Promise.all([connect(a, '/line'), connect(b, '/line')]);
      const [fromA, fromB] = [await ask(onA, 'line:resume', { after: 0 }), await ask(onB, 'line:resume', { after: 0 })];
      expect(JSON.stringify(fromA)).not.toContain(b.person.firstName);
      expect(JSON.stringify(fromB)).toContain(b.person.firstName);
    },
    async '/app app:here'() {
      const { a, b, bed } = world();
      await expect(connect(a, '/app', { cookie: b.cookie })).rejects.toMatchObject({
        data: { code: 'unauthenticated' },
      });
      const [onA, onB] = [
        await connect(a, '/app', { cookie: a.cookie }),
        await connect(b, '/app', { cookie: b.cookie }),
      ];
      const heardByA: unknown[] = [];
      onA.onAny((...heard) => heardByA.push(heard));
      const heardByB: unknown[] = [];
      onB.on('hint', ({ entity }: Hint) => heardByB.push(entity));
      await b.owner.post('/saved-views', {
        name: 'Of which A hears nothing',
        query: { layout: 'list' },
        isShared: true,
      });
      await visitor({ http: bed.http }, b.host).post('/registrations', { ...b.person, email: 'hinted@person.example' });
      await eventually(() => ['view', 'lead'].every((entity) => heardByB.includes(entity)));
      expect(heardByA).toEqual([]);

      const isOnline = async (site: Site) => {
        const { members } = (await site.owner.get('/assignment')).body as { members: { online: boolean }[] };
        return members.some(({ online }) => online);
      };
      await ask(onA, 'app:here', {});
      expect([await isOnline(a), await isOnline(b)]).toEqual([true, false]);
      await ask(onB, 'app:here', {});
      expect(await isOnline(b)).toBe(true);
    },
    async '/admin'() {
      const { a, bed } = world();
      await expect(connect({ host: bed.adminHost }, '/admin', { cookie: a.cookie })).rejects.toMatchObject({
        data: { code: 'unauthenticated' },
      });
      await expect(connect(a, '/admin', { cookie: a.cookie })).rejects.toMatchObject({ data: { code: 'not-found' } });
    },
    async '/room room:send-message'() {
      const { a, b } = world();
      const ticketOfB = await roomTicket(b);
      await expect(connect(a, '/room', { auth: { ticket: ticketOfB } })).rejects.toMatchObject({
        data: { code: 'invalid-ticket' },
      });
      const onA = await connect(a, '/room', { auth: { ticket: await roomTicket(a) } });
      const onB = await connect(b, '/room', { auth: { ticket: await roomTicket(b) } });
      const heardByA: unknown[] = [];
      onA.on('room:tick', (tick) => heardByA.push(tick));
      const tick = nextEvent(onB, 'room:tick');
      const clientId = crypto.randomUUID();
      expect(await ask(onB, 'room:send-message', { text: 'for B only', clientId })).toMatchObject({ ok: true });
      await tick;
      // The same client id in another tenant is another message.
      expect(await ask(onA, 'room:send-message', { text: 'for A only', clientId })).toMatchObject({ ok: true });
      expect(JSON.stringify(heardByA)).not.toContain('for B only');
    },
    async '/room room:history'() {
      const { a, b } = world();
      const onA = await connect(a, '/room', { auth: { ticket: await roomTicket(a) } });
      const onB = await connect(b, '/room', { auth: { ticket: await roomTicket(b) } });
      expect(JSON.stringify(await ask(onA, 'room:history', { after: 0 }))).not.toContain('for B only');
      expect(JSON.stringify(await ask(onB, 'room:history', { after: 0 }))).toContain('for B only');
    },
    async '/room room:remove-message'() {
      const { hostA, hostB, visitorB } = await hostsAndMessage();
      const messageId = await write(visitorB);
      expect(await ask(hostA, 'room:remove-message', { messageId })).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:remove-message', { messageId })).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:remove-message', { messageId })).toMatchObject({ ok: true });
    },
    async '/room room:pin-message'() {
      const { hostA, hostB, visitorB, messageId } = await hostsAndMessage();
      expect(await ask(hostA, 'room:pin-message', { messageId, pinned: true })).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:pin-message', { messageId, pinned: true })).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:pin-message', { messageId, pinned: true })).toMatchObject({ ok: true });
    },
    async '/room room:set-layout'() {
      const { hostA, hostB, visitorB } = await hostsAndMessage();
      const layout = { mode: 'speaker', spotlight: 'somebody of B' };
      const told: unknown[] = [];
      hostA.on('room:state', (state) => told.push(state));
      const state = nextEvent(visitorB, 'room:state');
      expect(await ask(visitorB, 'room:set-layout', layout)).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:set-layout', layout)).toMatchObject({ ok: true });
      expect(await state).toMatchObject({ layout });
      expect(await ask(hostA, 'room:set-layout', { mode: 'grid', spotlight: null })).toMatchObject({ ok: true });
      await eventually(() => told.length > 0);
      expect(JSON.stringify(told)).not.toContain('somebody of B');
    },
    async '/room room:changes'() {
      const { hostA, visitorB } = await hostsAndMessage();
      expect(JSON.stringify(await ask(hostA, 'room:changes', { after: 0 }))).not.toContain('a message of B');
      expect(JSON.stringify(await ask(visitorB, 'room:changes', { after: 0 }))).toContain('a message of B');
    },
    async '/room room:set-up-chat'() {
      const { hostA, hostB, visitorB } = await hostsAndMessage();
      const rules = { slowSeconds: 0, links: 'refuse', isHeld: false };
      expect(await ask(visitorB, 'room:set-up-chat', rules)).toMatchObject(FORBIDDEN);
      const ofB = async () => JSON.stringify(await ask(visitorB, 'room:changes', { after: 0 }));
      expect(await ask(hostA, 'room:set-up-chat', rules)).toMatchObject({ ok: true });
      expect(await ofB()).toContain('"links":"allow"');
      expect(await ask(hostB, 'room:set-up-chat', rules)).toMatchObject({ ok: true });
      expect(await ofB()).toContain('"links":"refuse"');
    },
    async '/room room:mute-author'() {
      const { hostA, hostB, visitorB, messageId } = await hostsAndMessage();
      expect(await ask(hostA, 'room:mute-author', { messageId })).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:mute-author', { messageId })).toMatchObject(FORBIDDEN);
      const muted = await ask(hostB, 'room:mute-author', { messageId });
      expect(muted).toMatchObject({ ok: true });
      await ask(hostB, 'room:unmute', { personId: (muted as { data: MutedPerson }).data.id });
    },
    async '/room room:ban-author'() {
      const { hostA, hostB, visitorB, messageId } = await hostsAndMessage();
      expect(await ask(hostA, 'room:ban-author', { messageId })).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:ban-author', { messageId })).toMatchObject(FORBIDDEN);
      const banned = await ask(hostB, 'room:ban-author', { messageId });
      expect(banned).toMatchObject({ ok: true });
      expect(await ask(hostB, 'room:unmute', { personId: (banned as { data: MutedPerson }).data.id })).toMatchObject({
        ok: true,
      });
      await world().bed.settle();
    },
    async '/room room:tell-hosts'() {
      const { hostA, hostB } = await hostsAndMessage();
      const heardByA: unknown[] = [];
      hostA.on('room:aside', (told) => heardByA.push(told));
      const words = { text: 'a host is one of them', clientId: crypto.randomUUID() };
      expect(await ask(hostA, 'room:tell-hosts', words)).toMatchObject(FORBIDDEN);
      const heard = nextEvent(hostB, 'room:aside');
      await asideOfB();
      expect(await heard).toMatchObject({ text: 'for the hosts of B' });
      expect(heardByA).toEqual([]);
    },
    async '/room room:catch-up'() {
      const { a, b } = world();
      const of = { _id: await sessionOf(b) };
      const fields = { status: 1, startedAt: 1, endedAt: 1 } as const;
      const model = mongoose.models['Session']!;
      const before = await b.in(() => model.findOne(of, fields).lean<Record<string, unknown>>());
      await b.in(() => model.updateOne(of, { $set: { status: 'live', startedAt: new Date(0), endedAt: null } }));
      const [onA, onB] = [
        await connect(a, '/room', { auth: { ticket: await roomTicket(a) } }),
        await connect(b, '/room', { auth: { ticket: await roomTicket(b) } }),
      ];
      expect(await ask(onA, 'room:catch-up', {})).toEqual({ ok: true, data: { catchUp: null } });
      const told = { data: { catchUp: { liveSince: new Date(0).toISOString() } } };
      expect(await ask(onB, 'room:catch-up', {})).toMatchObject(told);
      const { _id, ...facts } = before!;
      await b.in(() => model.updateOne(of, { $set: facts }));
    },
    async '/room room:asides'() {
      const { hostA, hostB } = await hostsAndMessage();
      await asideOfB();
      expect(await ask(hostA, 'room:asides', { after: 0 })).toMatchObject({ ok: true, data: { asides: [] } });
      expect(JSON.stringify(await ask(hostB, 'room:asides', { after: 0 }))).toContain('for the hosts of B');
    },
    async '/room room:answer-aside'() {
      const { hostA, hostB, visitorB } = await hostsAndMessage();
      const personId = await asideOfB();
      const words = () => ({ personId, text: 'words', clientId: crypto.randomUUID() });
      expect(await ask(hostA, 'room:answer-aside', words())).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:answer-aside', words())).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:answer-aside', words())).toMatchObject({ ok: true });
    },
    async '/room room:invite-author'() {
      const { hostA, hostB, visitorB, messageId } = await hostsAndMessage();
      expect(await ask(hostA, 'room:invite-author', { messageId })).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:invite-author', { messageId })).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:invite-author', { messageId })).toMatchObject({ ok: true });
    },
    async '/room room:unmute'() {
      const { hostA, hostB, visitorB, messageId } = await hostsAndMessage();
      const muted = (await ask(hostB, 'room:mute-author', { messageId })) as { data: MutedPerson };
      const personId = muted.data.id;
      expect(await ask(hostA, 'room:unmute', { personId })).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:unmute', { personId })).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:unmute', { personId })).toMatchObject({ ok: true });
    },
    async '/room room:list-muted'() {
      const { hostA, hostB, visitorB, messageId } = await hostsAndMessage();
      const muted = (await ask(hostB, 'room:mute-author', { messageId })) as { data: MutedPerson };
      expect(await ask(visitorB, 'room:list-muted', {})).toMatchObject(FORBIDDEN);
      expect(await ask(hostA, 'room:list-muted', {})).toMatchObject({ ok: true, data: { people: [] } });
      expect(await ask(hostB, 'room:list-muted', {})).toMatchObject({ data: { people: [muted.data] } });
      await ask(hostB, 'room:unmute', { personId: muted.data.id });
    },
    async '/room room:ask-question'() {
      const { hostA, hostB, visitorB } = await hostsAndMessage();
      const heardByA: unknown[] = [];
      hostA.on('room:tick', (tick) => heardByA.push(tick));
      const question = { text: 'a question of B', clientId: crypto.randomUUID() };
      const [tick, answer] = await Promise.all([
        nextEvent(hostB, 'room:tick'),
        ask(visitorB, 'room:ask-question', question),
      ]);
      expect(answer).toMatchObject({ ok: true });
      // The one of all rows: a visitor who asks again is held up.
      asked ??= Promise.resolve((answer as { data: Question }).data.id);
      expect(JSON.stringify(tick)).toContain('a question of B');
      // The same client id in another tenant is another question.
      expect(await ask(hostA, 'room:ask-question', { ...question, text: 'asked of A' })).toMatchObject({ ok: true });
      expect(JSON.stringify(heardByA)).not.toContain('a question of B');
    },
    async '/room room:questions'() {
      const { hostA, hostB } = await hostsAndQuestion();
      expect(JSON.stringify(await ask(hostA, 'room:questions', { after: 0 }))).not.toContain('a question of B');
      expect(JSON.stringify(await ask(hostB, 'room:questions', { after: 0 }))).toContain('a question of B');
    },
    async '/room room:vote'() {
      const { hostA, visitorB, questionId } = await hostsAndQuestion();
      expect(await ask(hostA, 'room:vote', { questionId, inFavour: true })).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:vote', { questionId, inFavour: true })).toMatchObject({ ok: true });
    },
    async '/room room:answer-question'() {
      const { hostA, hostB, visitorB, questionId } = await hostsAndQuestion();
      const payload = { questionId, answer: { how: 'live' } };
      expect(await ask(hostA, 'room:answer-question', payload)).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:answer-question', payload)).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:answer-question', payload)).toMatchObject({ ok: true });
    },
    async '/room room:mark-offer'() {
      const { b } = world();
      const { hostA, hostB, visitorB } = await hostsAndMessage();
      const path = `/sessions/${await sessionOf(b)}`;
      await b.owner.post(`${path}/go-live`);
      const words = { kind: 'notification', text: 'told to B only', link: null, seconds: null, offsetSeconds: null };
      const { id: offerId } = (await b.owner.post(`${path}/offers`, words)).body as { id: string };
      const heardByA: unknown[] = [];
      hostA.onAny((...heard) => heardByA.push(heard));
      const heardByB: unknown[] = [];
      visitorB.onAny((...heard) => heardByB.push(heard));
      await b.owner.post(`${path}/offers/${offerId}/show`);
      // Other ticks, of who came and what was written, may be on their way before.
      await eventually(() => JSON.stringify(heardByB).includes('told to B only'), {
        what: 'the offer to be shown to B',
      });
      const mark = { offerId, mark: 'shown' };
      expect(await ask(hostA, 'room:mark-offer', mark)).toMatchObject(NOT_FOUND);
      const [counted] = await Promise.all([nextEvent(hostB, 'room:host-tick'), ask(visitorB, 'room:mark-offer', mark)]);
      expect(counted).toEqual({ offers: { [offerId]: { shown: 1, clicked: 0, dismissed: 0 } } });
      expect(JSON.stringify(heardByA)).not.toContain(offerId);
    },
    async '/room room:react'() {
      const { b } = world();
      const { hostA, visitorB } = await hostsAndMessage();
      await b.owner.post(`/sessions/${await sessionOf(b)}/go-live`);
      const heardByA: unknown[] = [];
      hostA.on('room:tick', (tick: { reactions?: unknown }) => tick.reactions && heardByA.push(tick));
      const heardByB: unknown[] = [];
      visitorB.on('room:tick', (tick: { reactions?: unknown }) => tick.reactions && heardByB.push(tick.reactions));
      expect(await ask(visitorB, 'room:react', { reaction: 'heart' })).toMatchObject({ ok: true });
      await eventually(() => heardByB.length > 0);
      expect(heardByB).toEqual([{ heart: 1 }]);
      expect(heardByA).toEqual([]);
    },
    async '/room room:answer-poll'() {
      const { b } = world();
      const { hostA, hostB, visitorB } = await hostsAndMessage();
      const path = `/sessions/${await sessionOf(b)}`;
      await b.owner.post(`${path}/go-live`);
      const question = { kind: 'single', text: 'asked of B only', choices: ['Yes', 'No'], right: [] };
      const words = { title: 'A poll of B', questions: [question], changeable: false };
      const { id } = (await b.owner.post(`${path}/polls`, words)).body as { id: string };
      const heardByA: unknown[] = [];
      hostA.onAny((...heard) => heardByA.push(heard));
      const [tick, launched] = await Promise.all([
        nextEvent(visitorB, 'room:tick'),
        b.owner.post(`${path}/polls/${id}/runs`),
      ]);
      expect(JSON.stringify(tick)).toContain('asked of B only');
      const runId = (launched.body as { runs: { id: string }[] }).runs[0]!.id;
      const answer = { runId, answers: [[0]] };
      // Hosts ask; of A there is not even such a run, which a host need not be told.
      expect(await ask(hostA, 'room:answer-poll', answer)).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:answer-poll', answer)).toMatchObject(FORBIDDEN);
      const visitorA = await connect(world().a, '/room', { auth: { ticket: await roomTicket(world().a) } });
      expect(await ask(visitorA, 'room:answer-poll', answer)).toMatchObject(NOT_FOUND);
      const [counted] = await Promise.all([
        nextEvent(hostB, 'room:host-tick'),
        ask(visitorB, 'room:answer-poll', answer),
      ]);
      expect(counted).toMatchObject({ tallies: { [runId]: { people: 1, counts: [[1, 0]] } } });
      expect(JSON.stringify(heardByA)).not.toContain('asked of B only');
    },
    async '/room room:remove-question'() {
      const { hostA, hostB, visitorB, questionId } = await hostsAndQuestion();
      expect(await ask(hostA, 'room:remove-question', { questionId })).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:remove-question', { questionId })).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:remove-question', { questionId })).toMatchObject({ ok: true });
    },
    async '/room room:list-files'() {
      const { hostA, hostB, visitorB } = await hostsAndMessage();
      const { id } = await fileOfB();
      expect(JSON.stringify(await ask(hostA, 'room:list-files', {}))).not.toContain(id);
      expect(await ask(visitorB, 'room:list-files', {})).toMatchObject(FORBIDDEN);
      expect(JSON.stringify(await ask(hostB, 'room:list-files', {}))).toContain(id);
    },
    async '/room room:show-slide'() {
      const { hostA, hostB, visitorB } = await hostsAndMessage();
      const slide = { slide: { fileId: (await fileOfB()).id, page: 1 } };
      expect(await ask(hostA, 'room:show-slide', slide)).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:show-slide', slide)).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:show-slide', slide)).toMatchObject({ ok: true });
    },
    async '/room room:give-file'() {
      const { hostA, hostB, visitorB } = await hostsAndMessage();
      const gift = { fileId: (await fileOfB()).id, isGiven: true };
      expect(await ask(hostA, 'room:give-file', gift)).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:give-file', gift)).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:give-file', gift)).toMatchObject({ ok: true });
    },
    async '/room room:held'() {
      const { hostA, hostB } = await heldOfB();
      expect(await ask(hostA, 'room:held', { after: 0 })).toMatchObject({ ok: true, data: { held: [] } });
      expect(JSON.stringify(await ask(hostB, 'room:held', { after: 0 }))).toContain('held at B');
    },
    async '/room room:decide-held'() {
      const { hostA, hostB, visitorB, heldId } = await heldOfB();
      const decision = { heldId, approve: true };
      expect(await ask(hostA, 'room:decide-held', decision)).toMatchObject(NOT_FOUND);
      expect(await ask(visitorB, 'room:decide-held', decision)).toMatchObject(FORBIDDEN);
      expect(await ask(hostB, 'room:decide-held', decision)).toMatchObject({ ok: true });
    },
  };
}
