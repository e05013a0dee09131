import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { ProblemError, type ShownOffer } from '@stageline/contracts';
import { OfferStore } from './offer-store.ts';
import { RoomProblem } from './room-problem.ts';

const NOW = Date.parse('2026-01-01T10:00:00.000Z');
const iso = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const offer = (number: number, more: Partial<ShownOffer> = {}): ShownOffer => ({
  id: `ofr_${number}` as ShownOffer['id'],
  showing: 1,
  kind: 'offer',
  title: `Offer ${number}`,
  text: '',
  label: 'Open',
  hasLink: true,
  callSlug: null,
  price: '',
  sells: null,
  early: [],
  orders: null,
  shownAt: iso(0),
  expiresAt: null,
  ...more,
});

/** A room whose server can be silent; our clock is an hour behind its. */
function room() {
  const state = { online: true, refuses: false, clock: NOW - 3_600_000 };
  const asked: string[] = [];
  const mark = async (id: string, what: string) => {
    asked.push(`${id} ${what}`);
    if (!state.online) throw new Error('silent');
    if (state.refuses) throw new RoomProblem(new ProblemError('not-found').toProblem());
  };
  const store = new OfferStore({ mark }, { awaitsOwn: false, clock: () => state.clock });
  return { store, state, asked };
}
const ids = (store: OfferStore) => store.getSnapshot().offers.map(({ id }) => id);
const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

describe('offer store', () => {
  afterEach(() => void jest.useRealTimers());

  it('C-10 counts down by the clock of the server, and nothing brings back what is over', () => {
    jest.useFakeTimers();
    const { store, state } = room();
    const board = { now: iso(0), offers: [offer(1, { expiresAt: iso(60) }), offer(2, { kind: 'notification' })] };
    store.show(1, board);
    expect(store.leftMs(board.offers[0]!)).toBe(60_000);
    state.clock += 59_000;
    jest.advanceTimersByTime(59_000);
    expect(ids(store)).toEqual(['ofr_1', 'ofr_2']);
    state.clock += 1_001;
    jest.advanceTimersByTime(1_001);
    expect(ids(store)).toEqual(['ofr_2']);
    store.show(2, { ...board, now: iso(61) });
    expect(ids(store)).toEqual(['ofr_2']);
    store.close();
  });

  it('C-10 lets no older screen replace a newer one, in whatever order they come', () => {
    const { store } = room();
    store.receive([
      { revision: 5, offers: { now: iso(0), offers: [offer(2)] } },
      { revision: 4, offers: { now: iso(0), offers: [offer(1)] } },
      { revision: 6, openQuestions: 1 },
    ]);
    expect(ids(store)).toEqual(['ofr_2']);
    store.show(4, { now: iso(0), offers: [] });
    expect(ids(store)).toEqual(['ofr_2']);
    store.show(7, { now: iso(0), offers: [] });
    expect(ids(store)).toEqual([]);
  });

  it('C-10 what somebody put away stays away, also on another device', () => {
    const { store } = room();
    store.show(1, { now: iso(0), offers: [offer(1), offer(2)] });
    store.dismiss(offer(1));
    expect(ids(store)).toEqual(['ofr_2']);
    store.own({ pass: 'pass', dismissed: ['ofr_2'] });
    store.show(2, { now: iso(1), offers: [offer(1), offer(2), offer(3)] });
    expect([ids(store), store.getSnapshot().pass]).toEqual([['ofr_3'], 'pass']);
  });

  it('C-10 what was put away before the page was loaded anew never flashes', () => {
    const store = new OfferStore({ mark: async () => undefined }, { awaitsOwn: true, clock: () => NOW });
    store.show(1, { now: iso(0), offers: [offer(1), offer(2)] });
    expect(ids(store)).toEqual([]);
    store.own({ pass: 'pass', dismissed: ['ofr_2'] });
    expect(ids(store)).toEqual(['ofr_1']);
  });

  it('C-10 says what was seen and put away once, and again until there is an answer', async () => {
    const { store, state, asked } = room();
    state.online = false;
    store.seen(offer(1));
    store.seen(offer(1));
    store.dismiss(offer(1));
    await settled();
    expect(asked).toEqual(['ofr_1 shown', 'ofr_1 dismissed']);
    state.online = true;
    store.own({ pass: 'pass', dismissed: [] });
    await settled();
    store.own({ pass: 'pass', dismissed: [] });
    await settled();
    expect(asked.slice(2)).toEqual(['ofr_1 shown', 'ofr_1 dismissed']);
    state.refuses = true;
    store.seen(offer(2));
    await settled();
    store.own({ pass: 'pass', dismissed: [] });
    await settled();
    expect(asked.slice(4)).toEqual(['ofr_2 shown']);
    store.close();
  });
});
