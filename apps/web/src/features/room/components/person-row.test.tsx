import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { configureStore } from '@reduxjs/toolkit';
import type { CockpitViewer, RoomPerson, RoomRole } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Provider } from 'react-redux';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
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

function show(person: RoomPerson, isHeard = false, role: RoomRole = 'host', viewer?: CockpitViewer): void {
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
  const asides = { answer: async (personId: string, text: string) => void said.push(`write ${personId} ${text}`) };
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.pipelines(), { items: [], former: [] });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <Provider store={store}>
          <PersonRow session={{ direct, chat: { asides } } as unknown as RoomSession} person={person} viewer={viewer} />
        </Provider>
      </MemoryRouter>
    </QueryClientProvider>,
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

it('C-01 offers a moderator to mute and to write, and nothing else', () => {
  const offered = () => screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'));
  show(ana(), false, 'moderator');
  expect(offered()).toEqual(['Write to Ana R. alone']);
  cleanup();
  show(ana({ standing: 'panelist' }), true, 'moderator');
  expect(offered()).toEqual(['Write to Ana R. alone', 'Mute Ana R.']);
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

it('C-09 shows what the site knows of somebody, and writes to them alone', async () => {
  show(ana(), false, 'moderator', {
    personId: 'per_ana',
    leadId: 'led_ana',
    name: 'Ana Rodriguez',
    position: 1143,
    owner: 'Maria',
    pipelineId: 'default',
    stage: 'contacted',
    heat: { hotUntil: new Date(Date.now() + 3_600_000).toISOString(), why: ['attended', 'price-asked'] },
    pastSessions: 2,
    questions: { asked: 1, last: [{ id: 'q', text: 'How long?' }] },
  } as CockpitViewer);
  screen.getByText('No. 1,143 · Owner: Maria · 2 masterclasses before');
  screen.getByText('How long?');
  screen.getByText('Hot: attended, wrote about the price');
  expect(screen.getByRole('link', { name: /Open the lead: Ana Rodriguez$/ }).getAttribute('href')).toBe(
    '/dashboard/leads/led_ana',
  );
  press('Write to Ana R. alone');
  fireEvent.change(screen.getByLabelText('Your message'), { target: { value: ' May I help you? ' } });
  press('Send');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(said).toEqual(['write per_ana May I help you?']);
});
