import { afterEach, expect, it } from '@jest/globals';
import { configureStore } from '@reduxjs/toolkit';
import type { PollRunView, Question, RoomRole, ShownOffer } from '@stageline/contracts';
import { Provider } from 'react-redux';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { MaterialStore } from '../lib/material-store.ts';
import { OfferStore } from '../lib/offer-store.ts';
import { PollStore } from '../lib/poll-store.ts';
import { roomActions, roomSlice } from '../slice.ts';
import { HandoutStrip } from './handout-strip.tsx';
import { OfferCards } from './offer-cards.tsx';
import { PollCards } from './poll-cards.tsx';
import { QuestionCard } from './question-card.tsx';

afterEach(cleanup);

const NOW = '2031-05-01T18:00:00.000Z';
const offer = {
  id: 'ofr_course',
  kind: 'offer',
  sells: null,
  early: [],
  orders: null,
  title: 'Eight weeks',
  text: '',
  price: '490 €',
  label: 'See the course',
  hasLink: true,
  callSlug: null,
  showing: 1,
  shownAt: NOW,
  expiresAt: null,
} as unknown as ShownOffer;
const run = {
  id: 'pru_one',
  title: 'How far?',
  closedAt: null,
  changeable: true,
  tally: null,
  questions: [{ kind: 'single', text: 'How far are you?', choices: ['Begun', 'Done'] }],
} as unknown as PollRunView;
const question = { id: 'qst_one', text: 'And then?', authorName: 'Ana R.', votes: 3, answered: null, answer: '' };

/** What is on the screen of somebody in a room, and what their page says to it. */
function show(role: RoomRole): string[] {
  const said: string[] = [];
  const offers = new OfferStore({ mark: async (id, mark) => void said.push(`${mark} ${id}`) }, { awaitsOwn: false });
  const polls = new PollStore({ answer: async (id) => void said.push(`answer ${id}`) });
  const materials = new MaterialStore({} as never);
  offers.show(1, { now: NOW, offers: [offer] });
  polls.show(1, { runs: [run] });
  materials.show(1, { slide: null, handouts: [{ id: 'mat_one', name: 'Workbook.pdf', bytes: 1200 } as never] });
  if (role !== 'observer') {
    offers.own({ pass: 'a-pass', dismissed: [] });
    materials.own('a-pass');
  }
  const store = configureStore({ reducer: { room: roomSlice.reducer } });
  store.dispatch(roomActions.roleChanged(role));
  render(
    <Provider store={store}>
      <HandoutStrip store={materials} />
      <OfferCards store={offers} />
      <PollCards store={polls} />
      <QuestionCard
        question={question as unknown as Question}
        hasVoted={false}
        mayModerate={false}
        onVote={() => void said.push('vote')}
        onAnswer={() => undefined}
        onAnswerInText={() => undefined}
        onRemove={() => undefined}
      />
    </Provider>,
  );
  return said;
}

it('C-01 an observer sees offers, polls, handouts and votes as the audience does, without what would be refused', () => {
  const said = show('observer');
  for (const words of ['Eight weeks', 'See the course', 'How far are you?', 'Begun', 'Workbook.pdf', 'And then?'])
    screen.getByText(words);
  expect(screen.getByText('3 votes')).toBeTruthy();
  for (const role of ['link', 'radio', 'checkbox', 'textbox']) expect(screen.queryAllByRole(role)).toEqual([]);
  // What is put away here is put away on this page alone.
  expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
    'Put away: How far?',
  ]);
  expect(said).toEqual([]);
});

it('C-10 C-11 the audience has a way to each of them, and what was on its screen is said', () => {
  const said = show('attendee');
  expect(screen.getAllByRole('link')).toHaveLength(2);
  expect(screen.getAllByRole('radio')).toHaveLength(2);
  fireEvent.click(screen.getByRole('button', { name: /Vote for: And then/ }));
  expect(said).toEqual(['shown ofr_course', 'vote']);
});
