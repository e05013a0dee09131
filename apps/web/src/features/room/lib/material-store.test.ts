import { expect, it } from '@jest/globals';
import type { MaterialBoard } from '@stageline/contracts';
import { MaterialStore } from './material-store.ts';

const board = (page: number): MaterialBoard => ({
  slide: { fileId: 'mtl_a' as never, page, pages: 9, url: `/${page}` },
  handouts: [],
});

it('C-05 the newest page stands, in whatever order they are told', () => {
  const store = new MaterialStore({
    list: async () => [],
    show: async () => undefined,
    give: async () => undefined,
  });
  store.show(3, board(3));
  store.receive([
    { revision: 5, materials: board(5) },
    { revision: 4, materials: board(4) },
  ]);
  expect(store.getSlide()?.page).toBe(5);
  // On coming back: what holds now, told with the revision that was reached.
  store.show(9, { slide: null, handouts: [] });
  expect(store.getSlide()).toBeNull();
});
