import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { BillingView } from '@stageline/contracts';
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { billingQuery } from '../api/billing.queries.ts';
import { act, cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { BillingPage } from './billing-page.tsx';

const free = {
  ...{
    plan: 'free',
    state: 'none',
    complimentary: null,
    isPayable: true,
    provider: 'stripe',
    booked: null,
    next: null,
  },
  ...{ trialEndsAt: null, canTry: true, restrictedAt: null, invoices: [], credits: [], tax: null, buyer: null },
} as unknown as BillingView;
const booked: BillingView['booked'] = {
  ...({ plan: 'pro', interval: 'month', currency: 'USD' } as const),
  ...{ amount: 2900, periodEndsAt: '2027-01-01T00:00:00.000Z' },
};
const paid: BillingView = { ...free, plan: 'pro', state: 'active', canTry: false, booked };
const buyer = { name: 'Ana GmbH', address: ['Weg 1'], country: 'DE', taxId: null };

// What the cache is given reaches the page before the next line of a test.
notifyManager.setScheduler((tell) => tell());
const originalFetch = globalThis.fetch;
let read: BillingView;
let reply: { readonly status: number; readonly body: object };
beforeEach(() => {
  [read, reply] = [free, { status: 200, body: free }];
  globalThis.fetch = jest.fn((_: string, { method }: RequestInit) => {
    const { status, body } = method === 'GET' ? { status: 200, body: read } : reply;
    return Promise.resolve({
      ...{ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) },
    } as unknown as Response);
  }) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

async function show(): Promise<(view: BillingView) => Promise<void>> {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <BillingPage />
    </QueryClientProvider>,
  );
  await screen.findByRole('heading', { name: 'Business' });
  return (view) =>
    act(async () => {
      client.setQueryData(billingQuery.queryKey, view, { updatedAt: Date.now() + 1 });
    });
}

it('D-10 shows prices in the currency of a plan that was booked on another page meanwhile', async () => {
  const tell = await show();
  expect(screen.getByText('€99 a month')).toBeTruthy();
  await tell(paid);
  expect(screen.getByText('$99 a month')).toBeTruthy();
  expect(screen.queryByText(/€/)).toBeNull();
});

it('D-10 says why a trial did not begin', async () => {
  await show();
  const title = 'This is away at the moment.';
  reply = { status: 503, body: { code: 'unavailable', title, status: 503, retryable: true } };
  fireEvent.click(screen.getAllByRole('button', { name: /^Try it for/ })[0]!);
  expect((await screen.findByRole('alert')).textContent).toContain(title);
});

it('D-10 shows the address that somebody else has saved, and never in place of what is being typed', async () => {
  const tell = await show();
  const name = () => screen.getByLabelText<HTMLInputElement>('Name or company');
  await tell({ ...free, buyer });
  expect(name().value).toBe('Ana GmbH');
  fireEvent.change(name(), { target: { value: 'Ana AG' } });
  await tell({ ...free, buyer: { ...buyer, name: 'Ben GmbH' } });
  expect(name().value).toBe('Ana AG');
});
