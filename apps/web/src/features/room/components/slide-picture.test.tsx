import { afterEach, expect, it } from '@jest/globals';
import { configureStore } from '@reduxjs/toolkit';
import { Provider } from 'react-redux';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { MaterialStore } from '../lib/material-store.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { roomSlice } from '../slice.ts';
import { useShownMaterial } from './slide-picture.tsx';

afterEach(cleanup);

function Shown({ session }: { session: RoomSession }) {
  return useShownMaterial(session);
}

it('C-04 a slide that did not come says so, and is asked for again', () => {
  const materials = new MaterialStore({} as never);
  materials.show(1, { slide: { fileId: 'mtl_one', page: 2, pages: 3, url: '/two.jpg' } as never, handouts: [] });
  const store = configureStore({ reducer: { room: roomSlice.reducer } });
  render(
    <Provider store={store}>
      <Shown session={{ materials } as unknown as RoomSession} />
    </Provider>,
  );
  const picture = () => screen.getByRole('img', { name: 'Slide 2 of 3', hidden: true });
  const first = picture();
  fireEvent.error(first);
  expect(screen.getByRole('alert').textContent).toContain('could not be loaded');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.queryByRole('alert')).toBeNull();
  // A picture of its own, so that the browser fetches it.
  expect(picture()).not.toBe(first);
});
