import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { InvoiceView } from '@stageline/contracts';
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, Route, Routes } from 'react-router';
import { navigationGuard } from '../../../shared/lib/navigation-guard.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { act, cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { EditDraftPage, NewDraftPage } from './draft-page.tsx';

const draft = {
  ...{ id: 'ivc_1', leadId: 'led_1', number: null, state: 'draft', currency: 'EUR', version: 3, dueAt: null },
  buyer: {
    ...{ name: 'Ana', email: 'ana@example.com', company: null, address: [], country: null, taxId: null, locale: 'en' },
  },
  lines: [{ description: 'A call', quantity: 1, unitAmount: 5000 }],
  reverseCharge: false,
} as unknown as InvoiceView;

const originalFetch = globalThis.fetch;
/** No layout here: the switch has no size. */
class NoSizes implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoSizes;
// What the cache is given reaches the page before the next line of a test.
notifyManager.setScheduler((tell) => tell());
/** What is sent to be saved. */
let sent: Record<string, unknown>[];
/** What the server says to that, and to whoever searches. */
let reply: { readonly status: number; readonly body: object };
let search: { readonly status: number; readonly body: object };
beforeEach(() => {
  [sent, reply, search] = [[], { status: 200, body: { ...draft, version: 9 } }, { status: 200, body: { items: [] } }];
  globalThis.fetch = jest.fn((address: string, { method, body }: RequestInit) => {
    if (method !== 'GET') sent.push(JSON.parse(body as string) as Record<string, unknown>);
    const read = address.includes('/leads')
      ? search
      : { status: 200, body: address.endsWith('/seller') ? { seller: null } : draft };
    const said = method === 'GET' ? read : reply;
    return Promise.resolve({
      ...{ ok: said.status < 400, status: said.status, headers: new Map(), json: () => Promise.resolve(said.body) },
    } as unknown as Response);
  }) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

function show(path: string): QueryClient {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  client.setQueryData(queryKeys.invoice('ivc_1'), draft);
  client.setQueryData(queryKeys.me(), { operations: [] });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route path="/new" element={<NewDraftPage />} />
          <Route path="/:invoiceId/edit" element={<EditDraftPage />} />
          <Route path="*" element={<p>somewhere else</p>} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return client;
}
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const valueOf = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save the draft' }));
const refused = (pointer: string, message: string) => ({
  status: 400,
  body: {
    ...{ code: 'validation-failed', title: 'Some fields need another look.', status: 400, retryable: false },
    issues: [{ in: 'body', pointer, message }],
  },
});
const saved = (client: QueryClient, version: number, name: string) =>
  act(async () => {
    client.setQueryData(queryKeys.invoice('ivc_1'), { ...draft, version, buyer: { ...draft.buyer, name } });
  });

it('D-02 says what is wrong with the lines as a whole, and takes them once that is mended', async () => {
  show('/ivc_1/edit');
  reply = refused('/lines', 'There has to be something to pay.');
  type('Price of one', '0');
  save();
  expect(await screen.findByText('There has to be something to pay.')).toBeTruthy();
  reply = { status: 200, body: { ...draft, version: 4 } };
  type('Price of one', '49');
  save();
  expect(await screen.findByText('somewhere else')).toBeTruthy();
  expect(sent.at(-1)).toMatchObject({ lines: [{ unitAmount: 4900 }] });
});

it('D-02 says beside the day until which it is to be paid that it is over', async () => {
  show('/ivc_1/edit');
  reply = refused('/dueAt', 'That day is over.');
  type(/^To be paid by/, '2026-01-01');
  save();
  expect(await screen.findByText('That day is over.')).toBeTruthy();
  expect(screen.getByLabelText(/^To be paid by/).getAttribute('aria-invalid')).toBe('true');
  reply = { status: 200, body: { ...draft, version: 4 } };
  type(/^To be paid by/, '2036-01-01');
  save();
  expect(await screen.findByText('somewhere else')).toBeTruthy();
});

it('D-02 says which line of an address is wrong', async () => {
  show('/ivc_1/edit');
  reply = refused('/buyer/address/0', 'At most 100 characters.');
  type(/^Address/, 'x'.repeat(101));
  save();
  expect(await screen.findByText('At most 100 characters.')).toBeTruthy();
});

it('D-02 shows what somebody else saved, and never writes over it unseen', async () => {
  const client = show('/ivc_1/edit');
  await saved(client, 4, 'Ana Rodriguez');
  expect(valueOf('Name')).toBe('Ana Rodriguez');
  type(/^Company/, 'Norte');
  await saved(client, 5, 'Ben');
  expect(valueOf('Name')).toBe('Ana Rodriguez');
  reply = {
    status: 409,
    body: { code: 'conflict', title: 'It is another one by now.', status: 409, retryable: false },
  };
  save();
  expect(await screen.findByText(/Somebody else/)).toBeTruthy();
  expect(sent).toMatchObject([{ version: 4, buyer: { company: 'Norte' } }]);
});

it('D-02 asks before what was written is left, and not once it is saved', async () => {
  show('/ivc_1/edit');
  const blocks = () => navigationGuard()?.blocks({ pathname: '/dashboard/money', search: '' }) === true;
  expect(blocks()).toBe(false);
  type(/^Company/, 'Norte');
  await waitFor(() => expect(blocks()).toBe(true));
  save();
  expect(await screen.findByText('somewhere else')).toBeTruthy();
  expect(blocks()).toBe(false);
});

it('D-02 says that a search for a buyer did not work', async () => {
  search = { status: 500, body: { code: 'internal', title: 'Something went wrong.', status: 500, retryable: false } };
  show('/new');
  type('Name or e-mail of a lead', 'ana');
  expect(await screen.findByRole('alert')).toBeTruthy();
});
