import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FIRST_LAYOUT, type ChatMessage, type TicketClaims } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { fakeSocket, peer } from '../../testing/fake-socket.ts';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { mergeTicks, personRoom, sessionRoom } from '../sessions/index.ts';
import { ChatMessageModel } from './chat.model.ts';
import { createChatModule } from './index.ts';

describe('chat', () => {
  let bed: FeatureBed;
  beforeAll(async () => {
    bed = await createFeatureBed();
  });
  afterAll(() => bed.close());

  const handlers = (module = bed.chat) => module.sockets![0]!;
  async function room() {
    const { id: tenantId } = bed.tenant();
    const plan = { title: 'T', description: '', startsAt: bed.clock.now(), durationMinutes: 60, timeZone: 'UTC' };
    const { id: sessionId } = await bed.in(tenantId, () => bed.sessions.service.create(plan));
    const guest = (): TicketClaims => ({
      tenantId,
      sessionId,
      role: 'attendee',
      identity: newId('per'),
      displayName: 'John S.',
    });
    return { tenantId, sessionId, guest };
  }
  const send = (claims: TicketClaims, text: string, clientId = randomUUID(), module = bed.chat) =>
    bed.in(claims.tenantId, () =>
      handlers(module).handlers['room:send-message']!(
        { text, clientId } as never,
        peer({ tenantId: claims.tenantId, ticket: claims }),
        fakeSocket(),
      ),
    ) as unknown as Promise<ChatMessage>;
  const history = (claims: TicketClaims, after = 0) =>
    bed.in(claims.tenantId, () =>
      handlers().handlers['room:history']!(
        { after } as never,
        peer({ tenantId: claims.tenantId, ticket: claims }),
        fakeSocket(),
      ),
    ) as unknown as Promise<{ messages: ChatMessage[]; hasMore: boolean }>;

  it('C-09 numbers the messages of a room without a gap and tells them to that room', async () => {
    const { tenantId, sessionId, guest } = await room();
    const sent = await Promise.all(Array.from({ length: 12 }, (_, n) => send(guest(), `m${n}`)));
    expect(sent.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 1),
    );
    const { messages, hasMore } = await history(guest());
    expect(messages.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    expect(hasMore).toBe(false);
    const told = bed.told.filter(
      ({ event, room: name }) => event === 'room:tick' && name === sessionRoom(tenantId, sessionId),
    );
    expect(told.flatMap(({ payload }) => payload.messages)).toEqual(messages);
    expect(messages[0]).toMatchObject({
      authorName: 'John S.',
      fromHost: false,
      sentAt: bed.clock.now().toISOString(),
    });
    expect((await history(guest(), 10)).messages.map(({ sequence }) => sequence)).toEqual([11, 12]);
  });

  it('P14 two processes number one room together', async () => {
    const { guest } = await room();
    const other = createChatModule({ ...bed.chatDeps });
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => send(guest(), `m${n}`, randomUUID(), n % 2 === 0 ? bed.chat : other)),
    );
    const { messages } = await history(guest());
    expect(messages.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  });

  it('C-06 a message that is sent again is stored and told once, and answers the same', async () => {
    const { tenantId, sessionId, guest } = await room();
    const author = guest();
    const clientId = randomUUID();
    const answers = [
      ...(await Promise.all([send(author, 'once', clientId), send(author, 'once', clientId)])),
      await send(author, 'once', clientId),
    ];
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await history(author)).messages).toHaveLength(1);
    const told = bed.told.filter(
      ({ event, room: name }) => event === 'room:tick' && name === sessionRoom(tenantId, sessionId),
    );
    expect(told).toHaveLength(1);
    const stranger = await send(guest(), 'mine', clientId);
    expect(stranger).toMatchObject({ text: 'mine', sequence: 2 });
  });

  it('lets one person send 5 messages in 5 seconds, whatever their number of tabs', async () => {
    const { guest } = await room();
    const author = guest();
    for (let n = 0; n < 5; n += 1) await send(author, `m${n}`);
    await expect(send(author, 'sixth')).rejects.toMatchObject({
      code: 'too-many-requests',
      retryAfterSeconds: expect.any(Number),
    });
    expect(await send(guest(), 'somebody else')).toMatchObject({ sequence: 6 });
  });

  it('is open before and during the session and closed after it; what was said can be read', async () => {
    const { tenantId, sessionId, guest } = await room();
    await send(guest(), 'before');
    await bed.in(tenantId, () => bed.sessions.service.goLive(sessionId));
    await send({ ...guest(), role: 'host', identity: newId('mem') }, 'during');
    await bed.in(tenantId, () => bed.sessions.service.end(sessionId));
    await expect(send(guest(), 'after')).rejects.toMatchObject({ code: 'illegal-transition' });
    expect((await history(guest())).messages.map(({ text, fromHost }) => [text, fromHost])).toEqual([
      ['before', false],
      ['during', true],
    ]);
  });

  it('puts a socket into its room and tells it where things stand', async () => {
    const { tenantId, sessionId, guest } = await room();
    await send(guest(), 'hello');
    const socket = fakeSocket();
    const claims = guest();
    await bed.in(tenantId, () => handlers().onConnect!(peer({ tenantId, ticket: claims }), socket));
    expect(socket.joined).toEqual([sessionRoom(tenantId, sessionId), personRoom(tenantId, sessionId, claims.identity)]);
    expect(socket.heard).toEqual([
      {
        event: 'room:chat',
        payload: {
          revision: 0,
          setup: { slowSeconds: 0, links: 'allow', isHeld: false, pinned: [] },
          openQuestions: 0,
          offers: { now: bed.clock.now().toISOString(), offers: [] },
          polls: { runs: [] },
          materials: { slide: null, handouts: [] },
          standing: { mayModerate: false, muted: false, waitSeconds: 0 },
        },
      },
      {
        event: 'room:state',
        payload: { status: 'scheduled', viewers: 0, lastSequence: 1, layout: FIRST_LAYOUT, recording: null },
      },
    ]);
  });

  it('A-05 refuses a socket without a ticket, and a ticket of another tenant', async () => {
    const [a, b] = [await room(), await room()];
    const binding = handlers();
    await expect(binding.onConnect!(peer({ tenantId: a.tenantId }), fakeSocket())).rejects.toMatchObject({
      code: 'invalid-ticket',
    });
    const foreign = peer({ tenantId: a.tenantId, ticket: b.guest() });
    await expect(bed.in(a.tenantId, () => binding.onConnect!(foreign, fakeSocket()))).rejects.toMatchObject({
      code: 'invalid-ticket',
    });
    const crossed = { ...b.guest(), tenantId: a.tenantId };
    await expect(send(crossed, 'x')).rejects.toMatchObject({ code: 'not-found' });
    expect((await history(crossed)).messages).toEqual([]);
  });

  it('C-05 answers the history in pages of 200', async () => {
    const { tenantId, sessionId, guest } = await room();
    await bed.in(tenantId, async () =>
      ChatMessageModel.insertMany(
        Array.from({ length: 201 }, (_, n) => ({
          _id: newId('msg'),
          sessionId,
          sequence: n + 1,
          identity: 'x',
          clientId: `${n}`,
          authorName: 'A',
          fromHost: false,
          text: 't',
          sentAt: bed.clock.now(),
        })),
      ),
    );
    expect(await history(guest())).toMatchObject({ hasMore: true, messages: { length: 200 } });
    expect(await history(guest(), 1)).toMatchObject({ hasMore: false, messages: { length: 200 } });
    const explained = await bed.in(tenantId, async () =>
      ChatMessageModel.find({ sessionId, sequence: { $gt: 100 } })
        .sort({ sequence: 1 })
        .limit(20)
        .explain('executionStats'),
    );
    expect((explained as any).executionStats).toMatchObject({ nReturned: 20, totalDocsExamined: 20 });
  });

  it('merges the ticks of a room: messages in their order, the newer count', () => {
    const message = (sequence: number) => ({ sequence }) as ChatMessage;
    expect(mergeTicks({ messages: [message(2)], viewers: 3 }, { messages: [message(1)] })).toEqual({
      messages: [message(1), message(2)],
      viewers: 3,
    });
    expect(mergeTicks({ messages: [], viewers: 3 }, { messages: [], viewers: 4 })).toEqual({
      messages: [],
      viewers: 4,
    });
    expect(mergeTicks({ messages: [] }, { messages: [message(1)] })).toEqual({ messages: [message(1)] });
    const changes = (...revisions: number[]) => revisions.map((revision) => ({ revision }));
    expect(
      mergeTicks({ messages: [], changes: changes(3) }, { messages: [message(1)], viewers: 2, changes: changes(2, 4) }),
    ).toEqual({ messages: [message(1)], changes: changes(2, 3, 4), viewers: 2 });
  });
});
