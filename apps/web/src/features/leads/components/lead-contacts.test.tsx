import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { ContactsView, LeadId } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { LeadContacts } from './lead-contacts.tsx';

const leadId = 'led_01h455vb4pex5vsknk084sn02q' as LeadId;
const at = '2026-01-02T10:00:00.000Z';
const view: ContactsView = {
  version: 3,
  firstName: 'Ann',
  lastName: 'Lee',
  company: null,
  emails: [
    { address: 'ann@x.example', verifiedAt: at, addedAt: at },
    { address: 'ann@work.example', verifiedAt: null, addedAt: at },
  ],
  phones: ['+4930901820'],
  lastChange: null,
};
const omar = { id: 'led_2', person: { firstName: 'Omar', lastName: 'Haddad', email: 'omar@x.example' } };

const originalFetch = globalThis.fetch;
const answer = (status: number, body: unknown) =>
  ({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) }) as unknown as Response;
let sent: { method: string; body: Record<string, unknown> }[];
/** What the server says to the next change. */
let reply: [status: number, body: unknown];
beforeEach(() => {
  sent = [];
  reply = [200, { ...view, version: 4 }];
  globalThis.fetch = jest.fn((address: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'GET')
      return Promise.resolve(answer(200, address.includes('/contacts') ? view : { items: [omar], nextCursor: null }));
    sent.push({ method, body: JSON.parse(body!) as Record<string, unknown> });
    return Promise.resolve(answer(...reply));
  }) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

async function show(permissions = ['leads.read', 'leads.edit', 'contacts.read']): Promise<void> {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKeys.me(), { membershipId: 'mem_1', permissions });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <LeadContacts leadId={leadId} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  await screen.findByText('ann@work.example');
}
const add = async (value: string) => {
  fireEvent.click(screen.getByRole('button', { name: 'Add e-mail' }));
  fireEvent.change(await screen.findByLabelText('E-mail address'), { target: { value } });
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
};

it('F-04 shows what was proved of each address, and adds one behind them with the version that was seen', async () => {
  await show();
  expect(screen.getByText(/^Confirmed on .*2026$/)).toBeTruthy();
  expect(screen.getByText('Not confirmed yet')).toBeTruthy();
  await add('ann@x.example');
  await screen.findByText('This lead has it already.');
  expect(sent).toEqual([]);
  fireEvent.change(screen.getByLabelText('E-mail address'), { target: { value: 'new@x.example' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  await screen.findByRole('button', { name: 'Add e-mail' });
  expect(sent[0]).toMatchObject({
    method: 'PUT',
    body: { version: 3, emails: ['ann@x.example', 'ann@work.example', 'new@x.example'], phones: view.phones },
  });
});

it('F-04 an address of somebody else leads to them where the list knows them', async () => {
  reply = [409, { code: 'contact-taken', title: 'Taken.', status: 409, retryable: false }];
  await show();
  await add('omar@x.example');
  const link = await screen.findByRole('link', { name: 'Open Omar Haddad' });
  expect(link.getAttribute('href')).toBe('/dashboard/leads/led_2');
});

it('F-04 whoever may not edit leads reads and changes nothing', async () => {
  await show(['leads.read', 'contacts.read']);
  expect(screen.queryAllByRole('button')).toEqual([]);
});
