import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChatChange, ChatMessage, ChatSetup, ChatStanding, MutedPerson, TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { personRoom, sessionRoom } from '../sessions/index.ts';
import { ChatMessageModel, ChatMuteModel } from './chat.model.ts';
import { createChatModule } from './index.ts';

interface Entered {
  readonly revision: number;
  readonly setup: ChatSetup;
  readonly standing: ChatStanding;
}

describe('moderation of the chat', () => {
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
    return { tenantId, sessionId, guest, host };
  }
  type Ask = `room:${string}`;
  async function ask<T>(claims: TicketClaims, event: Ask, payload: object, module = bed.chat): Promise<T> {
    const { tenantId } = claims;
    const socket = fakeSocket();
    const handler = module.sockets![0]!.handlers[event]!;
    return bed.in(tenantId, () => handler(payload as never, peer({ tenantId, ticket: claims }), socket)) as Promise<T>;
  }
  const send = (claims: TicketClaims, text: string, module = bed.chat) =>
    ask<ChatMessage>(claims, 'room:send-message', { text, clientId: randomUUID() }, module);
  const history = async (claims: TicketClaims) =>
    (await ask<{ messages: ChatMessage[] }>(claims, 'room:history', { after: 0 }, other)).messages;
  const changes = (claims: TicketClaims, after: number) =>
    ask<{ changes: ChatChange[]; revision: number; hasMore: boolean }>(claims, 'room:changes', { after }, other);
  /** What somebody is told who comes in, at the other process. */
  async function enter(claims: TicketClaims): Promise<Entered> {
    const { tenantId } = claims;
    const socket = fakeSocket();
    await bed.in(tenantId, () => other.sockets![0]!.onConnect!(peer({ tenantId, ticket: claims }), socket));
    return socket.heard.find(({ event }) => event === 'room:chat')!.payload;
  }
  const toldChanges = ({ tenantId, sessionId }: TicketClaims): ChatChange[] =>
    bed.told
      .filter(({ event, room: name }) => event === 'room:tick' && name === sessionRoom(tenantId, sessionId))
      .flatMap(({ payload }) => payload.changes ?? []);

  it('C-09 a message that is taken out goes from the room, the history and the pins, and stays on record', async () => {
    const { guest, host, tenantId } = await room();
    const [kept, bad] = [await send(guest(), 'fine'), await send(guest('Rude N.'), 'rude words')];
    await ask(host, 'room:pin-message', { messageId: bad.id, pinned: true });
    await ask(host, 'room:remove-message', { messageId: bad.id });
    await ask(host, 'room:remove-message', { messageId: bad.id }, other);

    const gone = { id: bad.id, sequence: 2, authorName: '', text: '', removed: true, revision: 2 };
    expect(toldChanges(host)).toMatchObject([
      { revision: 1, setup: { pinned: [{ id: bad.id, text: 'rude words' }] } },
      { revision: 2, message: gone, setup: { pinned: [] } },
    ]);
    expect(await history(guest())).toMatchObject([kept, gone]);
    expect(await enter(guest())).toMatchObject({ revision: 2, setup: { pinned: [] } });
    const everywhere = JSON.stringify([await history(guest()), await changes(guest(), 0), toldChanges(host)[1]]);
    expect(everywhere).not.toMatch(/rude|Rude/u);
    const stored = await bed.in(tenantId, async () => ChatMessageModel.findOne({ _id: bad.id }).lean());
    expect(stored).toMatchObject({ text: 'rude words', removedBy: host.identity, removedAt: bed.clock.now() });
  });

  it('C-06 whoever was away asks for what changed, each change once and none missing, over two processes', async () => {
    const { guest, host } = await room();
    const [writer, reader] = [guest(), guest()];
    const sent: ChatMessage[] = [];
    for (let n = 0; n < 4; n += 1) sent.push(await send(n % 2 === 0 ? writer : reader, `m${n}`));
    await ask(host, 'room:remove-message', { messageId: sent[0]!.id });
    const { revision } = await enter(reader);
    await Promise.all([
      ask(host, 'room:remove-message', { messageId: sent[1]!.id }),
      ask(host, 'room:pin-message', { messageId: sent[2]!.id, pinned: true }, other),
      ask(host, 'room:remove-message', { messageId: sent[3]!.id }, other),
    ]);
    const missed = await changes(reader, revision);
    expect(missed).toMatchObject({ revision: 4, hasMore: false });
    const messages = missed.changes.flatMap(({ message }) => message ?? []);
    expect(messages.map(({ sequence }) => sequence).sort()).toEqual([2, 4]);
    expect(missed.changes.at(-1)?.setup?.pinned.map(({ id }) => id)).toEqual([sent[2]!.id]);
    expect(
      toldChanges(host)
        .map(({ revision: told }) => told)
        .sort(),
    ).toEqual([1, 2, 3, 4]);
    expect(await changes(reader, 4)).toMatchObject({ changes: [{ revision: 4 }], revision: 4 });
  });

  it('reads changes along one index', async () => {
    const { tenantId, sessionId } = await room();
    await bed.in(tenantId, async () => {
      const row = { sessionId, identity: 'x', authorName: 'A', fromHost: false, text: 't', sentAt: bed.clock.now() };
      const rows = Array.from({ length: 60 }, (_, n) => ({
        ...row,
        _id: newId('msg'),
        sequence: n + 1,
        clientId: `${n}`,
        ...(n % 3 === 0 && { revision: n / 3 + 1, removedAt: bed.clock.now() }),
      }));
      await ChatMessageModel.insertMany(rows);
      const found = ChatMessageModel.find({ sessionId, revision: { $gt: 10 } }).sort({ revision: 1 });
      expect(((await found.explain('executionStats')) as any).executionStats).toMatchObject({
        nReturned: 10,
        totalDocsExamined: 10,
      });
    });
  });

  it('C-09 three messages are pinned at most, told to whoever comes later, the newest first', async () => {
    const { guest, host } = await room();
    const sent: ChatMessage[] = [];
    for (let n = 0; n < 4; n += 1) sent.push(await send(host, `p${n}`));
    const pin = (index: number, pinned = true, module = bed.chat) =>
      ask(host, 'room:pin-message', { messageId: sent[index]!.id, pinned }, module);
    await pin(0);
    await Promise.allSettled([pin(1), pin(2, true, other), pin(3)]);
    const { setup } = await enter(guest());
    expect(setup.pinned).toHaveLength(3);
    const left = sent.findIndex(({ id }) => setup.pinned.every((pinned) => pinned.id !== id));
    await expect(pin(left)).rejects.toMatchObject({ code: 'pins-full' });
    await pin(0, false);
    await pin(left);
    const { setup: now } = await enter(guest());
    expect(now.pinned[0]).toEqual(sent[left]);
    expect(now.pinned).toHaveLength(3);
  });

  it('C-09 somebody who is muted is told, reads on and cannot write, here and at other processes, until unmuted', async () => {
    const { guest, host, tenantId, sessionId } = await room();
    const loud = guest('Loud P.');
    const { id: messageId } = await send(loud, 'ME ME ME');
    const muted = await ask<MutedPerson>(host, 'room:mute-author', { messageId });
    expect(muted).toMatchObject({ id: loud.identity, name: 'Loud P.' });
    const told = () =>
      bed.told.filter(
        ({ event, room: name }) => event === 'room:standing' && name === personRoom(tenantId, sessionId, loud.identity),
      );
    expect(told().map(({ payload }) => payload.muted)).toEqual([true]);
    for (const module of [bed.chat, other])
      await expect(send(loud, 'again', module)).rejects.toMatchObject({ code: 'chat-muted' });
    expect((await enter(loud)).standing).toEqual({ mayModerate: false, muted: true, waitSeconds: 0 });
    expect(await history(loud)).toHaveLength(1);
    expect(await send(guest(), 'somebody else')).toMatchObject({ sequence: 2 });
    expect(await ask(host, 'room:list-muted', {}, other)).toEqual({ people: [muted] });

    await ask(host, 'room:unmute', { personId: loud.identity }, other);
    expect(told().at(-1)?.payload.muted).toBe(false);
    expect(await send(loud, 'thanks')).toMatchObject({ sequence: 3 });
    expect(await ask(host, 'room:list-muted', {})).toEqual({ people: [] });
    const { id: own } = await send(host, 'I am the host');
    await expect(ask(host, 'room:mute-author', { messageId: own })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('C-09 in slow mode an attendee writes once in so many seconds, also over two processes; a host at will', async () => {
    const { guest, host } = await room();
    await ask(host, 'room:set-up-chat', { slowSeconds: 30, links: 'allow', isHeld: false });
    const author = guest();
    const at = await Promise.allSettled([send(author, 'a'), send(author, 'b', other)]);
    expect(at.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    bed.clock.advance(12_000);
    await expect(send(author, 'too soon', other)).rejects.toMatchObject({ code: 'chat-slow', retryAfterSeconds: 18 });
    expect((await enter(author)).standing.waitSeconds).toBe(18);
    expect(await send(guest(), 'another')).toMatchObject({ sequence: 2 });
    await send(host, 'one');
    await send(host, 'two');
    bed.clock.advance(18_000);
    expect((await enter(author)).standing.waitSeconds).toBe(0);
    expect(await send(author, 'in time')).toMatchObject({ sequence: 5 });
    await ask(host, 'room:set-up-chat', { slowSeconds: 0, links: 'allow', isHeld: false }, other);
    expect(await send(author, 'at once')).toMatchObject({ sequence: 6 });
  });

  it('C-09 while links are off an attendee gets a sentence in the place of sending one', async () => {
    const { guest, host } = await room();
    expect(await send(guest(), 'https://example.org')).toMatchObject({ sequence: 1 });
    await ask(host, 'room:set-up-chat', { slowSeconds: 0, links: 'refuse', isHeld: false }, other);
    await expect(send(guest(), 'see example.org')).rejects.toMatchObject({ code: 'chat-links' });
    expect(await send(guest(), 'no link. really')).toMatchObject({ sequence: 2 });
    expect(await send(host, 'https://example.org')).toMatchObject({ sequence: 3 });
    expect((await enter(guest())).setup.links).toBe('refuse');
  });

  it('C-01 an attendee may do nothing of it, and messages of other rooms are not there', async () => {
    const { guest, host } = await room();
    const foreign = await room();
    const { id: messageId } = await send(guest(), 'x');
    const acts: [Ask, object][] = [
      ['room:remove-message', { messageId }],
      ['room:pin-message', { messageId, pinned: true }],
      ['room:mute-author', { messageId }],
      ['room:unmute', { personId: newId('per') }],
      ['room:list-muted', {}],
      ['room:set-up-chat', { slowSeconds: 5, links: 'refuse', isHeld: false }],
    ];
    for (const [event, payload] of acts)
      await expect(ask(guest(), event, payload)).rejects.toMatchObject({ code: 'forbidden' });
    const elsewhere: TicketClaims = { ...host, sessionId: await secondSession(host) };
    for (const claims of [foreign.host, elsewhere])
      for (const [event, payload] of acts.slice(0, 4))
        await expect(ask(claims, event, payload)).rejects.toMatchObject({ code: 'not-found' });
    expect(await enter(guest())).toMatchObject({
      revision: 0,
      setup: { slowSeconds: 0, links: 'allow', isHeld: false, pinned: [] },
    });
    expect(await bed.in(host.tenantId, async () => ChatMuteModel.countDocuments())).toBe(0);
  });

  function secondSession({ tenantId }: TicketClaims) {
    const plan = { title: 'U', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
    return bed.in(tenantId, async () => (await bed.sessions.service.create(plan)).id);
  }
});
