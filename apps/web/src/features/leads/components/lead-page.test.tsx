import { afterEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, Route, Routes } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import { LeadPage } from './lead-page.tsx';

const originalFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

it('F-01 an address that names no lead says so, and asks the api for nothing', () => {
  const fetched = jest.fn<typeof fetch>(() => new Promise(() => undefined));
  globalThis.fetch = fetched;
  const client = new QueryClient();
  client.setQueryData(queryKeys.me(), { permissions: [] });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={['/dashboard/leads/exports']}>
        <Routes>
          <Route path="/dashboard/leads/:leadId" element={<LeadPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  expect(screen.getByText('This lead is not in your list')).toBeTruthy();
  expect(fetched.mock.calls.filter(([address]) => String(address).includes('/leads/'))).toEqual([]);
});
