import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ImportView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { PlanForm } from './plan-form.tsx';

const fetched = jest.fn<(address: string, init: RequestInit) => Promise<Response>>();
const originalFetch = globalThis.fetch;
const answer = (status: number, body: unknown): Response =>
  ({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) }) as unknown as Response;
beforeEach(() => {
  globalThis.fetch = fetched as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  fetched.mockReset();
  globalThis.fetch = originalFetch;
});

const stages = ['new', 'won'].map((id) => ({ id, name: null, kind: 'open', entry: [], leadsTo: null }));
const pipelines = { items: [{ id: 'default', version: 0, name: null, stages, formerStages: [] }], former: [] };
const view = {
  id: 'imp_1',
  state: 'uploaded',
  columns: [
    { name: 'Mail', samples: ['ana@example.com'] },
    { name: 'Phone', samples: ['+34600000001'] },
  ],
  suggestion: { mapping: ['email', 'phone'], key: 'email', remembered: false },
  plan: null,
} as unknown as ImportView;
const changed = {
  ...view,
  state: 'checked',
  plan: { mapping: ['email', 'phone'], key: 'phone', pipelineId: 'default', stage: 'won', assignee: 'mem_2' },
} as unknown as ImportView;

/** The api: lists that come, and a step that is refused. */
const serve = () =>
  fetched.mockImplementation(async (address, { method }) => {
    if (method !== 'GET') return answer(503, { title: 'Not now' });
    if (address.includes('/members')) return answer(200, { items: [{ id: 'mem_2', name: 'Ben' }] });
    return answer(200, pipelines);
  });
const show = (shown: ImportView) =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <PlanForm view={shown} onChecked={() => undefined} />
    </QueryClientProvider>,
  );
const list = (label: string) => screen.getByLabelText<HTMLSelectElement>(label);
const sent = () =>
  fetched.mock.calls
    .filter(([, init]) => init.method === 'POST')
    .map(([, init]) => JSON.parse(String(init.body)) as object);

describe('PlanForm', () => {
  it('F-05 sends as the key what the list shows, also when the column of the former key is left out', async () => {
    serve();
    show(view);
    fireEvent.change(list('Mail: Holds'), { target: { value: '' } });
    await waitFor(() => expect(list('People are known again by').value).toBe('phone'));
    fireEvent.click(screen.getByRole('button', { name: 'Check the file' }));
    await waitFor(() => expect(sent()).toMatchObject([{ mapping: [null, 'phone'], key: 'phone' }]));
  });

  it('F-05 shows whose and where new leads were planned to be once the lists of both have come', async () => {
    serve();
    show(changed);
    await screen.findByRole('option', { name: 'Ben' });
    await waitFor(() => expect(list('Stage').value).toBe('won'));
    expect(list('Given to').selectedOptions[0]?.textContent).toBe('Ben');
  });

  it('F-05 says why a file could not be discarded', async () => {
    serve();
    show(view);
    fireEvent.click(screen.getByRole('button', { name: 'Discard the file' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});
