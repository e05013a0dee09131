import { afterEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
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

it('F-04 an address of a lead that is part of another one leads to the same entry of that one', () => {
  globalThis.fetch = jest.fn<typeof fetch>(() => new Promise(() => undefined));
  const [gone, kept] = ['led_01h455vb4pex5vsknk084sn02a', 'led_01h455vb4pex5vsknk084sn02b'];
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.me(), { permissions: [] });
  client.setQueryData(queryKeys.lead(gone), { id: kept });
  const Place = () => {
    const { pathname, search, hash } = useLocation();
    return <p>{pathname + search + hash}</p>;
  };
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[`/dashboard/leads/${gone}?view=list#chat.msg_1`]}>
        <Place />
        <Routes>
          <Route path={`/dashboard/leads/${kept}`} element={null} />
          <Route path="/dashboard/leads/:leadId" element={<LeadPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  expect(screen.getByText(`/dashboard/leads/${kept}?view=list#chat.msg_1`)).toBeTruthy();
});
