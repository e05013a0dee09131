import { describe, expect, it } from '@jest/globals';
import type { Aside } from '@stageline/contracts';
import { AsideStore } from './aside-store.ts';

const aside = (number: number, more: Partial<Aside> = {}): Aside => ({
  id: `asi_${number}` as Aside['id'],
  number,
  person: { id: 'per_1' as Aside['person']['id'], name: 'Ana R.' },
  authorName: 'Ana R.',
  fromHost: false,
  text: `aside ${number}`,
  sentAt: '2026-01-01T10:00:00.000Z',
  ...more,
});

function room(stored: Aside[]) {
  const state = { refuses: false, asked: [] as number[], sentAs: [] as string[] };
  let made = 0;
  const send = async (clientId: string, sent: Aside) => {
    state.sentAs.push(clientId);
    if (state.refuses) throw new Error('no');
    return sent;
  };
  const store = new AsideStore(
    {
      tell: (_text, clientId) => send(clientId, aside(90)),
      answer: (_person, _text, clientId) => send(clientId, aside(91, { fromHost: true })),
      async list(after) {
        state.asked.push(after);
        if (state.refuses) throw new Error('no');
        const rest = stored.filter(({ number = 0 }) => number > after);
        return { asides: rest.slice(0, 2), hasMore: rest.length > 2 };
      },
    },
    () => `client ${(made += 1)}`,
  );
  return { store, state };
}
const numbers = (store: AsideStore) => store.getSnapshot().asides.map(({ number }) => number);

describe('asides', () => {
  it('C-09 are read page by page, and a gap is closed from where it begins', async () => {
    const stored = [1, 2, 3].map((number) => aside(number));
    const { store, state } = room(stored);
    await store.read();
    expect(numbers(store)).toEqual([1, 2, 3]);
    stored.push(aside(4), aside(5));
    store.receive(aside(5));
    await store.read();
    expect([numbers(store), state.asked]).toEqual([
      [1, 2, 3, 4, 5],
      [0, 2, 3],
    ]);
  });

  it('C-09 count what others wrote while nobody looks, and nothing that was there before', async () => {
    const { store } = room([aside(1)]);
    await store.read();
    expect(store.getUnseen()).toBe(0);
    store.receive(aside(2));
    store.receive(aside(2));
    store.receive(aside(3, { fromHost: true }));
    expect(store.getUnseen()).toBe(1);
    store.look(true);
    store.receive(aside(4));
    expect(store.getUnseen()).toBe(0);
  });

  it('say that they could not be read, and try again', async () => {
    const { store, state } = room([aside(1)]);
    state.refuses = true;
    await store.read();
    expect(store.getSnapshot().state).toBe('failed');
    state.refuses = false;
    await store.read();
    expect([store.getSnapshot().state, numbers(store)]).toEqual(['read', [1]]);
  });

  it('C-09 C-06 are sent again under the same id where they got no answer, to the same person alone', async () => {
    const { store, state } = room([]);
    state.refuses = true;
    await expect(store.answer('per_1', 'Yes')).rejects.toThrow();
    state.refuses = false;
    await store.answer('per_2', 'Yes');
    await store.answer('per_1', 'Yes');
    expect(state.sentAs).toEqual(['client 1', 'client 2', 'client 1']);
  });
});
