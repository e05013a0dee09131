import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, Route, Routes } from 'react-router';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { BookedPage } from './booked-page.tsx';

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const booked = {
  ...{ id: 'cll_1', sequence: 0, token: 'a-token-of-the-tests-of-calls', slug: 'strategy', name: 'A call' },
  ...{ state: 'confirmed', startsAt: inHours(48), endsAt: inHours(49), hostName: 'Kim', firstName: 'Ana' },
  ...{ emailHint: 'a…@example.com', place: '', timeZone: 'UTC', changeableUntil: inHours(24), textedAt: null },
  cancelReason: null,
};

const originalFetch = globalThis.fetch;
beforeEach(() => {
  globalThis.fetch = jest.fn((address: string) => {
    const answer = address.includes('slots') ? { slots: [] } : booked;
    const ok = !address.endsWith('/site');
    return Promise.resolve({ ok, status: ok ? 200 : 404, headers: new Map(), json: () => Promise.resolve(answer) });
  }) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

it('E-08 keeps the place of whoever looks for another time, and of whoever keeps theirs', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[`/call/${booked.token}`]}>
        <Routes>
          <Route path="/call/:token" element={<BookedPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  for (const [name, then] of [
    ['Move it', 'Choose another time'],
    ['Keep the time', 'Your call is booked'],
  ] as const) {
    const button = await screen.findByRole('button', { name });
    button.focus();
    fireEvent.click(button);
    await waitFor(() => expect(document.activeElement?.textContent).toBe(then));
  }
});

it('E-08 says what else is free where the new time was taken meanwhile, and asks for the times anew', async () => {
  const [taken, other] = [inHours(60), inHours(61)];
  let asked = 0;
  globalThis.fetch = jest.fn((address: string) => {
    const answer = (status: number, body: object) =>
      Promise.resolve({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) });
    if (address.includes('/reschedule'))
      return answer(409, { code: 'slot-taken', title: 'Taken', status: 409, alternatives: [other] });
    if (address.includes('slots')) {
      asked += 1;
      return answer(200, { slots: [taken] });
    }
    return address.endsWith('/site') ? answer(404, {}) : answer(200, booked);
  }) as unknown as typeof fetch;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[`/call/${booked.token}`]}>
        <Routes>
          <Route path="/call/:token" element={<BookedPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Move it' }));
  const time = await waitFor(() => {
    const found = document.querySelector(`time[datetime="${taken}"]`);
    if (found === null) throw new Error('no such time yet');
    return found;
  });
  const before = asked;
  fireEvent.click(time.closest('button')!);
  await waitFor(() => expect(document.activeElement?.querySelectorAll('ul button')).toHaveLength(1));
  await waitFor(() => expect(asked).toBeGreaterThan(before));
});
