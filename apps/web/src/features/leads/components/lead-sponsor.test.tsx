import { afterEach, expect, it, jest } from '@jest/globals';
import type { LeadView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { act, cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { sharesQuery } from '../api/leads.queries.ts';
import { sponsorQuery } from '../api/sponsor.queries.ts';
import { LeadShares } from './lead-shares.tsx';
import { LeadSponsor } from './lead-sponsor.tsx';
import { SponsorDialog } from './sponsor-dialog.tsx';

const originalFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

const lead = { id: 'led_1', version: 1, assignee: null, person: { firstName: 'Ana', lastName: 'Ruiz' } };

/** What a page around them knows of both questions. */
function States() {
  const [sponsor, shares] = [useQuery(sponsorQuery('led_1')), useQuery(sharesQuery('led_1'))];
  return <p>{`${sponsor.status} ${shares.status}`}</p>;
}

it('F-01 a lead keeps its sponsor, a correction that is under way and who else sees it when asking again fails', async () => {
  const refused = { ok: false, status: 500, headers: new Map(), json: async () => ({}) } as unknown as Response;
  globalThis.fetch = jest.fn<typeof fetch>(async () => refused);
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  client.setQueryData(queryKeys.me(), { permissions: [] });
  const sponsor = { leadId: 'led_2', name: 'Ben Olsen' };
  client.setQueryData(sponsorQuery('led_1').queryKey, { position: 7, sponsor, cause: 'registration' } as never);
  const shared = { sharedWith: [{ membershipId: 'mem_1', name: 'Desk 2' }], candidates: [] };
  client.setQueryData(sharesQuery('led_1').queryKey, shared as never);
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <LeadSponsor lead={lead as unknown as LeadView} />
        <LeadShares lead={lead as unknown as LeadView} />
        <States />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Correct' }));
  expect(screen.getByRole('dialog')).toBeTruthy();
  await act(() => client.invalidateQueries());
  await screen.findByText('error error');
  expect(screen.getByRole('dialog')).toBeTruthy();
  expect([screen.getByText('Ben Olsen'), screen.getByText('Desk 2')]).toHaveLength(2);
});

it('B-13 gives no sponsor who was chosen among others than are found now', async () => {
  const sent: unknown[] = [];
  const found = { people: [{ leadId: 'led_2', name: 'Ben Olsen', position: 3 }] };
  globalThis.fetch = jest.fn(async (address: string, init: RequestInit) => {
    if (init.method !== 'GET') sent.push(init.body);
    const body = address.includes('search=ben') ? found : { people: [] };
    return { ok: true, status: 200, headers: new Map(), json: async () => body } as unknown as Response;
  }) as unknown as typeof fetch;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <SponsorDialog lead={lead as unknown as LeadView} onClose={() => undefined} />
    </QueryClientProvider>,
  );
  const search = screen.getByRole('searchbox');
  fireEvent.change(search, { target: { value: 'ben' } });
  fireEvent.click(await screen.findByRole('radio', { name: /Ben Olsen/ }));
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'They were asked' } });
  fireEvent.change(search, { target: { value: 'nobody of that name' } });
  await waitFor(() => expect(screen.queryByRole('radio', { name: /Ben Olsen/ })).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: 'Correct' }));
  expect(await screen.findByText('Please choose somebody, or nobody.')).toBeTruthy();
  expect(sent).toEqual([]);
});
