import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, Route, Routes } from 'react-router';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { BookingPage } from './booking-page.tsx';

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date((Math.ceil(Date.now() / HOUR_MS) + hours) * HOUR_MS).toISOString();
const [first, second] = [inHours(30), inHours(31)];
const page = {
  ...{ slug: 'strategy', name: 'A call', description: '', length: 30, needsApproval: false },
  ...{ questions: [{ id: 'goal', label: 'Your goal', required: false }], guest: null },
  ...{ mayBook: true, canTalkNow: false, canText: false },
};
/** What keeping a time answers, one after the other. */
let holds: { readonly status: number; readonly body: object }[] = [];
const kept = (startsAt: string, minutes: number) => ({
  status: 201,
  body: { hold: `hold-${startsAt}`, startsAt, endsAt: startsAt, until: new Date(Date.now() + minutes * 60_000) },
});

const originalFetch = globalThis.fetch;
beforeEach(() => {
  globalThis.fetch = jest.fn((address: string) => {
    const answer = (status: number, body: object) =>
      Promise.resolve({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) });
    if (address.includes('/holds')) {
      const next = holds.shift()!;
      return answer(next.status, next.body);
    }
    if (address.includes('/slots')) return answer(200, { slots: [first, second] });
    return address.endsWith('/booking/strategy') ? answer(200, page) : answer(404, {});
  }) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

function shown() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={['/book/strategy']}>
        <Routes>
          <Route path="/book/:slug" element={<BookingPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
const press = async (startsAt: string) => {
  const times = await waitFor(() => {
    const found = document.querySelector(`section button time[datetime="${startsAt}"]`);
    if (found === null) throw new Error('no such time yet');
    return found;
  });
  fireEvent.click(times.closest('button')!);
};

it('E-02 what was typed stays with whoever has to choose another time, also when theirs was over', async () => {
  holds = [kept(first, -1), kept(second, 5)];
  shown();
  await press(first);
  const type = async (label: string, value: string) =>
    fireEvent.change(await screen.findByLabelText(new RegExp(label)), { target: { value } });
  await type('First name', 'Ana');
  await type('E-mail', 'ana@example.com');
  await type('Your goal', 'More time');
  fireEvent.click(screen.getByRole('button', { name: 'Choose a time again' }));
  await press(second);
  const valueOf = async (label: string) =>
    ((await screen.findByLabelText(new RegExp(label))) as HTMLInputElement).value;
  expect([await valueOf('First name'), await valueOf('E-mail'), await valueOf('Your goal')]).toEqual([
    'Ana',
    'ana@example.com',
    'More time',
  ]);
});

it('E-01 that a time is gone, and what else is free, comes to whoever pressed it', async () => {
  const problem = { code: 'slot-taken', title: 'Taken', status: 409, alternatives: [second] };
  holds = [{ status: 409, body: problem }];
  shown();
  await press(first);
  await waitFor(() => expect(document.activeElement?.querySelector('[role="status"]')).not.toBeNull());
  expect(document.activeElement?.querySelectorAll('button')).toHaveLength(1);
});
