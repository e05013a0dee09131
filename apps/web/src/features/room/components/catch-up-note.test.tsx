import { configureStore } from '@reduxjs/toolkit';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { CatchUp } from '@stageline/contracts';
import { Provider } from 'react-redux';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { roomActions, roomSlice } from '../slice.ts';
import { CatchUpNote } from './catch-up-note.tsx';

afterEach(cleanup);

const held = <T,>(value: T) => ({ subscribe: () => () => undefined, getSnapshot: () => value, getSetup: () => value });

function show(catchUp: CatchUp | null, { offers = [], runs = [] }: { offers?: object[]; runs?: object[] } = {}) {
  let asked = 0;
  const session = {
    catchUp: async () => {
      asked += 1;
      return catchUp;
    },
    offers: held({ offers }),
    polls: held({ runs }),
    chat: held({ pinned: [{ text: 'Bring a pen' }] }),
  } as unknown as RoomSession;
  const store = configureStore({ reducer: { room: roomSlice.reducer } });
  store.dispatch(roomActions.connectionChanged('open'));
  render(
    <Provider store={store}>
      <CatchUpNote session={session} />
    </Provider>,
  );
  return () => asked;
}
const facts = (): CatchUp => ({
  liveSince: new Date(Date.now() - 23 * 60_000).toISOString(),
  questions: { answered: 2, last: ['How long?', 'Is there homework?'] },
  said: [{ at: '2026-05-04T18:04:10.000Z', offsetMs: 250_000, speaker: 'Kevin', text: 'Write down three names' }],
  offers: 2,
  polls: 1,
});

describe('what somebody missed', () => {
  it('C-05 is told whoever comes late, of what holds now and what was before, and is put away with one key', async () => {
    const asked = show(facts(), { offers: [{ title: 'The course', text: '' }] });
    const note = await screen.findByRole('region', { name: 'What happened so far' });
    for (const said of [
      'On the screen now: The course',
      '1 poll so far',
      'Pinned: Bring a pen',
      '4:10Kevin: “Write down three names”',
      '2 questions were answered · How long? · Is there homework?',
    ])
      expect(note.textContent).toContain(said);
    fireEvent.keyDown(window, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('region')).toBeNull());
    expect(asked()).toBe(1);
  });

  it('C-05 says that there was no offer yet, and names the poll that is open', async () => {
    show({ ...facts(), offers: 0 }, { runs: [{ title: 'Where are you?', closedAt: null }] });
    const { textContent } = await screen.findByRole('region', { name: 'What happened so far' });
    expect(textContent).toContain('No offer so far');
    expect(textContent).toContain('Open poll: Where are you?');
    expect(textContent).not.toContain('so far1 poll');
  });

  it('C-05 is nothing for whoever was there', async () => {
    const asked = show(null);
    await waitFor(() => expect(asked()).toBe(1));
    expect(screen.queryByRole('region')).toBeNull();
  });
});
