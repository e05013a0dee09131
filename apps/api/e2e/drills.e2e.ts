import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  routerRtpCapabilities,
  SIGNAL_PATH,
  signalNamespace,
  type Ack,
  type ChatMessage,
  type JoinAnswer,
  type SessionView,
  type TicketClaims,
} from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { startMongod, startRedis } from '@stageline/platform/embedded';
import { connectSocket, eventually, startStack, type Stack } from '@stageline/testing';
import type { Socket } from 'socket.io-client';
import { killable, type Killable } from './killable.ts';
import { logIn, must, type Person } from './person.ts';

const SITE = 'kevin-gardner';
const STORM = { people: 500, withinMs: 5_000 };

let stack: Stack;
let redis: Killable;
let mongod: Killable;
let owner: Person;
beforeAll(async () => {
  const dir = (name: string) => path.join(process.env['TEST_TMPDIR'] as string, `drills-${name}`);
  [mongod, redis] = await Promise.all([
    killable((port) => startMongod({ dir: dir('mongod'), ...port })),
    killable((port) => startRedis({ dir: dir('redis'), ...port })),
  ]);
  const env = { SFU_CONSUMERS_PER_WORKER: '2000' };
  stack = await startStack({ mongoUri: mongod.uri, redisUrl: redis.uri, env });
  const { email, password } = stack.login('Promoter', SITE);
  owner = await logIn(stack, SITE, email, password);
});

const connect = (namespace: string, ticket: string) =>
  connectSocket(`http://127.0.0.1:${stack.port}`, {
    host: new URL(stack.url(SITE)).host,
    namespace,
    ...(namespace === signalNamespace.name && { path: SIGNAL_PATH }),
    auth: { ticket },
  });

async function join(ticket: string): Promise<{ socket: Socket; answer: JoinAnswer }> {
  const socket = await connect(signalNamespace.name, ticket);
  return { socket, answer: await must(socket, 'peer:join', { rtpCapabilities: routerRtpCapabilities }) };
}

type Room = Pick<TicketClaims, 'tenantId' | 'sessionId'>;

/** A masterclass that is live, with a host whose microphone everybody else receives. */
async function goOnAir(title: string): Promise<Room & { host: Socket }> {
  const plan = { title, description: '', startsAt: new Date().toISOString(), durationMinutes: 60, timeZone: 'UTC' };
  const { id } = (await owner.call('POST', '/sessions', plan)).body as SessionView;
  expect((await owner.call('POST', `/sessions/${id}/go-live`)).status).toBe(200);
  const { mediaTicket } = (await owner.call('POST', `/sessions/${id}/tickets`)).body as { mediaTicket: string };
  const { socket: host, answer } = await join(mediaTicket);
  await must(host, 'producer:create', {
    transportId: answer.send!.id,
    kind: 'audio',
    source: 'microphone',
    rtpParameters: {
      mid: '0',
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: {} }],
      encodings: [{ ssrc: 1_234_567 }],
      rtcp: { cname: 'host' },
    },
  });
  const { tenantId, sessionId } = JSON.parse(Buffer.from(mediaTicket.split('.')[1]!, 'base64url').toString()) as Room;
  return { tenantId, sessionId, host };
}

const someoneIn = ({ tenantId, sessionId }: Room): TicketClaims =>
  ({ tenantId, sessionId, role: 'attendee', identity: newId('per'), displayName: 'Attendee' }) as TicketClaims;

/** Somebody of the audience as the client is: sends again what was not acknowledged, comes in again, and asks for what it missed. */
class Attendee {
  #claims!: TicketClaims;
  /** By number. */
  readonly read = new Map<number, ChatMessage>();
  media!: Socket;
  #room: Socket | undefined;

  async enter(room: Room): Promise<void> {
    this.#claims = someoneIn(room);
    await this.comeBack();
  }

  /** As who they were. */
  async comeBack(): Promise<void> {
    this.media = (await join(stack.ticket('media', this.#claims))).socket;
    await this.#chat();
  }

  async #chat(): Promise<Socket> {
    if (this.#room?.connected === true) return this.#room;
    const room = await connect('/room', stack.ticket('room', this.#claims));
    room.on('room:tick', ({ messages }: { messages: ChatMessage[] }) => this.#keep(messages));
    this.#room = room;
    await this.catchUp();
    return room;
  }

  #keep(messages: readonly ChatMessage[]): void {
    for (const message of messages) this.read.set(message.sequence, message);
  }

  /** Asks for everything after what was read without a gap. */
  async catchUp(): Promise<void> {
    let after = 0;
    while (this.read.has(after + 1)) after += 1;
    const { messages } = await must<{ messages: ChatMessage[] }>(await this.#chat(), 'room:history', { after });
    this.#keep(messages);
  }

  /** @returns the message once it is acknowledged */
  async say(text: string): Promise<ChatMessage> {
    const clientId = crypto.randomUUID();
    return eventually(
      async () => {
        const room = await this.#chat();
        const ack = (await room
          .timeout(2_000)
          .emitWithAck('room:send-message', { text, clientId })) as Ack<ChatMessage>;
        return ack.ok ? ack.data : undefined;
      },
      { what: `${text} to be acknowledged`, timeoutMs: 90_000 },
    );
  }
}

/** Resolves when the chat has that message. */
const isTold = (chat: Socket, text: string) =>
  new Promise<void>((resolve) => {
    chat.on('room:tick', ({ messages }: { messages: ChatMessage[] }) => {
      if (messages.some((message) => message.text === text)) resolve();
    });
  });

describe('a storm', () => {
  it('C-14 500 people come in within 5 s: each receives the host and reads the chat, and each is counted once', async () => {
    const room = await goOnAir('Storm');
    const pace = STORM.withinMs / STORM.people;
    const comeIn = async (claims: TicketClaims) => {
      const media = await join(stack.ticket('media', claims));
      return { media, chat: await connect('/room', stack.ticket('room', claims)) };
    };
    // Where a connection takes too long, whoever waits for it tries again, as the client does.
    const arrive = async (index: number) => {
      await delay(index * pace);
      const claims = someoneIn(room);
      return eventually(() => comeIn(claims), { what: 'somebody to be in', timeoutMs: 150_000 });
    };
    const crowd = await Promise.all(Array.from({ length: STORM.people }, (_, index) => arrive(index)));
    expect(crowd.filter(({ media }) => media.answer.consumers.length !== 1)).toEqual([]);
    const text = 'Can everybody hear me?';
    const told = Promise.all(crowd.map(({ chat }) => isTold(chat, text)));
    await eventually(async () => (await attendanceOf(room)).length === STORM.people, {
      what: 'everybody to be counted',
      timeoutMs: 60_000,
    });
    await must(crowd[0]!.chat, 'room:send-message', { text, clientId: crypto.randomUUID() });
    await told;
    for (const { media, chat } of crowd) {
      media.socket.disconnect();
      chat.disconnect();
    }
    const curve = () => owner.call('GET', `/sessions/${room.sessionId}/viewer-curve`);
    await eventually(async () => (await attendanceOf(room)).every(({ present }) => !present), {
      what: 'everybody to have left',
      timeoutMs: 60_000,
    });
    expect((await curve()).body).toMatchObject({ unique: STORM.people, peak: { viewers: STORM.people } });
  }, 300_000);
});

describe('a live masterclass whose stores go', () => {
  const attendees = Array.from({ length: 8 }, () => new Attendee());
  let room: Room;
  beforeAll(async () => {
    room = await goOnAir('Stores go');
    await Promise.all(attendees.map((attendee) => attendee.enter(room)));
  });
  const attendance = () => attendanceOf(room);

  const stores = { Redis: () => redis, MongoDB: () => mongod };
  it.each([
    ['Redis', 10],
    ['MongoDB', 20],
  ] as const)(
    'C-14 %s is killed and gone for %i s: nobody leaves the room, and each message that was acknowledged is there once',
    async (name, seconds) => {
      const store = stores[name]();
      const before = await attendees[0]!.say(`before ${name} went`);
      await store.kill();
      const since = Date.now();
      const said = attendees.map((attendee, index) => attendee.say(`${index} while ${name} was away`));
      await eventually(() => Date.now() - since >= seconds * 1000, {
        what: 'the outage to last',
        timeoutMs: 60_000,
      });
      await store.restart();
      const acknowledged = [before, ...(await Promise.all(said)), await attendees[1]!.say(`after ${name} came back`)];
      const numbers = acknowledged.map(({ sequence }) => sequence).toSorted((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
      for (const attendee of attendees) {
        await attendee.catchUp();
        const texts = [...attendee.read.values()].map(({ text }) => text).filter((text) => text.includes(name));
        expect(texts.toSorted()).toEqual(acknowledged.map(({ text }) => text).toSorted());
      }
      expect(attendees.map(({ media }) => media.connected)).toEqual(attendees.map(() => true));
      await eventually(async () => (await attendance()).filter(({ present }) => present).length === attendees.length, {
        what: 'everybody to be counted as there',
      });
    },
    240_000,
  );

  it('C-14 the api is killed: everybody comes back as who they were, and finds what was acknowledged', async () => {
    const before = await attendees[0]!.say('before the api went');
    const left = Promise.all(attendees.map(({ media }) => new Promise((gone) => media.once('disconnect', gone))));
    stack.api().kill('SIGKILL');
    await Promise.all([left, stack.api().exited]);
    await stack.startApi();
    await Promise.all(attendees.map((attendee) => attendee.comeBack()));
    const after = await attendees[1]!.say('after the api came back');
    expect(after.sequence).toBe(before.sequence + 1);
    for (const attendee of attendees) {
      await attendee.catchUp();
      expect(attendee.read.get(before.sequence)).toMatchObject({ text: before.text });
    }
    await eventually(async () => (await attendance()).filter(({ present }) => present).length === attendees.length, {
      what: 'everybody to be counted as there, once',
    });
  });

  it('C-14 the time for which the stores were away counts as attended', async () => {
    expect((await owner.call('POST', `/sessions/${room.sessionId}/end`)).status).toBe(200);
    const rows = await eventually(
      async () => {
        const items = await attendance();
        return items.some(({ present }) => present) ? undefined : items;
      },
      { what: 'everybody to have left' },
    );
    expect(rows.map(({ seconds }) => seconds >= 30)).toEqual(attendees.map(() => true));
  });
});

interface Attended {
  readonly seconds: number;
  readonly present: boolean;
}
const attendanceOf = async ({ sessionId }: Room) =>
  ((await owner.call('GET', `/sessions/${sessionId}/attendance`)).body as { items: Attended[] }).items;
