import { randomUUID } from 'node:crypto';
import { text as readAll } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Aside, MembershipId, PersonId, TenantRole, TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { personRoom, teamRoom } from '../sessions/index.ts';
import { createChatAsidesRepository } from './chat.asides.repository.ts';
import { createChatExport } from './chat.export.service.ts';
import { createChatQuestionsRepository } from './chat.questions.repository.ts';
import { createChatRepository } from './chat.repository.ts';

describe('what is written to the hosts alone', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  async function room() {
    const { id: tenantId, team } = bed.tenant('Kevin');
    const plan = { title: 'T', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
    const { id: sessionId } = await bed.in(tenantId, () => bed.sessions.service.create(plan));
    const facts = { tenantId, sessionId };
    const guest = (displayName: string): TicketClaims => ({
      ...facts,
      role: 'attendee',
      identity: newId('per'),
      displayName,
    });
    const { id } = team[0]!;
    const owner = bed.actor(newId('mem'), 'owner');
    await bed.in(tenantId, () => bed.sessions.team.setRole(owner, sessionId, id, 'moderator'));
    const host: TicketClaims = { ...facts, role: 'moderator', identity: id, displayName: 'Kevin' };
    return { ...facts, ana: guest('Ana R.'), omar: guest('Omar H.'), host };
  }
  async function ask<T>(claims: TicketClaims, event: `room:${string}`, payload: object): Promise<T> {
    const { tenantId } = claims;
    const handler = bed.chat.sockets![0]!.handlers[event]!;
    const at = peer({ tenantId, ticket: claims });
    return bed.in(tenantId, () => handler(payload as never, at, fakeSocket())) as Promise<T>;
  }
  const tell = (claims: TicketClaims, text: string, clientId: string = randomUUID()) =>
    ask<Aside>(claims, 'room:tell-hosts', { text, clientId });
  const answer = (claims: TicketClaims, to: TicketClaims, text: string) =>
    ask<Aside>(claims, 'room:answer-aside', { personId: to.identity, text, clientId: randomUUID() });
  const list = async (claims: TicketClaims, after = 0) =>
    (await ask<{ asides: Aside[] }>(claims, 'room:asides', { after })).asides;
  const texts = async (claims: TicketClaims) => (await list(claims)).map(({ text }) => text);

  it('C-09 is read by the hosts and its author alone, live and later, and nobody learns how much others write', async () => {
    const { tenantId, sessionId, ana, omar, host } = await room();
    await tell(ana, 'my card does not work');
    await tell(omar, 'I have a question');
    await answer(host, ana, 'write to us');
    expect(await texts(ana)).toEqual(['my card does not work', 'write to us']);
    expect(await texts(omar)).toEqual(['I have a question']);
    expect((await list(host)).map(({ number, text }) => [number, text])).toEqual([
      [1, 'my card does not work'],
      [2, 'I have a question'],
      [3, 'write to us'],
    ]);
    expect((await list(host, 2)).map(({ number }) => number)).toEqual([3]);
    for (const aside of [...(await list(ana)), await tell(ana, 'thanks')]) expect(aside).not.toHaveProperty('number');

    const told = bed.told.filter(({ event }) => event === 'room:aside');
    const toPerson = (claims: TicketClaims) =>
      told
        .filter(({ room: to }) => to === personRoom(tenantId, sessionId, claims.identity))
        .map(({ payload }) => payload);
    expect(toPerson(omar).map(({ text }) => text)).toEqual(['I have a question']);
    expect(toPerson(ana).every((aside) => !('number' in aside))).toBe(true);
    const rooms = new Set([ana, omar].map(({ identity }) => personRoom(tenantId, sessionId, identity)));
    expect(told.filter(({ room: to }) => !rooms.has(to as never) && to !== teamRoom(tenantId, sessionId))).toEqual([]);
    const chat = await ask<{ messages: unknown[] }>(omar, 'room:history', { after: 0 });
    expect(chat.messages).toEqual([]);
  });

  it('C-09 a host writes first to somebody who is in the room, and to nobody who never was', async () => {
    const { tenantId, sessionId, omar, host } = await room();
    const form = { firstName: 'Lea', lastName: 'Rossi', email: 'lea@person.example' };
    await bed.join(tenantId, form);
    const of = { 'person.email': form.email };
    const found = await bed.in<{ personId: PersonId }>(tenantId, () => bed.model('Lead').findOne(of).lean());
    const { personId } = found;
    const lea = { ...omar, identity: personId, displayName: 'Lea R.' };
    for (const nobody of [omar, lea])
      await expect(answer(host, nobody, 'x')).rejects.toMatchObject({ code: 'not-found' });
    const at = bed.clock.now();
    const visit = { sessionId, identity: personId, role: 'attendee', nodeId: 'n', joinedAt: at, lastSeenAt: at };
    await bed.in(tenantId, () =>
      bed.model('Attendance').create({ ...visit, _id: newId('att'), connectionId: newId('att'), leftAt: null }),
    );
    await answer(host, lea, 'May I help you?');
    expect(await texts(lea)).toEqual(['May I help you?']);
    expect((await list(host)).map(({ person }) => person)).toEqual([{ id: personId, name: 'Lea R.' }]);
  });

  it('C-09 puts only those who moderate into the room of the team', async () => {
    const { tenantId, sessionId, ana, host } = await room();
    const enter = async (claims: TicketClaims) => {
      const socket = fakeSocket();
      await bed.in(tenantId, () => bed.chat.sockets![0]!.onConnect!(peer({ tenantId, ticket: claims }), socket));
      return socket.joined.includes(teamRoom(tenantId, sessionId));
    };
    expect([await enter(ana), await enter(host)]).toEqual([false, true]);
    await expect(enter({ ...host, identity: newId('mem') })).rejects.toMatchObject({ code: 'invalid-ticket' });
  });

  it('C-09 is in the file of those who moderate, marked as private, and in nobody else’s', async () => {
    const { tenantId, sessionId, ana, host } = await room();
    await tell(ana, '=my card');
    await answer(host, ana, 'write to us');
    const exports = createChatExport({
      ...bed.chatDeps,
      repository: createChatRepository(),
      questions: createChatQuestionsRepository(),
      asides: createChatAsidesRepository(),
    });
    const privateLines = async (membershipId: MembershipId, role: TenantRole) => {
      const { content } = await bed.in(tenantId, () => exports.csv(bed.actor(membershipId, role), sessionId, false));
      const lines = (await readAll(content as never)).split('\r\n');
      return lines.filter((line) => line.startsWith('private,')).map((line) => line.split(',').slice(3).join(','));
    };
    const both = [`Ana R.,attendee,'=my card,,,private,Ana R.`, 'Kevin,team,write to us,,,private,Ana R.'];
    expect(await privateLines(newId('mem'), 'owner')).toEqual(both);
    expect(await privateLines(host.identity as MembershipId, 'reviewer')).toEqual(both);
    expect(await privateLines(newId('mem'), 'reviewer')).toEqual([]);
  });

  it('C-09 stores the same once, and refuses who may not', async () => {
    const { ana, omar, host } = await room();
    const clientId = randomUUID();
    const both = await Promise.all([tell(ana, 'once', clientId), tell(ana, 'once', clientId)]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect(await texts(ana)).toEqual(['once']);
    await expect(tell(host, 'x')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(answer(omar, ana, 'x')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(answer(host, omar, 'x')).rejects.toMatchObject({ code: 'not-found' });
    const { id: messageId } = await ask<{ id: string }>(ana, 'room:send-message', {
      text: 'y',
      clientId: randomUUID(),
    });
    await ask(host, 'room:mute-author', { messageId });
    await expect(tell(ana, 'still here')).rejects.toMatchObject({ code: 'chat-muted' });
  });
});
