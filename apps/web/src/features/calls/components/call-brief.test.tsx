import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter } from 'react-router';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { Brief } from './call-brief.tsx';

const owed = { id: 'ivc_1', number: 'INV-0001', state: 'overdue', currency: 'EUR', total: 49_900, due: 20_000 };
const brief = {
  ...{ heat: null, attended: [], questions: [] },
  invoices: [{ ...owed, dueAt: '2026-12-14T12:00:00.000Z' }],
};

const originalFetch = globalThis.fetch;
beforeEach(() => {
  globalThis.fetch = jest.fn(() =>
    Promise.resolve({ ok: true, status: 200, headers: new Map(), json: () => Promise.resolve(brief) }),
  ) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

it('E-11 says with its month and year until when an invoice is due', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKeys.me(), { operations: ['calls.brief', 'invoices.get'] });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <Brief callId="cll_1" />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  expect(await screen.findByText('€200 open, due Dec 14, 2026')).toBeTruthy();
});
