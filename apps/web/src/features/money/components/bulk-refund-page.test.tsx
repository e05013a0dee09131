import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { BulkRefundItem, BulkRefundView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen, waitFor, within } from '../../../shared/testing/react.ts';
import { BulkRefundPage } from './bulk-refund-page.tsx';

const originalFetch = globalThis.fetch;
const sum = (count: number, amount: number) => [{ currency: 'EUR' as const, count, amount }];
const none = { waiting: 0, pending: 0, succeeded: 0, failed: 0, by_hand: 0, nothing_left: 0 };
const ahead = { goesBack: sum(3, 30_000), byHand: sum(1, 4000), takenBack: sum(2, 16_000) };
const begun = {
  ...{ id: 'brf_1', state: 'running', reason: 'Ill', startedAt: '2026-01-02T10:00:00.000Z', endedAt: null },
  ...{ counts: { ...none, waiting: 4, succeeded: 2 }, wentBack: sum(2, 20_000) },
};
let view: BulkRefundView;
let items: BulkRefundItem[];
let sent: { address: string; body: unknown }[];
beforeEach(() => {
  view = { title: 'Closing week', isCancelled: true, ahead, run: null } as BulkRefundView;
  [items, sent] = [[], []];
  globalThis.fetch = jest.fn((address: string, { method, body }: RequestInit) => {
    if (method === 'POST') {
      sent.push({ address, body: JSON.parse(body as string) });
      view = { ...view, run: begun } as never;
    }
    const found = address.includes('/items') ? { items, nextCursor: null } : view;
    const answer = { ok: true, status: 200, headers: new Map(), json: () => Promise.resolve(found) };
    return Promise.resolve(answer as unknown as Response);
  }) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

async function show(operations = ['bulk-refunds.start']): Promise<void> {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKeys.me(), { operations });
  const routes = [{ path: '/dashboard/money/refunds/:sessionId', element: <BulkRefundPage /> }];
  const router = createMemoryRouter(routes, { initialEntries: ['/dashboard/money/refunds/ses_1'] });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByRole('heading', { name: 'Give everything back' });
}
const start = () => screen.queryByRole('button', { name: 'Give everything back' });

it('D-07 says what goes back before it does, and names the sum on the button that begins it', async () => {
  await show();
  expect(screen.getByText('3 payments, €300.00')).toBeTruthy();
  expect(screen.getByText('1 payment, €40.00')).toBeTruthy();
  expect(screen.getByText('2 invoices, €160.00')).toBeTruthy();
  fireEvent.click(start()!);
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'Ill' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Give back €300.00' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent).toEqual([{ address: '/api/v1/sessions/ses_1/refunds', body: { reason: 'Ill' } }]);
  expect(screen.getByText('2 of 6 done. You can leave this page. €200.00 went back.')).toBeTruthy();
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('33');
  expect(start()).toBeNull();
});

it('D-07 says why one did not go through, and offers to try again', async () => {
  const run = {
    ...begun,
    state: 'done',
    endedAt: '2026-01-02T11:00:00.000Z',
    counts: { ...none, succeeded: 5, failed: 1 },
  };
  view = { ...view, ahead: { goesBack: sum(1, 10_000), byHand: [], takenBack: [] }, run } as never;
  const of = { invoiceId: 'ivc_1', number: 'INV-0001', buyerName: 'Ana Ruiz', kind: 'payment', amount: 10_000 };
  items = [{ ...of, id: 'bri_1', currency: 'EUR', outcome: 'failed', failure: 'insufficient-balance' } as never];
  await show();
  expect(screen.getByText('One did not go through. Why stands below.')).toBeTruthy();
  expect(await screen.findByText('There was not enough money in your account with the provider.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

it('D-07 lists two payments of one invoice that are of the same amount, each once', async () => {
  view = { ...view, run: begun } as never;
  const of = { invoiceId: 'ivc_1', number: 'INV-0001', buyerName: 'Ana Ruiz', kind: 'payment', amount: 10_000 };
  const one = { ...of, currency: 'EUR', failure: null };
  items = [
    { ...one, id: 'bri_1', outcome: 'succeeded' } as never,
    { ...one, id: 'bri_2', outcome: 'waiting' } as never,
  ];
  const warned = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  await show();
  expect(await screen.findAllByText('Ana Ruiz')).toHaveLength(2);
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
});

it('D-07 begins nothing where the masterclass takes place, or somebody may only look', async () => {
  view = { ...view, isCancelled: false };
  await show();
  expect(screen.getByText('This masterclass is not called off')).toBeTruthy();
  expect(start()).toBeNull();
  cleanup();
  view = { ...view, isCancelled: true };
  await show([]);
  expect(start()).toBeNull();
});
