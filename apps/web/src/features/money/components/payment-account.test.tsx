import { afterEach, expect, it, jest } from '@jest/globals';
import type { PaymentAccountView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { PaymentAccount } from './payment-account.tsx';

const originalFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

function show(account: Partial<PaymentAccountView>, operations = ['payments.open-account']): string {
  cleanup();
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.me(), { operations });
  const usual = { state: 'ready', provider: 'stripe', isPayable: true, feeBasisPoints: 250 };
  client.setQueryData(queryKeys.paymentAccount(), { ...usual, ...account });
  const { container } = render(
    <QueryClientProvider client={client}>
      <PaymentAccount />
    </QueryClientProvider>,
  );
  return container.textContent;
}
const button = () => screen.queryByRole('button')?.textContent;

it('D-12 says whether the site can take payments, what is missing, what the platform keeps, and offers the way on', () => {
  expect(show({ state: 'off', provider: null })).toContain('takes no payments');
  expect(button()).toBeUndefined();
  expect(show({ state: 'none' })).toContain('What is missing is an account');
  expect(button()).toBe('Open the account');
  expect(show({ state: 'pending' })).toContain('wants to know more before anybody can pay');
  expect(button()).toBe('Go on with the account');
  expect(show({ isPayable: false })).toContain('before it pays out to you');
  expect(button()).toBe('Go on with the account');
  expect(show({})).toContain('Of each payment the platform keeps 2.5%.');
  expect(button()).toBeUndefined();
  expect(show({ provider: 'embedded', feeBasisPoints: 0 })).toContain(
    'The platform keeps nothing of a payment. Payments are only tried out here',
  );
});

it('D-12 leaves opening the account to those who may, and says why it did not open', async () => {
  show({ state: 'none' }, []);
  expect(button()).toBeUndefined();
  globalThis.fetch = jest.fn(() =>
    Promise.resolve({
      ...{ ok: false, status: 503, headers: new Map() },
      json: () =>
        Promise.resolve({ code: 'unavailable', title: 'This is away at the moment.', status: 503, retryable: true }),
    }),
  ) as unknown as typeof fetch;
  show({ state: 'none' });
  fireEvent.click(screen.getByRole('button', { name: 'Open the account' }));
  expect((await screen.findByRole('alert')).textContent).toBe('This is away at the moment.');
});
