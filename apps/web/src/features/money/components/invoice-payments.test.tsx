import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { InvoiceView, PaymentView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen, waitFor, within } from '../../../shared/testing/react.ts';
import { InvoicePayments } from './invoice-payments.tsx';

const at = '2026-01-02T10:00:00.000Z';
const invoice = {
  ...{ id: 'inv_1', leadId: 'led_1', number: 'INV-0001', state: 'partially_paid', currency: 'EUR', total: 9000 },
  figures: { total: 9000, paid: 5000, due: 4000 },
  lines: [{ description: 'Masterclass', gross: 9000, takenBack: 0 }],
} as unknown as InvoiceView;
const payment = {
  ...{ id: 'pay_1', invoiceId: 'inv_1', state: 'paid', provider: 'embedded', amount: 5000, currency: 'EUR', fee: 100 },
  ...{
    method: 'card',
    refundable: 5000,
    declines: [],
    createdAt: at,
    paidAt: at,
    refunds: [],
    disputes: [],
    note: null,
    creditOf: null,
    undoneAt: null,
  },
} as unknown as PaymentView;
const refund = {
  id: 'rfd_1',
  amount: 2000,
  state: 'succeeded',
  reason: 'Fell ill',
  failure: null,
  cameBackAt: null,
  createdAt: at,
};

const originalFetch = globalThis.fetch;
const answer = (status: number, body: unknown) =>
  ({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) }) as unknown as Response;
interface Sent {
  readonly address: string;
  readonly key: string | undefined;
  readonly body: Record<string, unknown>;
}
let sent: Sent[];
/** How often the page has asked for what there is. */
let reads: string[];
let items: PaymentView[];
/** What else is read, by a part of its address. */
let found: Record<string, unknown>;
/** What the server says to the next request that moves money; it is away where nothing is said. */
let reply: (() => [status: number, body: unknown]) | undefined;
beforeEach(() => {
  [sent, reads, items, found, reply] = [[], [], [payment], {}, () => [201, refund]];
  globalThis.fetch = jest.fn((address: string, { method, body, headers }: RequestInit) => {
    if (method === 'GET') {
      reads.push(address);
      const others = Object.entries(found).find(([part]) => address.includes(part))?.[1];
      return Promise.resolve(answer(200, others ?? (address.endsWith('/payments') ? { items } : invoice)));
    }
    const key = (headers as Record<string, string>)['idempotency-key'];
    sent.push({ address, key, body: JSON.parse((body as string | undefined) ?? '{}') as Record<string, unknown> });
    return reply === undefined ? Promise.reject(new TypeError('away')) : Promise.resolve(answer(...reply()));
  }) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

async function show(more: Partial<InvoiceView> = {}, operations = ['payments.record', 'payments.refund']) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKeys.me(), { operations });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <InvoicePayments invoice={{ ...invoice, ...more }} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  await waitFor(() => expect(screen.queryByRole('status')).toBeNull());
  return client;
}
const amount = () => screen.getByLabelText<HTMLInputElement>('Amount in EUR');
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string | RegExp) =>
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name }));
async function giveBack(): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: /^Give back of/ }));
  await screen.findByRole('dialog');
}
async function notePayment(): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: 'Note a payment' }));
  await screen.findByRole('dialog');
}
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
const problem = (code: string, title: string) => () => [409, { code, title, status: 409, retryable: false }] as never;

it('D-06 gives back a part once, however often it is pressed, and reads the figures anew', async () => {
  await show();
  await giveBack();
  expect(amount().value).toBe('50');
  expect(screen.getByText(/After this, nothing is left of it/)).toBeTruthy();
  type('Amount in EUR', '20,00');
  expect(screen.getByText(/Up to €50\.00 can go back. After this, €30\.00 is left of it/)).toBeTruthy();
  type('Reason', 'Fell ill');
  items = [{ ...payment, refundable: 3000, refunds: [refund] as never }];
  press('Give back €20.00');
  press('Give back €20.00');
  await closed();
  expect(sent).toEqual([
    {
      address: '/api/v1/payments/pay_1/refunds',
      key: expect.stringMatching(/^[\w-]{36}$/),
      body: { amount: 2000, reason: 'Fell ill' },
    },
  ]);
  expect(await screen.findByText(/€20\.00 went back · .*Fell ill/)).toBeTruthy();
  expect(screen.getByText('€30.00 can still go back')).toBeTruthy();
});

it('D-06 gives back single lines, and no more of one than is left of it', async () => {
  const lines = [
    { description: 'Masterclass', gross: 3000, takenBack: 0 },
    { description: 'Workbook', gross: 2000, takenBack: 500 },
  ];
  await show({ lines: lines as never });
  await giveBack();
  fireEvent.change(screen.getByLabelText('What goes back'), { target: { value: 'lines' } });
  type('Reason', 'Not sent');
  press('Give back');
  expect(await screen.findByText('Please give an amount for a line.')).toBeTruthy();
  type('Workbook', '16');
  press('Give back €16.00');
  expect(await screen.findByText('At most €15.00 can go back.')).toBeTruthy();
  type('Workbook', '15');
  press('Give back €15.00');
  await closed();
  expect(sent.map(({ body }) => body)).toEqual([
    { amount: 1500, reason: 'Not sent', lines: [{ line: 1, amount: 1500 }] },
  ]);
});

it('D-06 says what a member wrote of a payment, and what the bank sent back', async () => {
  const cameBack = { ...refund, state: 'failed', failure: 'expired_or_canceled_card', cameBackAt: at };
  items = [{ ...payment, note: 'Ref 4711', refunds: [cameBack] as never }];
  await show();
  expect(screen.getByText(/“Ref 4711”/)).toBeTruthy();
  expect(screen.getByText(/€20\.00 went back and was sent back by the buyer’s bank/)).toBeTruthy();
});

it('D-09 sends a request again under its key when the answer got lost, and another form has another key', async () => {
  await show();
  await giveBack();
  type('Reason', 'Fell ill');
  reply = undefined;
  press(/^Give back €/);
  await screen.findByText(/could not reach the server/);
  reply = problem('key-in-use', 'The same request is under way. Please wait a moment.');
  press(/^Give back €/);
  await screen.findByText(/The same request is under way/);
  // Another amount: what became of the first one nobody here knows.
  type('Amount in EUR', '20');
  reply = problem('key-reused', 'This key stands for another request already. Take a new one.');
  press(/^Give back €/);
  await screen.findByText(/A first attempt may have gone through/);
  const keys = new Set(sent.map(({ key }) => key));
  expect([sent.length, keys.size]).toEqual([3, 1]);
  press('Cancel');
  await closed();
  await giveBack();
  type('Reason', 'Fell ill');
  reply = () => [201, refund];
  press(/^Give back €/);
  await closed();
  expect(keys.has(sent.at(-1)!.key)).toBe(false);
});

it('D-06 refuses more than can go back before it is sent; where somebody was faster, it says so and offers what is left', async () => {
  await show();
  await giveBack();
  type('Reason', 'Fell ill');
  type('Amount in EUR', '50.01');
  press(/^Give back/);
  expect(await screen.findByText('At most €50.00 can go back.')).toBeTruthy();
  type('Amount in EUR', '0');
  press(/^Give back/);
  expect(await screen.findByText('Please give an amount above zero.')).toBeTruthy();
  expect(sent).toEqual([]);

  items = [{ ...payment, refundable: 3000 }];
  reply = problem('refund-too-large', 'That is more than was paid and has not gone back yet.');
  type('Amount in EUR', '50');
  press(/^Give back/);
  expect(await screen.findByText('That is more than was paid and has not gone back yet.')).toBeTruthy();
  await screen.findByText(/Up to €30\.00 can go back/);
  // What was refused has not been done: another amount is another request.
  reply = () => [201, refund];
  type('Amount in EUR', '30');
  press('Give back €30.00');
  await closed();
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
});

it('D-05 notes a payment with what is due, once, and says why it cannot', async () => {
  await show();
  await notePayment();
  expect(amount().value).toBe('40');
  type('Day it came', '2999-01-01');
  press('Note a payment');
  expect(await screen.findByText('Please choose a day up to today.')).toBeTruthy();
  type('Day it came', '2026-01-02');
  type(/^Note(?! a)/, 'Transfer 81');
  reply = problem('invoice-settled', 'There is nothing to pay on this invoice any more.');
  press('Note a payment');
  expect(await screen.findByText('There is nothing to pay on this invoice any more.')).toBeTruthy();
  reply = () => [201, { ...payment, provider: 'manual' }];
  reads = [];
  press('Note a payment');
  press('Note a payment');
  await closed();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toMatchObject({
    address: '/api/v1/invoices/inv_1/payments',
    body: {
      amount: 4000,
      method: 'bank_transfer',
      note: 'Transfer 81',
      paidAt: new Date('2026-01-02T12:00').toISOString(),
    },
  });
  expect(reads).toContain('/api/v1/invoices/inv_1/payments');
});

it('D-05 sends a payment of today, tried again, as the same request', async () => {
  await show();
  await notePayment();
  reply = undefined;
  press('Note a payment');
  await screen.findByText(/could not reach the server/);
  reply = () => [201, payment];
  press('Note a payment');
  await closed();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
});

it('reads the invoice anew where its payments are found to have changed', async () => {
  const client = await show();
  const key = queryKeys.invoice('inv_1');
  client.setQueryData(key, invoice);
  const look = () => client.refetchQueries({ queryKey: queryKeys.payments('inv_1') });
  await look();
  expect(client.getQueryState(key)!.isInvalidated).toBe(false);
  items = [{ ...payment, refunds: [refund] as never }];
  await look();
  await waitFor(() => expect(client.getQueryState(key)!.isInvalidated).toBe(true));
});

it('says what happened to payments in plain words', async () => {
  items = [
    {
      ...payment,
      id: 'pay_2' as never,
      state: 'failed',
      method: null,
      paidAt: null,
      declines: ['insufficient_funds', 'x_y'],
    },
    {
      ...payment,
      refundable: 0,
      refunds: [
        { ...refund, amount: 1000, state: 'failed', failure: 'insufficient-balance' },
        { ...refund, id: 'rfd_2', amount: 1500, state: 'pending' },
      ] as never,
      disputes: [{ id: 'dsp_1', amount: 3500, state: 'open', reason: 'fraudulent', openedAt: at }] as never,
    },
    { ...payment, id: 'pay_3' as never, refundable: 0, refunds: [{ ...refund, id: 'rfd_3', amount: 5000 }] as never },
  ];
  await show();
  const [failed, disputed, returned] = screen
    .getAllByRole('list')[0]!
    .querySelectorAll(':scope > li') as unknown as HTMLElement[];
  expect(failed!.textContent).toContain('On the payment page');
  expect(failed!.textContent).toContain('A card was declined: not enough money.A card was declined by its bank.');
  expect(disputed!.textContent).toContain('€10.00 did not go back');
  expect(disputed!.textContent).toContain('not enough money in your account with the provider');
  expect(disputed!.textContent).toContain('€15.00 on its way back');
  expect(disputed!.textContent).toContain('demands €35.00 back');
  expect(returned!.textContent).toContain('Gone back');
  expect(screen.queryByRole('button', { name: /Give back/ })).toBeNull();
});

it('offers nothing that the member may not do, and no payment of an invoice that was taken back', async () => {
  await show({}, []);
  expect(screen.queryAllByRole('button')).toEqual([]);
  cleanup();
  await show({ state: 'void' });
  expect(screen.queryByRole('button', { name: 'Note a payment' })).toBeNull();
});

const owed = (id: string, number: string, due: number, more = {}) => ({
  ...{ id, number, currency: 'EUR', figures: { due } },
  ...more,
});

it('D-05 spreads a payment over what the buyer owes, the oldest first, and as somebody types it', async () => {
  found = {
    'leadId=': {
      items: [
        owed('ivc_3', 'INV-0003', 2000),
        owed('ivc_2', 'INV-0002', 0),
        owed('ivc_1', 'INV-0001', 4000),
        owed('ivc_4', 'INV-0004', 900, { currency: 'USD' }),
      ],
    },
  };
  await show({}, ['payments.record', 'payments.spread']);
  fireEvent.click(await screen.findByRole('button', { name: 'Note one for several invoices' }));
  await screen.findByRole('dialog');
  const part = (number: string) => screen.getByLabelText<HTMLInputElement>(`Invoice ${number}`).value;
  expect([amount().value, part('INV-0001'), part('INV-0003')]).toEqual(['60', '40', '20']);
  type('Amount in EUR', '50');
  expect([part('INV-0001'), part('INV-0003')]).toEqual(['40', '10']);
  type('Invoice INV-0001', '15');
  expect(part('INV-0003')).toBe('35');
  type('Invoice INV-0003', '20');
  press('Note a payment');
  expect(await screen.findByText('What is spread has to come to the amount that was paid.')).toBeTruthy();
  expect(sent).toEqual([]);
  type('Invoice INV-0003', '35');
  press('Note a payment');
  await closed();
  expect(sent).toMatchObject([
    {
      address: '/api/v1/payments/spread',
      body: {
        amount: 5000,
        parts: [
          { invoiceId: 'ivc_1', amount: 1500 },
          { invoiceId: 'ivc_3', amount: 3500 },
        ],
      },
    },
  ]);
});

it('D-05 pays with credit up to what is there, and takes it back', async () => {
  const sources = [{ invoiceId: 'ivc_9', number: 'INV-0009', amount: 1500 }];
  found = { '/credit': { currency: 'EUR', available: 1500, sources } };
  const used = { ...payment, method: 'credit', provider: 'manual', creditOf: 'ivc_9', fee: 0 };
  items = [used as PaymentView];
  await show({}, ['payments.record', 'payments.use-credit', 'payments.undo-credit', 'payments.refund']);
  fireEvent.click(await screen.findByRole('button', { name: 'Use credit of €15.00' }));
  await screen.findByRole('dialog');
  expect(screen.getByText('From invoice INV-0009')).toBeTruthy();
  type('Amount in EUR', '15,01');
  press('Use credit');
  expect(await screen.findByText('At most €15.00.')).toBeTruthy();
  type('Amount in EUR', '15');
  press('Use credit');
  await closed();
  expect(sent).toMatchObject([{ address: '/api/v1/invoices/inv_1/credit', body: { amount: 1500 } }]);
  fireEvent.click(screen.getByRole('button', { name: /^Take back that credit/ }));
  fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(sent.at(-1)?.address).toBe('/api/v1/payments/pay_1/undo-credit'));
});
