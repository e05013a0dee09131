import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { ImportView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { ImportCheck } from './import-check.tsx';

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

const view = {
  id: 'imp_1',
  state: 'checked',
  plan: {},
  check: { rows: 3, created: 3, changed: 0, unchanged: 0, wrong: 0 },
  gains: null,
  faults: [],
} as unknown as ImportView;
const automation = { id: 'aut_1', name: 'Say hello', actions: ['send-mail'] };

const show = () =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ImportCheck view={view} onChange={() => undefined} />
    </QueryClientProvider>,
  );
const runButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Import 3 leads' });
const sent = () => fetched.mock.calls.filter(([, init]) => init.method === 'POST').map(([, init]) => init.body);

it('F-05 an import whose automations cannot be loaded says so, and goes on without them only where that is chosen', async () => {
  fetched.mockResolvedValue(answer(500, {}));
  show();
  expect(runButton().disabled).toBe(true);
  await screen.findByText(/automations could not be loaded/);
  expect(runButton().disabled).toBe(true);
  fireEvent.click(screen.getByRole('checkbox', { name: /^Import without automations/ }));
  fireEvent.click(runButton());
  await waitFor(() => expect(sent()).toEqual(['{"automations":[]}']));
});

it('F-05 the automations of an import are loaded when that is tried again, and then chosen as ever', async () => {
  fetched.mockResolvedValueOnce(answer(500, {})).mockResolvedValue(answer(200, { items: [automation] }));
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Run automations for these leads' }));
  fireEvent.click(runButton());
  await waitFor(() => expect(sent()).toEqual(['{"automations":["aut_1"]}']));
});
