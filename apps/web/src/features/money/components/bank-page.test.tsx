import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { StatementLineView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen, waitFor, within } from '../../../shared/testing/react.ts';
import { BankPage } from './bank-page.tsx';

const owed = (number: string, due: number) => ({ invoiceId: `ivc_${number}`, number, buyerName: 'Ana Ruiz', due });
const line = {
  ...{ id: 'bst_1', state: 'open', bookedOn: '2026-03-01', amount: 6000, currency: 'EUR', name: 'Ruiz, Ana' },
  ...{ reference: 'INV-0001', account: '', fileName: 'march.csv', parts: [] },
  suggestion: {
    ...{ certainty: 'sure', reasons: ['number', 'amount'] },
    parts: [{ ...owed('INV-0001', 6000), amount: 6000 }],
  },
} as unknown as StatementLineView;
const unknown = { ...line, id: 'bst_2', name: '', reference: '', suggestion: null } as StatementLineView;

const originalFetch = globalThis.fetch;
let items: StatementLineView[];
let owedStatus: number;
let leaves: boolean;
let sent: { readonly address: string; readonly body: unknown }[];
beforeEach(() => {
  [items, sent, owedStatus, leaves] = [[line, unknown], [], 200, false];
  globalThis.fetch = jest.fn((address: string, { method, body }: RequestInit) => {
    const answer = (value: unknown) =>
      Promise.resolve({ ok: true, status: 200, headers: new Map(), json: () => Promise.resolve(value) });
    if (method === 'GET' && address.includes('/invoices') && owedStatus !== 200)
      return Promise.resolve({ ok: false, status: owedStatus, headers: new Map(), json: () => Promise.resolve(null) });
    if (method === 'GET')
      return answer(
        address.includes('/invoices')
          ? { items: [owed('INV-0001', 6000), owed('INV-0002', 2500)] }
          : { items, nextCursor: null },
      );
    if (leaves && address.endsWith('/bst_1/book')) items = items.filter(({ id }) => id !== 'bst_1');
    sent.push({ address, body: JSON.parse((body as string | undefined) ?? 'null') });
    return answer(address.endsWith('book-sure') ? { booked: 1, left: 0 } : line);
  }) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

async function show(operations = ['statements.book', 'statements.book-sure', 'statements.upload']) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKeys.me(), { operations });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <BankPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  await screen.findByLabelText('Show');
}

it('D-05 says what a line may have paid and why, and notes it, or all sure ones', async () => {
  await show();
  expect(await screen.findByText('names the invoice · just what is due')).toBeTruthy();
  expect(screen.getByText('No invoice fits.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Note as payment: Ruiz, Ana, €60.00' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual({
    address: '/api/v1/bank-lines/bst_1/book',
    body: { parts: [{ invoiceId: 'ivc_INV-0001', amount: 6000 }] },
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Note the sure one' }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toEqual({ address: '/api/v1/bank-lines/book-sure', body: { lineIds: ['bst_1'] } });
});

it('D-05 a member chooses the invoices of a line that nothing fits', async () => {
  await show();
  fireEvent.click(await screen.findByRole('button', { name: 'Choose invoices for Without a name, €60.00' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.click(dialog.getByRole('button', { name: 'Note as payment' }));
  expect(await dialog.findByText('Please choose an invoice.')).toBeTruthy();
  fireEvent.click(await dialog.findByRole('button', { name: /INV-0002/ }));
  fireEvent.click(await dialog.findByRole('button', { name: /INV-0001/ }));
  expect(dialog.getByLabelText<HTMLInputElement>(/INV-0002/).value).toBe('25');
  expect(dialog.getByLabelText<HTMLInputElement>(/INV-0001/).value).toBe('35');
  fireEvent.click(dialog.getByRole('button', { name: 'Note as payment' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toEqual({
    parts: [
      { invoiceId: 'ivc_INV-0002', amount: 2500 },
      { invoiceId: 'ivc_INV-0001', amount: 3500 },
    ],
  });
});

it('D-05 says what is missing where there is nothing, and offers nothing that the member may not do', async () => {
  items = [];
  await show([]);
  expect(await screen.findByText('Nothing to decide')).toBeTruthy();
  expect(screen.queryByText('Bring a statement')).toBeNull();
});

it('D-05 keeps the place of whoever noted a line, though the line has left', async () => {
  leaves = true;
  await show(['statements.book']);
  const button = await screen.findByRole('button', { name: 'Note as payment: Ruiz, Ana, €60.00' });
  button.focus();
  fireEvent.click(button);
  await waitFor(() => expect(screen.queryByText('Ruiz, Ana')).toBeNull());
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
});

it('D-05 says that the invoices of a line could not be read, and not that there are none', async () => {
  owedStatus = 500;
  await show();
  fireEvent.click(await screen.findByRole('button', { name: 'Choose invoices for Without a name, €60.00' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByRole('alert')).toBeTruthy();
  expect(dialog.queryByText(/^No open invoice/)).toBeNull();
});
