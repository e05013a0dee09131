import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { configureStore } from '@reduxjs/toolkit';
import type { RoomPerson, RoomRole } from '@stageline/contracts';
import { Provider } from 'react-redux';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { newsOf } from '../hooks/use-stage-news.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { roomActions, roomSlice } from '../slice.ts';
import { PersonRow } from './person-row.tsx';

let said: string[];
beforeEach(() => {
  said = [];
});
afterEach(cleanup);

const ana = (more: Partial<RoomPerson> = {}): RoomPerson => ({
  identity: 'per_ana',
  displayName: 'Ana R.',
  role: 'attendee',
  standing: 'audience',
  isHere: true,
  declined: false,
  ...more,
});

function show(person: RoomPerson, isHeard = false, role: RoomRole = 'host'): void {
  const store = configureStore({ reducer: { room: roomSlice.reducer } });
  const microphone = {
    id: 't',
    source: 'microphone',
    identity: 'per_ana',
    displayName: 'Ana R.',
    paused: !isHeard,
    starved: false,
  } as const;
  store.dispatch(roomActions.roleChanged(role));
  store.dispatch(roomActions.remoteTracksChanged([microphone]));
  const direct = async (direction: string, identity: string) => void said.push(`${direction} ${identity}`);
  render(
    <Provider store={store}>
      <PersonRow session={{ direct } as unknown as RoomSession} person={person} />
    </Provider>,
  );
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

it.each<[string, Partial<RoomPerson>, string, string]>([
  ['In the audience', {}, 'Invite to the stage: Ana R.', 'invite per_ana'],
  ['Said no for now', { declined: true }, 'Invite again: Ana R.', 'invite per_ana'],
  ['Waiting for an answer', { standing: 'invited' }, 'Take back: Ana R.', 'remove per_ana'],
  [
    'Asked behind the stage, not here yet',
    { standing: 'invited', isHere: false },
    'Take back: Ana R.',
    'remove per_ana',
  ],
  ['Moderator', { role: 'moderator' }, 'Invite to the stage: Ana R.', 'invite per_ana'],
  ['Moderator · On the stage', { role: 'moderator', standing: 'panelist' }, 'Take off: Ana R.', 'remove per_ana'],
  ['On the stage', { standing: 'panelist' }, 'Take off: Ana R.', 'remove per_ana'],
  [
    'Connection lost. The place is kept.',
    { standing: 'panelist', isHere: false },
    'Take off: Ana R.',
    'remove per_ana',
  ],
])('C-01 shows a host “%s” and what can be done about it', async (state, person, button, word) => {
  show(ana(person));
  screen.getByText(state);
  press(button);
  await screen.findByRole('button', { name: button });
  expect(said).toEqual([word]);
});

it('C-01 mutes somebody who is heard, and has nothing to mute otherwise', () => {
  show(ana({ standing: 'panelist' }), true);
  press('Mute Ana R.');
  expect(said).toEqual(['mute per_ana']);
  cleanup();
  show(ana({ standing: 'panelist' }));
  expect(screen.getByRole('button', { name: 'Ana R. is muted' }).hasAttribute('disabled')).toBe(true);
});

it('C-01 offers a moderator to mute, and nothing else', () => {
  show(ana(), false, 'moderator');
  expect(screen.queryAllByRole('button')).toEqual([]);
  cleanup();
  show(ana({ standing: 'panelist' }), true, 'moderator');
  expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual(['Mute Ana R.']);
});

it('offers nothing about another host', () => {
  show(ana({ role: 'cohost', standing: 'host' }));
  screen.getByText('Co-host');
  expect(screen.queryAllByRole('button')).toEqual([]);
});

it('says what happens to those who are invited or on the stage, and nothing of the rest', () => {
  const [invited, panelist] = [ana({ standing: 'invited' }), ana({ standing: 'panelist' })];
  const lost = ana({ standing: 'panelist', isHere: false });
  expect([
    newsOf(invited, panelist),
    newsOf(invited, ana({ declined: true })),
    newsOf(panelist, lost),
    newsOf(lost, panelist),
    newsOf(panelist, ana()),
    newsOf(panelist, panelist),
    newsOf(invited, ana()),
    newsOf(invited, undefined),
  ]).toEqual([
    'Ana R. is on the stage',
    'Ana R. would rather not come onto the stage now',
    'The connection of Ana R. is lost. The place on the stage is kept.',
    'Ana R. is back',
    'Ana R. is off the stage',
    null,
    null,
    null,
  ]);
});
