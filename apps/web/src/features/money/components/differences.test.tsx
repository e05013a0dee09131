import { afterEach, expect, it, jest } from '@jest/globals';
import type { DifferenceView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import { differencesQuery } from '../api/payments.queries.ts';
import { Differences } from './differences.tsx';

const originalFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

const found = {
  ...{ id: 'dif_1', about: 'payment', kind: 'amount', invoiceId: 'ivc_1', providerId: 'ch_1', currency: 'EUR' },
  ...{ ours: 5000, theirs: 4000, foundAt: '2027-01-02T02:00:00.000Z' },
} as unknown as DifferenceView;

function show(items: readonly DifferenceView[] | null, operations = ['payments.differences']): string {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.me(), { operations });
  if (items !== null) client.setQueryData(differencesQuery.queryKey, items as never);
  const { container } = render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <Differences />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return container.textContent;
}

it('D-01 says in a sentence what the provider has otherwise, and leads to the invoice where it is known', () => {
  const theirs = { ...found, id: 'dif_2', about: 'refund', kind: 'only-there', invoiceId: null, ours: null };
  const ours = { ...found, id: 'dif_3', about: 'dispute', kind: 'only-here', theirs: null };
  const state = { ...found, id: 'dif_4', about: 'refund', kind: 'state' };
  show([found, theirs, ours, state] as DifferenceView[]);
  const said = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(said[0]).toContain('A payment is €50.00 here, and €40.00 at the provider.');
  expect(said[0]).toContain('ch_1');
  expect(said[1]).toContain('A refund of €40.00 is at the provider alone.');
  expect(said[2]).toContain('A dispute of €50.00 is here alone.');
  expect(said[3]).toContain('A refund of €50.00 stands otherwise at the provider than here.');
  const links = screen.getAllByRole('link', { name: 'Open the invoice' }).map((link) => link.getAttribute('href'));
  expect(links).toEqual(Array(3).fill('/dashboard/money/invoices/ivc_1'));
});

it('D-01 nothing is shown where both have the same', () => {
  expect(show([])).toBe('');
});

it('D-01 a member who may not see it does not ask for it', () => {
  const asked = jest.fn();
  globalThis.fetch = asked as never;
  show(null, []);
  expect(asked).not.toHaveBeenCalled();
});
