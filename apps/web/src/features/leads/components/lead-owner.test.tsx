import { afterEach, expect, it, jest } from '@jest/globals';
import type { LeadView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { LeadOwner } from './lead-owner.tsx';

const originalFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

/** Opens the menu by which a lead is given away, with what the api says of the team. */
function openMenu(status: number, body: unknown): void {
  const answer = { ok: status < 400, status, headers: new Map(), json: async () => body } as unknown as Response;
  globalThis.fetch = jest.fn<typeof fetch>(async () => answer);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKeys.me(), { permissions: ['leads.assign'] });
  render(
    <QueryClientProvider client={client}>
      <LeadOwner lead={{ id: 'led_1', assignee: null, outcome: 'open', response: null } as unknown as LeadView} />
    </QueryClientProvider>,
  );
  fireEvent.keyDown(screen.getByRole('button', { name: 'Give to somebody' }), { key: 'Enter' });
}

it('F-06 says why there is nobody to give a lead to, instead of an empty menu', async () => {
  openMenu(200, { members: [] });
  expect(screen.getByText('The team is loading …')).toBeTruthy();
  expect(await screen.findByText('Nobody else takes leads')).toBeTruthy();
  cleanup();
  openMenu(500, {});
  expect(await screen.findByText('The team could not be loaded')).toBeTruthy();
});
