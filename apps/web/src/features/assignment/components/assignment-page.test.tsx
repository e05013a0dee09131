import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { AssignmentView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { AssignmentPage } from './assignment-page.tsx';

const member = {
  rank: 1,
  active: true,
  online: true,
  openLeads: 0,
  won: 0,
  decided: 0,
  standIn: false,
  capacity: null,
};
const view = {
  version: 4,
  waiting: 2,
  enabled: true,
  method: 'roundRobin',
  minimumRank: null,
  requireActive: true,
  requireOnline: false,
  stickyOwner: true,
  capacity: 30,
  members: [
    { ...member, membershipId: 'mem_a', name: 'Ada', share: 2, verdict: 'chosen', portion: 0.75 },
    { ...member, membershipId: 'mem_b', name: 'Bob', share: 1, verdict: 'full', portion: null },
  ],
} as unknown as AssignmentView;

const weekday = { from: '09:00', to: '18:00' };
const limit = {
  version: 2,
  enabled: true,
  limitMinutes: 240,
  remindMinutes: 60,
  reassignMinutes: 60,
  hours: { timeZone: null, week: [weekday, weekday, weekday, weekday, weekday, null, null], holidays: ['2026-12-25'] },
  siteTimeZone: 'Europe/Berlin',
  waiting: 3,
  overdue: 1,
  answered: 8,
  answeredInTime: 6,
};

const fetched = jest.fn<(address: string, init: RequestInit) => Promise<Response>>();
let client: QueryClient;
const originalFetch = globalThis.fetch;
const answer = (status: number, body: unknown): Response =>
  ({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) }) as unknown as Response;

beforeEach(() => {
  // The switches measure themselves; jsdom has nothing to measure with.
  globalThis.ResizeObserver ??= class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  };
  globalThis.fetch = fetched as unknown as typeof fetch;
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.assignment(), view);
  client.setQueryData(queryKeys.responseLimit(), limit);
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <AssignmentPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  fetched.mockReset();
  globalThis.fetch = originalFetch;
});

it('F-06 says who takes part and why not, and sends what was typed: an empty limit is none', async () => {
  expect(screen.getByText('2 leads wait for somebody')).toBeTruthy();
  expect(screen.getByText('Next')).toBeTruthy();
  expect(screen.getByText('Full')).toBeTruthy();
  expect(screen.getByText(/75\s?% of new leads/)).toBeTruthy();

  fetched.mockResolvedValue(answer(200, { ...view, version: 5 }));
  fireEvent.change(screen.getByLabelText('Method'), { target: { value: 'performanceBased' } });
  fireEvent.change(screen.getByLabelText(/Open leads per member/), { target: { value: '' } });
  fireEvent.change(screen.getByLabelText('Limit of Bob'), { target: { value: '7' } });
  fireEvent.click(screen.getByRole('switch', { name: 'Only members who are online' }));
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(fetched).toHaveBeenCalled());
  const { method, body } = fetched.mock.calls[0]![1];
  expect([method, JSON.parse(String(body))]).toEqual([
    'PUT',
    {
      version: 4,
      enabled: true,
      method: 'performanceBased',
      minimumRank: null,
      requireActive: true,
      requireOnline: true,
      stickyOwner: true,
      capacity: null,
      members: [
        { membershipId: 'mem_a', share: 2, capacity: null },
        { membershipId: 'mem_b', share: 1, capacity: 7 },
      ],
    },
  ]);
});

it('F-06 puts what the server refuses beside the field of the member', async () => {
  const issues = [{ in: 'body', pointer: '/members/1/share', message: 'From 1 to 10.' }];
  fetched.mockResolvedValue(answer(400, { code: 'validation-failed', status: 400, title: 'No.', issues }));
  fireEvent.change(screen.getByLabelText('Share of Bob'), { target: { value: '99' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('From 1 to 10.')).toBeTruthy();
});

it('F-07 says how answers go, and sends the limit as it was set: an empty field is never, a closed day is none', async () => {
  expect(screen.getByText(/3 wait for an answer, 1 of them too long · 6 of 8 answered in time/)).toBeTruthy();
  fetched.mockResolvedValue(answer(200, { ...limit, version: 3 }));
  fireEvent.change(screen.getByLabelText(/Give it to another after/), { target: { value: '' } });
  fireEvent.change(screen.getByLabelText('Monday from'), { target: { value: '08:30' } });
  // At midnight, as a control for a time shows it.
  fireEvent.change(screen.getByLabelText('Tuesday to'), { target: { value: '00:00' } });
  fireEvent.click(screen.getByRole('switch', { name: 'Friday' }));
  fireEvent.change(screen.getByLabelText(/Days on which nobody works/), {
    target: { value: '2026-12-24\n2026-12-25\n' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Save the limit' }));
  await waitFor(() => expect(fetched).toHaveBeenCalled());
  const week = [{ from: '08:30', to: '18:00' }, { from: '09:00', to: '24:00' }, weekday, weekday, null, null, null];
  expect(JSON.parse(String(fetched.mock.calls[0]![1].body))).toEqual({
    version: 2,
    enabled: true,
    limitMinutes: 240,
    remindMinutes: 60,
    reassignMinutes: null,
    hours: { timeZone: null, week, holidays: ['2026-12-24', '2026-12-25'] },
  });
});

it('F-06 keeps what is typed when somebody else saves, says so to whoever saves after them, and shows theirs on request', async () => {
  const share = () => screen.getByLabelText<HTMLInputElement>('Share of Bob');
  const theirs = (version: number) => ({
    ...view,
    version,
    waiting: version,
    members: view.members.map((each) => ({ ...each, share: 5 })),
  });
  act(() => void client.setQueryData(queryKeys.assignment(), theirs(5)));
  await waitFor(() => expect(share().value).toBe('5'));

  fireEvent.change(share(), { target: { value: '7' } });
  act(() => void client.setQueryData(queryKeys.assignment(), theirs(6)));
  expect(await screen.findByText('6 leads wait for somebody')).toBeTruthy();
  expect(share().value).toBe('7');
  fetched.mockResolvedValue(answer(409, { code: 'conflict', status: 409, title: 'Changed.' }));
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/Nothing of theirs was overwritten/)).toBeTruthy();
  expect(JSON.parse(String(fetched.mock.calls[0]![1].body))).toMatchObject({ version: 5 });
  expect(share().value).toBe('7');

  fetched.mockResolvedValue(answer(200, theirs(7)));
  fireEvent.click(screen.getByRole('button', { name: 'Show their version' }));
  await waitFor(() => expect(share().value).toBe('5'));
  expect(screen.queryByText(/Nothing of theirs was overwritten/)).toBeNull();
});
