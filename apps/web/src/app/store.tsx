import { configureStore } from '@reduxjs/toolkit';
import { useState } from 'react';
import { Provider } from 'react-redux';
import { Outlet } from 'react-router';
import { roomSlice } from '../features/room/slice.ts';

/** Holds the live session and its layout, nothing that the server owns. Tracks and sockets live in the media client. */
const createStore = () => configureStore({ reducer: { [roomSlice.name]: roomSlice.reducer } });

/** Room routes stand inside this one; it loads with them, so no other page pays for redux. */
export function Component() {
  const [store] = useState(createStore);
  return (
    <Provider store={store}>
      <Outlet />
    </Provider>
  );
}
