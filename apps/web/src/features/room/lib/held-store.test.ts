import { expect, it } from '@jest/globals';
import type { HeldMessage } from '@stageline/contracts';
import { HeldStore } from './held-store.ts';

const held = (n: number, more: Partial<HeldMessage> = {}): HeldMessage => ({
  id: `hld_${n}` as HeldMessage['id'],
  kind: 'message',
  clientId: `c${n}`,
  authorName: 'Ada',
  text: `text ${n}`,
  reason: 'rule',
  state: 'waiting',
  heldAt: `2026-01-01T10:00:0${n}.000Z`,
  ...more,
});
const texts = (store: HeldStore) => store.getSnapshot().map(({ text, state }) => `${text} ${state}`);

/** A server that answers what was told, and more. */
function room(rows: HeldMessage[]) {
  const asked: number[] = [];
  let news = 0;
  const store = new HeldStore(
    {
      async list(after) {
        asked.push(after);
        const found = rows.filter(({ revision = 0 }) => revision > after);
        return { held: found, revision: Math.max(0, ...rows.map(({ revision = 0 }) => revision)), hasMore: false };
      },
      decide: async () => undefined,
    },
    () => (news += 1),
  );
  return { store, asked, news: () => news };
}

it('C-09 a moderator who missed one reads on, and what was decided is out of the list whatever comes later', async () => {
  const rows = [held(1, { revision: 1 })];
  const { store, asked, news } = room(rows);
  await store.read();
  rows.push(held(2, { revision: 2 }), held(3, { revision: 3 }));
  store.receive(rows[2]!);
  await store.read();
  expect(texts(store)).toEqual(['text 1 waiting', 'text 2 waiting', 'text 3 waiting']);
  expect(asked).toEqual([0, 1]);
  expect(news()).toBe(1);
  store.receive(held(1, { revision: 4, state: 'approved' }));
  store.receive(held(1, { revision: 1 }));
  store.receive(held(2, { revision: 5, state: 'declined' }));
  expect(texts(store)).toEqual(['text 3 waiting']);
  expect(asked).toEqual([0, 1]);
});

it('C-09 an author sees what waits and what was declined, until they have read that', () => {
  const { store, news } = room([]);
  store.receive(held(1));
  store.receive(held(2));
  store.receive(held(1, { state: 'declined' }));
  store.receive(held(2, { state: 'approved' }));
  expect(texts(store)).toEqual(['text 1 declined']);
  store.dismiss(store.getSnapshot()[0]!);
  expect(texts(store)).toEqual([]);
  expect(news()).toBe(0);
});
