import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatMessage, HeldMessage, Question, TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { personRoom, sessionRoom, teamRoom } from '../sessions/index.ts';
import { HeldMessageModel } from './chat.model.ts';
import { createChatModule } from './index.ts';

describe('what waits for a host', () => {
  let bed: FeatureBed;
  /** A second process beside the bed's. */
  let other: FeatureBed['chat'];
  beforeAll(async () => {
    bed = await createFeatureBed();
    other = createChatModule({ ...bed.chatDeps });
  });
  afterAll(() => bed.close());

  async function room() {
    const { id: tenantId } = bed.tenant();
    const plan = { title: 'T', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
    const { id: sessionId } = await bed.in(tenantId, () => bed.sessions.service.create(plan));
    const facts = { tenantId, sessionId };
    const guest = (displayName = 'John S.'): TicketClaims => ({
      ...facts,
      role: 'attendee',
      identity: newId('per'),
      displayName,
    });
    const host: TicketClaims = { ...facts, role: 'host', identity: newId('mem'), displayName: 'Kevin' };
    const helper: TicketClaims = { ...facts, role: 'moderator', identity: newId('mem'), displayName: 'Nina' };
    return { tenantId, sessionId, guest, host, helper };
  }
  async function ask<T>(claims: TicketClaims, event: `room:${string}`, payload: object, module = bed.chat): Promise<T> {
    const { tenantId } = claims;
    const handler = module.sockets![0]!.handlers[event]!;
    return bed.in(tenantId, () =>
      handler(payload as never, peer({ tenantId, ticket: claims }), fakeSocket()),
    ) as Promise<T>;
  }
  const send = (claims: TicketClaims, text: string, clientId: string = randomUUID()) =>
    ask<HeldMessage & ChatMessage>(claims, 'room:send-message', { text, clientId });
  const rules = (claims: TicketClaims, more: object) =>
    ask(claims, 'room:set-up-chat', { slowSeconds: 0, links: 'allow', isHeld: false, ...more });
  const decide = (claims: TicketClaims, { id: heldId }: HeldMessage, approve: boolean, module = bed.chat) =>
    ask(claims, 'room:decide-held', { heldId, approve }, module);
  const history = async (claims: TicketClaims) =>
    (await ask<{ messages: ChatMessage[] }>(claims, 'room:history', { after: 0 }, other)).messages;
  const queue = (claims: TicketClaims, after = 0) =>
    ask<{ held: HeldMessage[]; revision: number }>(claims, 'room:held', { after }, other);
  const toldIn = (name: string) => bed.told.filter((told) => told.room === name);

  it('C-09 what an attendee writes waits for a host; approved it gets the number that comes then, for everybody', async () => {
    const { tenantId, sessionId, guest, host, helper } = await room();
    await rules(host, { isHeld: true });
    const [anna, ben] = [guest('Anna B.'), guest('Ben C.')];
    const first = await send(anna, 'first');
    const second = await send(ben, 'second');
    expect(first).toMatchObject({ state: 'waiting', reason: 'rule', text: 'first' });
    expect(first).not.toHaveProperty('revision');
    await send(helper, 'we read along');
    const toEverybody = () => toldIn(sessionRoom(tenantId, sessionId)).flatMap(({ payload }) => payload.messages ?? []);
    expect(toEverybody().map(({ text }: ChatMessage) => text)).toEqual(['we read along']);
    expect((await queue(helper)).held.map(({ text, revision }) => [text, revision])).toEqual([
      ['first', 1],
      ['second', 2],
    ]);
    expect((await queue(anna)).held.map(({ text }) => text)).toEqual(['first']);

    bed.clock.advance(60_000);
    await decide(helper, second, true);
    await decide(host, first, true, other);
    expect(toEverybody().map(({ sequence, text }: ChatMessage) => [sequence, text])).toEqual([
      [1, 'we read along'],
      [2, 'second'],
      [3, 'first'],
    ]);
    expect(toEverybody()[1]).toMatchObject({
      authorName: 'Ben C.',
      fromHost: false,
      sentAt: bed.clock.now().toISOString(),
    });
    expect(await history(guest())).toEqual(toEverybody());
    expect(await queue(helper)).toEqual({ held: [], revision: 4, hasMore: false });
    expect((await queue(helper, 2)).held.map(({ state, revision }) => [state, revision])).toEqual([
      ['approved', 3],
      ['approved', 4],
    ]);
  });

  it('C-09 of what is declined only its author hears; both decisions are on record', async () => {
    const { tenantId, sessionId, guest, host } = await room();
    await rules(host, { isHeld: true });
    const anna = guest('Anna B.');
    const [bad, good] = [await send(anna, 'rude words'), await send(anna, 'fine words')];
    await decide(host, bad, false);
    await decide(host, good, true);
    expect((await history(guest())).map(({ text }) => text)).toEqual(['fine words']);
    const heard = toldIn(personRoom(tenantId, sessionId, anna.identity)).map(({ payload }) => payload);
    expect(heard.map(({ text, state }) => [text, state])).toEqual([
      ['rude words', 'waiting'],
      ['fine words', 'waiting'],
      ['rude words', 'declined'],
      ['fine words', 'approved'],
    ]);
    expect(JSON.stringify(heard)).not.toContain('revision');
    expect(toldIn(teamRoom(tenantId, sessionId)).map(({ payload }) => payload.revision)).toEqual([1, 2, 3, 4]);
    const elsewhere = bed.told.filter(
      ({ room: name }) =>
        name !== personRoom(tenantId, sessionId, anna.identity) && name !== teamRoom(tenantId, sessionId),
    );
    expect(JSON.stringify(elsewhere)).not.toContain('rude words');
    const target = { type: 'person', id: anna.identity, name: 'Anna B.' };
    const after = (held: HeldMessage) => ({ sessionId, kind: 'message', heldId: held.id });
    expect(bed.audited.filter(({ target: about }) => about?.id === anna.identity)).toMatchObject([
      { action: 'chat.message-declined', actorId: host.identity, target, after: after(bad) },
      { action: 'chat.message-approved', actorId: host.identity, target, after: after(good) },
    ]);
  });

  it('C-09 two hosts who decide at once decide once, and the same message again is the same', async () => {
    const { guest, host, helper } = await room();
    await rules(host, { isHeld: true });
    const anna = guest();
    const clientId = randomUUID();
    const [one, again] = await Promise.all([send(anna, 'once', clientId), send(anna, 'once', clientId)]);
    expect(one.id).toBe(again.id);
    await Promise.all([decide(host, one, true), decide(helper, one, true, other)]);
    await expect(decide(host, one, false)).rejects.toMatchObject({ code: 'illegal-transition' });
    expect(await send(anna, 'once', clientId)).toMatchObject({ sequence: 1 });
    const split = await send(anna, 'either');
    const both = await Promise.allSettled([decide(host, split, true), decide(helper, split, false, other)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const isIn = (await history(anna)).some(({ text }) => text === 'either');
    expect(both[0]!.status === 'fulfilled').toBe(isIn);
    expect((await queue(host)).revision).toBe(4);
  });

  it('C-09 the rule holds for no host, for what is written before it is switched off, and for links alone', async () => {
    const { guest, host } = await room();
    await rules(host, { links: 'hold' });
    const anna = guest();
    expect(await send(anna, 'see example.org')).toMatchObject({ state: 'waiting', reason: 'link' });
    expect(await send(anna, 'no link')).toMatchObject({ sequence: 1 });
    expect(await send(host, 'https://example.org')).toMatchObject({ sequence: 2 });
    await rules(host, { links: 'allow' });
    expect((await queue(host)).held).toHaveLength(1);
    expect(await send(anna, 'example.org again')).toMatchObject({ sequence: 3 });
  });

  it('C-09 a question waits like a message, and is open once it is approved', async () => {
    const { guest, host } = await room();
    await rules(host, { isHeld: true });
    const anna = guest('Anna B.');
    const words = { text: 'Why?', clientId: randomUUID() };
    const asked = await ask<HeldMessage>(anna, 'room:ask-question', words);
    expect(asked).toMatchObject({ kind: 'question', state: 'waiting' });
    const questions = async () =>
      (await ask<{ questions: Question[] }>(host, 'room:questions', { after: 0 })).questions;
    expect(await questions()).toEqual([]);
    await decide(host, asked, true);
    expect(await questions()).toMatchObject([{ text: 'Why?', authorName: 'Anna B.', votes: 0, answered: null }]);
    expect(await ask(anna, 'room:ask-question', words)).toMatchObject({ text: 'Why?', votes: 0 });
  });

  it('C-09 one person has at most five that wait, and slow mode counts what waits', async () => {
    const { guest, host } = await room();
    await rules(host, { isHeld: true });
    const anna = guest();
    const { tenantId, sessionId, identity } = anna;
    const words = { sessionId, identity, kind: 'message', authorName: 'Anna B.', text: 'x', reason: 'rule' };
    const row = (n: number) => ({
      _id: newId('hld'),
      ...words,
      clientId: randomUUID(),
      revision: -n,
      heldAt: new Date(0),
    });
    await bed.in(tenantId, async () =>
      HeldMessageModel.create([1, 2, 3, 4, 5].map((n) => ({ ...row(n), state: n === 5 ? 'declined' : 'waiting' }))),
    );
    await send(anna, 'the fifth that waits');
    await expect(send(anna, 'one more')).rejects.toMatchObject({ code: 'chat-held-full' });
    expect(await send(guest(), 'of somebody else')).toMatchObject({ state: 'waiting' });
    await rules(host, { isHeld: true, slowSeconds: 30 });
    const ben = guest();
    const waits = await send(ben, 'a');
    await expect(send(ben, 'b')).rejects.toMatchObject({ code: 'chat-slow', retryAfterSeconds: 30 });
    bed.clock.advance(29_000);
    await decide(host, waits, true);
    bed.clock.advance(1_000);
    expect(await send(ben, 'c')).toMatchObject({ state: 'waiting' });
  });

  it('C-09 once it is over nothing is let in any more, and what waits can still be declined', async () => {
    const { tenantId, sessionId, guest, host } = await room();
    await rules(host, { isHeld: true });
    const waits = await send(guest(), 'too late');
    await bed.in(tenantId, () => bed.sessions.service.goLive(sessionId));
    await bed.in(tenantId, () => bed.sessions.service.end(sessionId));
    await expect(decide(host, waits, true)).rejects.toMatchObject({ code: 'illegal-transition' });
    await decide(host, waits, false);
    expect((await queue(host)).held).toEqual([]);
    await expect(decide(guest(), waits, true)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
