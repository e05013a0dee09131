import { describe, expect, it } from '@jest/globals';
import { type ChatChange, type ChatMessage, type ChatSetup, ProblemError } from '@stageline/contracts';
import { hasGap, visiblePending } from './chat-log.ts';
import { type ChatModerator, type ChatPort, ChatStore } from './chat-store.ts';
import { RoomProblem } from './room-problem.ts';

const message = (sequence: number, text = `text ${sequence}`, authorName = 'Ada'): ChatMessage => ({
  id: `msg_${sequence}` as ChatMessage['id'],
  sequence,
  authorName,
  fromHost: false,
  text,
  sentAt: '2026-01-01T10:00:00.000Z',
});

/** A server with a history, which stores one message per client id and can be cut off. */
function room(length: number) {
  const stored = Array.from({ length }, (_, index) => message(index + 1));
  const byClientId = new Map<string, ChatMessage>();
  const asked: number[] = [];
  const state = { online: true, refuses: false };
  const changes: ChatChange[] = [];
  const askedChanges: number[] = [];
  const port: ChatPort = {
    moderator: {} as ChatModerator,
    questions: {} as ChatPort['questions'],
    held: { list: async () => ({ held: [], revision: 0, hasMore: false }), decide: async () => undefined },
    asides: { list: async () => ({ asides: [], hasMore: false }) } as unknown as ChatPort['asides'],
    changes: (after) => {
      askedChanges.push(after);
      if (!state.online) return Promise.reject(new Error('silent'));
      const rest = changes.filter(({ revision }) => revision > after);
      const page = rest.slice(0, 2);
      const hasMore = rest.length > 2;
      return Promise.resolve({ changes: page, revision: page.at(-1)?.revision ?? after, hasMore });
    },
    send: (text, clientId) => {
      if (!state.online) return Promise.reject(new Error('silent'));
      if (state.refuses) return Promise.reject(new RoomProblem(new ProblemError('too-many-requests').toProblem()));
      const known = byClientId.get(clientId);
      if (known) return Promise.resolve(known);
      const next = message(stored.length + 1, text, 'Me');
      stored.push(next);
      byClientId.set(clientId, next);
      return Promise.resolve(next);
    },
    history: (after) => {
      asked.push(after);
      if (!state.online) return Promise.reject(new Error('silent'));
      const rest = stored.filter((entry) => entry.sequence > after);
      return Promise.resolve({ messages: rest.slice(0, 200), hasMore: rest.length > 200 });
    },
  };
  return { port, stored, asked, state, changes, askedChanges };
}
const sequences = (store: ChatStore) => store.getSnapshot().messages.map((entry) => entry.sequence);

describe('chat store', () => {
  it('C-05 loads only the end of a long chat and pages backwards', async () => {
    const { port, asked } = room(1000);
    const store = new ChatStore('Me', port);
    await store.announce(1000);
    expect(asked).toEqual([800]);
    expect(sequences(store)).toHaveLength(200);
    await store.loadOlder();
    expect(sequences(store)[0]).toBe(601);
    expect(new Set(sequences(store)).size).toBe(400);
  });

  it('C-06 has no gap and no duplicate after a reconnect', async () => {
    const { port, stored, state } = room(3);
    const store = new ChatStore('Me', port);
    await store.announce(3);
    state.online = false;
    stored.push(message(4), message(5));
    await store.receive([message(6)]);
    expect(hasGap(store.getSnapshot())).toBe(true);
    stored.push(message(6));
    state.online = true;
    await store.announce(6);
    expect(sequences(store)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('shows a message before the server answers and keeps it when the server is silent', async () => {
    const { port, state, stored } = room(0);
    let number = 0;
    const store = new ChatStore('Me', port, () => `client-${(number += 1)}`);
    await store.announce(0);
    state.online = false;
    const sending = store.send('hello');
    expect(visiblePending(store.getSnapshot())[0]).toMatchObject({ text: 'hello', status: 'sending' });
    await sending;
    expect(visiblePending(store.getSnapshot())[0]?.status).toBe('failed');
    state.online = true;
    await store.retry('client-1');
    expect(visiblePending(store.getSnapshot())).toHaveLength(0);
    expect(stored).toHaveLength(1);
    expect(sequences(store)).toEqual([1]);
  });

  it('sends by itself what got no answer while the line was broken, but not what was refused', async () => {
    const { port, state, stored } = room(0);
    let number = 0;
    const store = new ChatStore('Me', port, () => `client-${(number += 1)}`);
    await store.announce(0);
    state.online = false;
    await store.send('silence');
    state.online = true;
    state.refuses = true;
    await store.send('refused');
    state.refuses = false;
    await store.announce(0);
    expect(stored.map((entry) => entry.text)).toEqual(['silence']);
    expect(store.isOwn(1)).toBe(true);
    expect(visiblePending(store.getSnapshot())).toMatchObject([
      { text: 'refused', refusal: 'Too many requests. Please wait a moment.' },
    ]);
  });

  it('gives a failed message up when asked to', async () => {
    const { port, state } = room(0);
    const store = new ChatStore('Me', port, () => 'client');
    state.online = false;
    await store.send('hello');
    store.discard('client');
    expect(visiblePending(store.getSnapshot())).toHaveLength(0);
  });

  const gone = (sequence: number, revision: number): ChatChange => ({
    revision,
    message: { ...message(sequence, '', ''), removed: true, revision },
  });
  const setup = (slowSeconds = 0): ChatSetup => ({ slowSeconds, links: 'allow', isHeld: false, pinned: [] });
  const reader = { mayModerate: false, muted: false, waitSeconds: 0 };
  const removed = (store: ChatStore) =>
    store.getSnapshot().messages.flatMap((entry) => (entry.removed === true ? entry.sequence : []));

  it('C-06 what was taken out while somebody was away is out when they are back, asked for from where they were', async () => {
    const { port, state, changes, askedChanges } = room(6);
    const store = new ChatStore('Me', port);
    await store.enter({ revision: 0, setup: setup(), openQuestions: 0, standing: reader });
    await store.announce(6);
    await store.change([gone(1, 1)]);
    expect([removed(store), askedChanges]).toEqual([[1], []]);
    // Revisions 2 to 4 are lost, 5 arrives.
    changes.push(gone(1, 1), gone(2, 2), gone(3, 3), gone(4, 4), gone(5, 5), { revision: 6, setup: setup(30) });
    state.online = false;
    await store.change([gone(5, 5)]);
    state.online = true;
    await store.enter({ revision: 6, setup: setup(30), openQuestions: 0, standing: reader });
    expect(removed(store)).toEqual([1, 2, 3, 4, 5]);
    expect(askedChanges).toEqual([1, 1, 3, 5]);
    expect(store.getSetup().slowSeconds).toBe(30);
    await store.enter({ revision: 6, setup: setup(30), openQuestions: 0, standing: reader });
    expect(askedChanges).toHaveLength(4);
    expect(sequences(store)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('C-06 a history that was read before a message was taken out does not bring it back', async () => {
    const { port } = room(3);
    const store = new ChatStore('Me', port);
    await store.enter({ revision: 0, setup: setup(), openQuestions: 0, standing: reader });
    const reading = store.announce(3);
    await store.change([gone(2, 1)]);
    await reading;
    expect(removed(store)).toEqual([2]);
    // An older setup that arrives late does not replace the newer one.
    await store.change([
      { revision: 3, setup: setup(60) },
      { revision: 2, setup: setup(5) },
    ]);
    expect(store.getSetup().slowSeconds).toBe(60);
  });

  it('C-09 counts from the own message in slow mode, lets a refusal not count, and a moderator not wait', async () => {
    const { port, state } = room(0);
    const store = new ChatStore('Me', port);
    await store.enter({ revision: 0, setup: setup(30), openQuestions: 0, standing: reader });
    state.refuses = true;
    await store.send('refused');
    expect(store.getWaitUntil()).toBe(0);
    state.refuses = false;
    const sending = store.send('hello');
    expect(store.getWaitUntil()).toBeGreaterThan(Date.now() + 20_000);
    await sending;
    expect(store.getWaitUntil()).toBeGreaterThan(Date.now() + 20_000);
    await store.change([{ revision: 1, setup: setup(0) }]);
    expect(store.getWaitUntil()).toBe(0);
    store.stand({ ...reader, waitSeconds: 25 });
    expect(store.getWaitUntil()).toBeGreaterThan(Date.now() + 20_000);
    await store.enter({ revision: 1, setup: setup(30), openQuestions: 0, standing: { ...reader, mayModerate: true } });
    await store.send('as host');
    expect(store.getWaitUntil()).toBe(0);
  });
});
