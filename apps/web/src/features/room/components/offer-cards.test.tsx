import { afterEach, expect, it } from '@jest/globals';
import { configureStore } from '@reduxjs/toolkit';
import type { RoomRole, ShownOffer } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Provider } from 'react-redux';
import { MemoryRouter, Route, Routes } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import { OfferStore } from '../lib/offer-store.ts';
import { roomActions, roomSlice } from '../slice.ts';
import { OfferCards } from './offer-cards.tsx';

afterEach(cleanup);

const NOW = '2031-05-01T18:00:00.000Z';
const offer = {
  ...{ id: 'ofr_talk', kind: 'offer', title: 'A talk', text: '', label: 'Book it', price: '', hasLink: true },
  ...{ sells: null, early: [], orders: null, callSlug: 'talk', showing: 1, shownAt: NOW, expiresAt: null },
} as unknown as ShownOffer;

/** What the offer's button is to somebody in a room. */
function shown(role: RoomRole, path: string, callSlug: string | null = 'talk'): string {
  const offers = new OfferStore({ mark: async () => undefined }, { awaitsOwn: false });
  offers.show(1, { now: NOW, offers: [{ ...offer, callSlug }] });
  if (role !== 'observer') offers.own({ pass: 'a-pass', dismissed: [] });
  const store = configureStore({ reducer: { room: roomSlice.reducer } });
  store.dispatch(roomActions.roleChanged(role));
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.capacity('talk'), { thisWeek: 3, nextWeek: 0, first: null });
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <Provider store={store}>
        <MemoryRouter initialEntries={[path]}>
          <Routes>
            <Route path="/join/:token" element={<OfferCards store={offers} />} />
            <Route path="*" element={<OfferCards store={offers} />} />
          </Routes>
        </MemoryRouter>
      </Provider>
    </QueryClientProvider>,
  );
  const button = screen.getByText('Book it');
  const kind = button.closest('a') !== null ? 'link' : button.closest('button') !== null ? 'button' : 'text';
  unmount();
  return kind;
}

it('E-01 a call is booked inside the room by whoever came by their link; others have the link, or nothing to press', () => {
  expect(shown('attendee', '/join/abc')).toBe('button');
  expect(shown('attendee', '/join/abc', null)).toBe('link');
  expect(shown('attendee', '/elsewhere')).toBe('link');
  expect(shown('host', '/join/abc')).toBe('link');
  expect(shown('cohost', '/elsewhere')).toBe('link');
  expect(shown('observer', '/join/abc')).toBe('text');
});
