import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { InstalmentPlanView, InvoiceView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen, waitFor, within } from '../../../shared/testing/react.ts';
import { Instalments } from './instalments.tsx';

const invoice = { id: 'ivc_1', currency: 'EUR', figures: { due: 10_000 } } as unknown as InvoiceView;
const agreed = {
  ...{ id: 'ins_1', state: 'late', asked: 3334, lastMail: 'first', createdAt: '2027-01-01T12:00:00.000Z' },
  ...{ nextMailAt: '2027-02-07T12:00:00.000Z', charge: null },
  parts: [
    { dueAt: '2027-01-31T12:00:00.000Z', amount: 3334, paid: 0 },
    { dueAt: '2027-02-28T12:00:00.000Z', amount: 6666, paid: 0 },
  ],
} as unknown as InstalmentPlanView;

const originalFetch = globalThis.fetch;
let plan: InstalmentPlanView | null;
let sent: { address: string; body: any }[];
beforeEach(() => {
  [plan, sent] = [null, []];
  globalThis.fetch = jest.fn((address: string, { method, body }: RequestInit) => {
    if (method === 'POST') {
      sent.push({ address, body: body == null ? undefined : JSON.parse(body as string) });
      plan = address.endsWith('/end') ? null : agreed;
    }
    const answer = { ok: true, status: 200, headers: new Map(), json: () => Promise.resolve({ plan }) };
    return Promise.resolve(answer as unknown as Response);
  }) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

async function show(more: object = {}): Promise<void> {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKeys.me(), { operations: ['instalments.agree', 'instalments.end'] });
  render(
    <QueryClientProvider client={client}>
      <Instalments invoice={{ ...invoice, ...more }} />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(screen.queryByRole('status')).toBeNull());
}

it('D-04 shows the parts before anybody agrees, and agrees on exactly these', async () => {
  await show();
  expect(screen.getByText('All of it is paid at once.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Let it be paid in parts' }));
  const dialog = await screen.findByRole('dialog');
  const type = (label: string, value: string) =>
    fireEvent.change(within(dialog).getByLabelText(label), { target: { value } });
  type('The first is due', '2099-01-31');
  expect(within(dialog).getAllByRole('listitem')).toHaveLength(3);
  type('How many parts', '1');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Let it be paid in parts' }));
  expect(await within(dialog).findByText('From 2 to 36.')).toBeTruthy();
  type('How many parts', '2');
  expect(within(dialog).getAllByText('€50.00')).toHaveLength(2);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Let it be paid in parts' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent[0]!.address).toBe('/api/v1/invoices/ivc_1/instalments');
  expect(sent[0]!.body.parts.map(({ amount }: { amount: number }) => amount)).toEqual([5000, 5000]);
});

it('D-04 says who is late, what went out, and ends the parts', async () => {
  plan = agreed;
  await show();
  expect(await screen.findByText('Late')).toBeTruthy();
  expect(
    screen.getByText(/asked for €33\.34 now\. The first reminder went out\. The next reminder goes out on/),
  ).toBeTruthy();
  expect(screen.getByText('Part 2 of 2')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'End the parts' }));
  const dialog = await screen.findByRole('alertdialog');
  fireEvent.click(within(dialog).getByRole('button', { name: 'End the parts' }));
  expect(await screen.findByText('All of it is paid at once.')).toBeTruthy();
  expect(sent.map(({ address }) => address)).toEqual(['/api/v1/invoices/ivc_1/instalments/end']);
});

it('D-04 says whether parts are charged by themselves, when next, or that the buyer took it back', async () => {
  const charge = { state: 'active', since: '2027-01-05T12:00:00.000Z', nextAt: '2027-02-28T12:00:00.000Z' } as const;
  plan = { ...agreed, charge } as InstalmentPlanView;
  await show();
  expect(
    await screen.findByText(/Parts are charged by themselves: the buyer agreed on .*The next charge is on/),
  ).toBeTruthy();
  cleanup();
  plan = { ...agreed, charge: { ...charge, state: 'withdrawn', nextAt: null } } as InstalmentPlanView;
  await show();
  expect(await screen.findByText(/took back on .* that parts are charged by themselves/)).toBeTruthy();
});
