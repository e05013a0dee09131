import { afterEach, describe, expect, it } from '@jest/globals';
import type { Material, ShownSlide } from '@stageline/contracts';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { type MaterialPort, MaterialStore } from '../lib/material-store.ts';
import { DeckPanel } from './deck-panel.tsx';

afterEach(cleanup);

const deck = {
  ...{
    id: 'mtl_1',
    name: 'Slides.pdf',
    bytes: 1,
    pages: 4,
    state: 'ready',
    pagesReady: 4,
    isGiven: false,
    downloads: 0,
  },
  pageUrls: [1, 2, 3, 4].map((page) => `/page-${page}`),
} as unknown as Material;
const slideAt = (page: number) => ({ fileId: 'mtl_1', page, pages: 4, url: `/page-${page}` }) as unknown as ShownSlide;

describe('DeckPanel', () => {
  it('C-11 turns one slide for each press, also for those that come before the room has followed', async () => {
    const shown: number[] = [];
    const port = {
      list: async () => [deck],
      show: (slide: { page: number }) => {
        shown.push(slide.page);
        return new Promise<void>(() => undefined);
      },
    } as unknown as MaterialPort;
    const store = new MaterialStore(port);
    store.show(1, { slide: slideAt(1), handouts: [] });
    render(<DeckPanel store={store} />);
    const next = await screen.findByRole('button', { name: 'Next slide' });
    for (let press = 0; press < 5; press += 1) fireEvent.keyDown(next, { key: 'ArrowRight' });
    fireEvent.keyDown(next, { key: 'ArrowLeft' });
    expect(shown).toEqual([2, 3, 4, 3]);
  });
});
