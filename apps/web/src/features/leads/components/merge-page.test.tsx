import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MergeChoices, MergeSide } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen, within } from '../../../shared/testing/react.ts';
import { MergePage } from './merge-page.tsx';
import { MergeWithDialog } from './merge-with-dialog.tsx';

const side = (id: string, firstName: string, more: Partial<MergeSide>): MergeSide =>
  ({
    lead: {
      id,
      version: id === 'led_1' ? 4 : 7,
      pipelineId: 'default',
      stage: 'new',
      outcome: 'open',
      person: { firstName, lastName: 'Bauer', email: `${firstName}@x.example`, phone: null, company: null },
      assignee: null,
      response: null,
      attendedMinutes: 0,
      heat: null,
      createdAt: '2026-01-01T10:00:00.000Z',
      stageChangedAt: '2026-01-01T10:00:00.000Z',
    },
    personId: `per_${id}`,
    emails: [{ address: `${firstName}@x.example`, isProved: false }],
    phones: [],
    source: 'import',
    externalIds: [],
    linePosition: null,
    merged: 0,
    ...more,
  }) as MergeSide;
const choices: MergeChoices = {
  name: 'this',
  company: 'this',
  email: 'other',
  phone: 'this',
  stage: 'this',
  owner: 'this',
  source: 'this',
};
const ana = side('led_1', 'Ana', { externalIds: ['A-1'], linePosition: 9 });
const anna = side('led_2', 'Anna', { externalIds: ['A-2'], linePosition: 3 });
const pair = { this: ana, other: anna, reasons: ['same-name'], choices };

const fetched = jest.fn<(address: string, init: RequestInit) => Promise<Response>>();
const originalFetch = globalThis.fetch;
/** jsdom has no Response; this is the part of it that the client reads. */
const answer = (status: number, body: unknown): Response =>
  ({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) }) as unknown as Response;

let client: QueryClient;
beforeEach(() => {
  globalThis.fetch = fetched as unknown as typeof fetch;
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } });
});
afterEach(() => {
  cleanup();
  client.clear();
  fetched.mockReset();
  globalThis.fetch = originalFetch;
});

const Where = () => <p>{useLocation().pathname}</p>;

const show = (at: string) =>
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[at]}>
        <Routes>
          <Route path="/dashboard/leads/:leadId/merge/:otherId" element={<MergePage />} />
          <Route path="/ask" element={<MergeWithDialog lead={ana.lead} onClose={() => undefined} />} />
          <Route path="*" element={null} />
        </Routes>
        <Where />
      </MemoryRouter>
    </QueryClientProvider>,
  );

describe('comparing two leads', () => {
  const compare = () => {
    client.setQueryData(queryKeys.leadComparison('led_1', 'led_2'), pair);
    show('/dashboard/leads/led_1/merge/led_2');
  };
  const sent = () => fetched.mock.calls.filter(([, init]) => init.method === 'POST').map(([, init]) => init.body);

  it('F-04 asks where they differ, begins with what is suggested and says what nobody chooses', () => {
    compare();
    expect(screen.queryByRole('group', { name: 'Stage' })).toBeNull();
    const addresses = within(screen.getByRole('group', { name: 'Write to' })).getAllByRole('radio');
    expect(addresses.map((each) => (each as HTMLInputElement).checked)).toEqual([false, true]);
    expect(screen.getByText('They keep the earlier place, 3. The other one stays empty.')).toBeTruthy();
    expect(screen.getByText('They keep A-1. A file that names A-2 finds them as well.')).toBeTruthy();
  });

  it('F-04 merges with what was chosen and the versions that were seen, and goes to the lead that stays', async () => {
    fetched.mockResolvedValue(answer(200, { id: 'mrg_1', into: 'led_1', from: { leadId: 'led_2', name: 'Anna' } }));
    compare();
    fireEvent.click(within(screen.getByRole('group', { name: 'Name' })).getByRole('radio', { name: 'Anna Bauer' }));
    fireEvent.click(screen.getByRole('button', { name: 'Merge into Ana Bauer' }));
    expect(await screen.findByText('/dashboard/leads/led_1')).toBeTruthy();
    const [body] = sent();
    expect(JSON.parse(String(body))).toEqual({
      otherId: 'led_2',
      version: 4,
      otherVersion: 7,
      choices: { ...choices, name: 'other' },
    });
  });

  it('F-04 says that one of them has changed, and looks again', async () => {
    fetched.mockImplementation((_address, { method }) =>
      Promise.resolve(
        method === 'POST'
          ? answer(409, { code: 'conflict', title: 'Changed', status: 409, retryable: false, type: '' })
          : answer(200, { ...pair, this: { ...ana, lead: { ...ana.lead, version: 5 }, externalIds: ['A-9'] } }),
      ),
    );
    compare();
    fireEvent.click(screen.getByRole('button', { name: 'Merge into Ana Bauer' }));
    expect(await screen.findByText(/They keep A-9/)).toBeTruthy();
    // Also above what begins anew.
    expect(screen.getByText(/One of the two has changed/)).toBeTruthy();
  });
});

describe('choosing whom a lead is merged with', () => {
  it('F-04 finds others and never the lead itself, asks for one, and leads to the comparison', async () => {
    fetched.mockResolvedValue(answer(200, { items: [ana.lead, anna.lead], nextCursor: null }));
    show('/ask');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'bauer' } });
    const choice = await screen.findByRole('radio');
    expect(screen.queryByText('Ana Bauer')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Compare' }));
    expect(await screen.findByText('Please choose a lead.')).toBeTruthy();
    fireEvent.click(choice);
    fireEvent.click(screen.getByRole('button', { name: 'Compare' }));
    expect(await screen.findByText('/dashboard/leads/led_1/merge/led_2')).toBeTruthy();
  });
});
