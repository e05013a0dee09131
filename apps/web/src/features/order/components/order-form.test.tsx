import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import type { Order } from '../api/order.queries.ts';
import { OrderForm } from './order-form.tsx';

const plain = {
  ...{ title: 'Course', text: '', sellerName: 'Ana', buyer: { name: 'Ben', emailHint: 'b…@example.com' } },
  ...{ state: 'open', currency: 'EUR', listAmount: 49_000, total: 49_000, tax: 0, discount: null, early: null },
  ...{ until: null, opens: { replay: false, materials: false, call: null } },
} as unknown as Order;
const cheaper = { ...plain, total: 39_200, discount: { code: 'EARLY', amount: 9800 } } as unknown as Order;

const originalFetch = globalThis.fetch;
let sent: Record<string, unknown>[];
/** What is wrong with the next order. */
let issue: { readonly pointer: string; readonly message: string };
beforeEach(() => {
  sent = [];
  globalThis.fetch = jest.fn((address: string, { body }: RequestInit) => {
    const given = JSON.parse(body as string) as Record<string, unknown>;
    const isLook = !('total' in given);
    if (!isLook) sent.push(given);
    const title = 'Some fields need another look.';
    const refusal = {
      code: 'validation-failed',
      title,
      status: 400,
      retryable: false,
      issues: [{ in: 'body', ...issue }],
    };
    const said = isLook ? (given['code'] === '' ? plain : cheaper) : refusal;
    const status = isLook ? 200 : 400;
    return Promise.resolve({
      ...{ ok: isLook, status, headers: new Map(), url: address, json: () => Promise.resolve(said) },
    } as unknown as Response);
  }) as unknown as typeof fetch;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <OrderForm order={plain} token="token" />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

it('D-13 says that a code was used up meanwhile, shows the price without it, and takes the order at that', async () => {
  issue = { pointer: '/code', message: 'This code has been used as often as it can be.' };
  fireEvent.click(screen.getByRole('button', { name: 'I have a code' }));
  fireEvent.change(screen.getByLabelText('Code'), { target: { value: 'EARLY' } });
  fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Order and pay €392' }));
  expect(await screen.findByText(issue.message)).toBeTruthy();
  fireEvent.click(await screen.findByRole('button', { name: 'Order and pay €490' }));
  await screen.findByRole('button', { name: 'Order and pay €490', busy: false });
  expect(sent.map(({ code, total }) => [code, total])).toEqual([
    ['EARLY', 39_200],
    ['', 49_000],
  ]);
});

it('D-13 says which line of a buyer’s address is wrong', async () => {
  issue = { pointer: '/buyer/address/0', message: 'At most 100 characters.' };
  fireEvent.change(screen.getByLabelText(/^Address/), { target: { value: 'x'.repeat(101) } });
  fireEvent.click(screen.getByRole('button', { name: 'Order and pay €490' }));
  expect(await screen.findByText(issue.message)).toBeTruthy();
});
