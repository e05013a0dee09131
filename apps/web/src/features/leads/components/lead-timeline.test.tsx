import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { LeadId, TimelineEntry } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { LeadTimeline } from './lead-timeline.tsx';

const leadId = 'led_01h455vb4pex5vsknk084sn02q' as LeadId;
const me = { membershipId: 'mem_1', permissions: ['leads.edit'] };
const note = {
  id: 'not_1',
  version: 1,
  kind: 'note',
  text: 'See https://a.example/x.',
  author: { membershipId: 'mem_2', name: 'Ana' },
  pinned: false,
  createdAt: '2026-01-02T10:00:00.000Z',
  editedAt: null,
};
const items = [
  { id: 'not_1', at: note.createdAt, kind: 'note', note },
  { id: 'mai_1', at: '2026-01-01T10:00:00.000Z', kind: 'mail', mailId: 'mai_1', subject: 'Hello', state: 'bounced' },
] as unknown as TimelineEntry[];

const originalFetch = globalThis.fetch;
const answer = (body: unknown) =>
  ({ ok: true, status: 200, headers: new Map(), json: () => Promise.resolve(body) }) as unknown as Response;
let asked: string[];
let sent: unknown[];
beforeEach(() => {
  asked = [];
  sent = [];
  globalThis.fetch = jest.fn((address: string, { body }: { body?: string } = {}) => {
    asked.push(address);
    if (body !== undefined) sent.push(JSON.parse(body));
    return Promise.resolve(answer({ items: address.includes('/timeline') ? items : [], nextCursor: null }));
  }) as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  client.clear();
  globalThis.fetch = originalFetch;
});

let client: QueryClient;
const show = () => {
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKeys.me(), me);
  render(
    <QueryClientProvider client={client}>
      <LeadTimeline leadId={leadId} />
    </QueryClientProvider>,
  );
};

it('F-10 shows what happened day by day, links in notes, and only the kind that is chosen', async () => {
  show();
  expect((await screen.findByRole('link')).getAttribute('href')).toBe('https://a.example/x');
  expect(screen.getAllByRole('heading', { level: 3 })).toHaveLength(2);
  expect(screen.getByText('Came back')).toBeTruthy();
  fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), { target: { value: 'mail' } });
  await screen.findByText('Hello');
  expect(asked.some((address) => address.includes('kinds=mail'))).toBe(true);
});

it('F-07 a note may tell of a call; what was typed for one that is left is kept until it is saved', async () => {
  show();
  const open = async () => {
    fireEvent.click(await screen.findByRole('button', { name: 'New note' }));
    return screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Note' });
  };
  const kind = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'What is it?' });
  fireEvent.change(await open(), { target: { value: 'Prefers the telephone' } });
  fireEvent.change(kind(), { target: { value: 'call' } });
  fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect((await open()).value).toBe('Prefers the telephone');
  expect(kind().value).toBe('call');
  fireEvent.click(screen.getByRole('button', { name: 'Save note' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent).toEqual([{ kind: 'call', text: 'Prefers the telephone' }]);
  expect([(await open()).value, kind().value]).toEqual(['', 'note']);
});
