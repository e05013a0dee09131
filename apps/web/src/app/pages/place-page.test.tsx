/** @jest-environment node */
import { expect, it } from '@jest/globals';
import {
  defaultBlocks,
  type PayingStanding,
  type PlaceSeat,
  type PlaceView,
  type SessionId,
  type SiteView,
} from '@stageline/contracts';
import { renderToStaticMarkup } from 'react-dom/server';
import { publicPageState } from './page-state.ts';
import { PlacePage, type PlaceInput } from './place-page.tsx';

const now = '2026-01-10T12:00:00.000Z';
const site: SiteView = {
  slug: 'ana',
  theme: { primaryColor: '#a21caf', secondaryColor: '#0d9488', typePairing: 'editorial' },
  profile: {
    siteName: 'Ana',
    promoterName: 'Ana',
    headline: 'Speak',
    welcomeMessage: '',
    benefits: [],
    contactEmail: 'ana@example.com',
    socialLinks: {},
  },
  logoUrl: null,
  plainLogoUrl: null,
  iconUrl: null,
  background: null,
  videos: [],
  blocks: defaultBlocks(),
  styleUrl: null,
  disclaimers: [],
  settings: { enableEmailNotifications: true, enableLeaderboard: true, showRealTimeCounts: true },
  line: {
    displayLimit: 20,
    animationSpeed: 'medium',
    showTimestamps: true,
    highlightNewMembers: true,
    memberDisplayFormat: 'firstNameLastInitial',
  },
  nextSession: null,
};

function seat(session: Partial<PlaceSeat['session']> = {}, more: Partial<PlaceSeat> = {}): PlaceSeat {
  const first: PlaceSeat['session'] = {
    id: 'ses_00000000000000000000000001' as SessionId,
    title: 'The clear talk',
    description: '',
    startsAt: '2026-01-10T19:00:00.000Z',
    endsAt: '2026-01-10T20:00:00.000Z',
    timeZone: 'Asia/Kolkata',
    status: 'scheduled',
    phase: 'countdown',
    registration: 'open',
    hostName: '',
    capacity: null,
    seatsLeft: null,
    mode: 'free',
    price: null,
    deposit: null,
    lobbyOpensAt: '2026-01-10T18:30:00.000Z',
    rescheduledFrom: null,
    revision: 0,
    cancelReason: null,
    ...session,
  };
  return { session: first, state: 'held', waitingPosition: null, payment: null, ...more };
}

function inputOf(...seats: PlaceSeat[]): PlaceInput {
  const place: PlaceView = {
    state: 'waiting',
    firstName: 'Ben',
    displayName: 'Ben',
    position: null,
    joinedAfterYou: null,
    joinedAt: null,
    rank: null,
    attended: null,
    inviteUrl: null,
    invited: { count: 0, newest: [] },
    seats,
    hasOrdered: false,
  };
  const line = { entries: [], total: 0, cursor: 0, revision: 0, changes: [], truncated: false };
  return { kind: 'place', site, line, place, token: 'a-token' };
}
const shown = (...seats: PlaceSeat[]): string =>
  renderToStaticMarkup(<PlacePage input={inputOf(...seats)} now={now} />);
const timesOf = (html: string): number => html.split('data-island="viewer-time"').length - 1;

it('B-03 says that it is on air, with the way in, and offers no calendar for it any more', () => {
  expect(shown(seat())).toContain('Google Calendar');
  const html = shown(seat({ phase: 'live', status: 'live' }));
  expect(html).toContain('It is on air now.');
  expect(html).toContain('href="/join/a-token"');
  expect(html).not.toContain('Google Calendar');
});
it('B-03 says that the lobby is open', () => {
  expect(shown(seat())).not.toContain('The lobby is open.');
  expect(shown(seat({ phase: 'lobby' }))).toContain('The lobby is open.');
});
it('leads nobody into the room who waits for a seat, or has not paid for theirs', () => {
  const live = { phase: 'live', status: 'live' } as const;
  const payment: PlaceSeat['payment'] = {
    ...{ state: 'due', amount: 9900, currency: 'EUR', holdUntil: null, payPath: '/pay/inv', parts: null, code: null },
    mayUseCode: false,
  };
  for (const html of [shown(seat(live, { state: 'waiting', waitingPosition: 2 })), shown(seat(live, { payment }))]) {
    expect(html).toContain('It is on air now.');
    expect(html).not.toContain('href="/join/a-token"');
  }
});
it('B-03 says when it was before it was moved', () => {
  expect(shown(seat())).not.toContain('new time');
  const html = shown(seat({ rescheduledFrom: '2026-01-09T19:30:00.000Z' }));
  expect(html.replaceAll('\u202F', ' ')).toContain(
    'This is a new time. Before: Saturday, January 10, 1:00 AM, India Standard Time',
  );
});
it('D-14 says to whoever comes back from paying what became of it, and leads on only where something is to be paid', () => {
  const of = { number: 'INV-0007', currency: 'EUR', amount: 4900, due: 0, payPath: null, again: '?paid=inv' } as const;
  const back = (paying: Partial<PayingStanding>): string =>
    renderToStaticMarkup(
      <PlacePage input={{ ...inputOf(seat()), paying: { ...of, state: 'paid', ...paying } }} now={now} />,
    );
  expect(back({})).toContain('Your payment of €49 for invoice INV-0007 is here.');
  expect(back({})).not.toContain('still to be paid');
  expect(back({ due: 10_000 })).toContain('€100 of the invoice is still to be paid.');
  expect(back({ state: 'arriving', due: 4900 })).toContain('<a href="?paid=inv"');
  expect(back({ state: 'processing', due: 4900 })).toContain('Your bank is working');
  expect(back({ state: 'void' })).toContain('Invoice INV-0007 was cancelled.');
  const due = back({ state: 'due', due: 4900, payPath: '/pay/inv' });
  expect(due).toContain('Invoice INV-0007 is not paid yet.');
  expect(due).toContain('href="/pay/inv"');
  expect(back({ state: 'unable', due: 4900 })).not.toContain('/pay/');
});
it('B-04 has room for the time by the reader’s clock, of the first that is still to begin', () => {
  const over = seat({ phase: 'cancelled', status: 'ended', startsAt: '2026-01-10T15:00:00.000Z' });
  const next = seat({ id: 'ses_00000000000000000000000002' as SessionId });
  expect(timesOf(shown(over, next, seat()))).toBe(1);
  expect(publicPageState(inputOf(over, next), now)['viewer-time']).toEqual({
    startsAt: '2026-01-10T19:00:00.000Z',
    timeZone: 'Asia/Kolkata',
  });
  expect(timesOf(shown(over))).toBe(0);
  expect(publicPageState(inputOf(over), now)).not.toHaveProperty('viewer-time');
});
