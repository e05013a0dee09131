import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  builtInStages,
  type ErrorCode,
  type PipelineView,
  type LeadView,
  type StageId,
  ProblemError,
} from '@stageline/contracts';
import { QueryClient, QueryClientProvider, QueryObserver, useQuery } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '../../../shared/testing/react.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { Toaster } from '../../../shared/ui/toaster.tsx';
import { PipelineMenu } from '../components/pipeline-menu.tsx';
import { StageSteps } from '../components/stage-steps.tsx';
import { flattenLeads, type LeadPages } from '../lib/lead-pages.ts';

const lead: LeadView = {
  id: 'led_01h455vb4pex5vsknk084sn02q' as LeadView['id'],
  version: 3,
  pipelineId: 'default',
  stage: 'new',
  outcome: 'open',
  person: { firstName: 'Ana', lastName: 'Ruiz', email: 'ana@example.com', phone: null, company: null },
  assignee: null,
  response: null,
  attendedMinutes: 0,
  heat: null,
  createdAt: '2026-01-01T10:00:00.000Z',
  stageChangedAt: '2026-01-01T10:00:00.000Z',
};

const kinds = { new: 'open', contacted: 'open', qualified: 'open', won: 'won', lost: 'lost' } as const;
const pipeline: PipelineView = {
  id: 'default',
  version: 0,
  name: null,
  stages: builtInStages.map((id) => ({ id, name: null, kind: kinds[id], entry: [], leadsTo: null })),
  formerStages: [],
};

/** One whose last stage wants to know why. */
const partners = {
  ...pipeline,
  id: 'pip_01h455vb4pex5vsknk084sn02q',
  name: 'Partners',
  stages: [
    { id: 'stg_01h455vb4pex5vsknk084sn02a', name: 'First talk', kind: 'open', entry: [], leadsTo: null },
    { id: 'stg_01h455vb4pex5vsknk084sn02b', name: 'Signed', kind: 'won', entry: ['reason'], leadsTo: null },
  ],
} as PipelineView;

const fetched = jest.fn<(address: string, init: RequestInit) => Promise<Response>>();
const originalFetch = globalThis.fetch;
/** jsdom has no Response; this is the part of it that the client reads. */
const answer = (status: number, body: unknown): Response =>
  ({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) }) as unknown as Response;
const refusal = (code: ErrorCode): Response => {
  const problem = new ProblemError(code).toProblem();
  return answer(problem.status, problem);
};

let client: QueryClient;
const listKey = (filter: Record<string, unknown>) => queryKeys.leadList(filter);
const stagesIn = (filter: Record<string, unknown>): StageId[] =>
  flattenLeads(client.getQueryData<LeadPages>(listKey(filter))).map((entry) => entry.stage);

/** The stage control of the lead as the cache holds it, the way its page shows it. */
function Subject() {
  const { data } = useQuery({ queryKey: queryKeys.lead(lead.id), queryFn: () => lead, enabled: false });
  return data === undefined ? null : (
    <>
      <StageSteps lead={data} />
      <PipelineMenu lead={data} />
    </>
  );
}
const pressed = (): string | null => screen.getByRole('button', { pressed: true }).textContent;

beforeEach(() => {
  globalThis.fetch = fetched as unknown as typeof fetch;
  client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } });
  const pages: LeadPages = { pages: [{ items: [lead], nextCursor: null }], pageParams: [null] };
  client.setQueryData(listKey({}), pages);
  client.setQueryData(listKey({ stage: 'new' }), pages);
  client.setQueryData(queryKeys.lead(lead.id), { ...lead, history: [] });
  client.setQueryData(queryKeys.pipelines(), { items: [pipeline], former: [] });
  client.setQueryData(queryKeys.me(), { permissions: ['leads.edit'] });
  render(
    <QueryClientProvider client={client}>
      <Subject />
      <Toaster />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  client.clear();
  fetched.mockReset();
  globalThis.fetch = originalFetch;
});

describe('moving a lead', () => {
  it('F-03 shows the new stage everywhere before the server answers, and tells it the version that was seen', async () => {
    let respond: (response: Response) => void = () => undefined;
    fetched.mockReturnValueOnce(new Promise((resolve) => (respond = resolve)));
    fireEvent.click(screen.getByRole('button', { name: 'Contacted' }));
    await waitFor(() => expect(pressed()).toBe('Contacted'));
    expect(stagesIn({})).toEqual(['contacted']);
    expect(stagesIn({ stage: 'new' })).toEqual([]);
    await waitFor(() => expect(fetched).toHaveBeenCalledTimes(1));
    expect(JSON.parse(String(fetched.mock.calls[0]?.[1].body))).toEqual({ stage: 'contacted', version: 3 });
    respond(answer(200, { ...lead, stage: 'contacted', version: 4 }));
    expect(await screen.findByText('Ana Ruiz is now in “Contacted”')).toBeTruthy();
  });

  it('offers an undo that moves the lead back from its new version', async () => {
    fetched.mockResolvedValueOnce(answer(200, { ...lead, stage: 'won', version: 4 }));
    fetched.mockResolvedValueOnce(answer(200, { ...lead, stage: 'new', version: 5 }));
    fireEvent.click(screen.getByRole('button', { name: 'Won' }));
    const toast = (await screen.findByText('Ana Ruiz is now in “Won”')).closest('li');
    if (toast === null) throw new Error('The note is not in the list of notes.');
    fireEvent.click(within(toast).getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(pressed()).toBe('New'));
    expect(JSON.parse(String(fetched.mock.calls[1]?.[1].body))).toEqual({ stage: 'new', version: 4 });
    expect(stagesIn({ stage: 'new' })).toEqual(['new']);
  });

  it('takes the move back when the server refuses it', async () => {
    fetched.mockResolvedValueOnce(refusal('internal'));
    fireEvent.click(screen.getByRole('button', { name: 'Lost' }));
    expect(await screen.findByText('Ana Ruiz was not moved')).toBeTruthy();
    expect(pressed()).toBe('New');
    expect(stagesIn({})).toEqual(['new']);
    expect(stagesIn({ stage: 'new' })).toEqual(['new']);
  });

  it('F-03 shows the change of somebody else instead of overwriting it', async () => {
    fetched.mockResolvedValueOnce(refusal('conflict'));
    fetched.mockResolvedValueOnce(answer(200, { ...lead, stage: 'won', version: 4, history: [] }));
    fireEvent.click(screen.getByRole('button', { name: 'Lost' }));
    expect(await screen.findByText(/Somebody else changed Ana Ruiz/)).toBeTruthy();
    await waitFor(() => expect(pressed()).toBe('Won'));
    expect(stagesIn({})).toEqual(['won']);
  });
});

describe('the menu of other pipelines', () => {
  const trigger = () => screen.queryByRole('button', { name: 'To another pipeline' });
  const withPartners = () =>
    act(() => client.setQueryData(queryKeys.pipelines(), { items: [pipeline, partners], former: [] }));
  const open = async () => {
    withPartners();
    fireEvent.keyDown(await screen.findByRole('button', { name: 'To another pipeline' }), { key: 'Enter' });
    return screen.findByRole('menu');
  };

  it('is there where a site has several, for whoever may move leads', async () => {
    expect(trigger()).toBeNull();
    withPartners();
    await waitFor(() => expect(trigger()).not.toBeNull());
    act(() => client.setQueryData(queryKeys.me(), { permissions: [] }));
    await waitFor(() => expect(trigger()).toBeNull());
  });

  it('F-01 moves a lead into a stage of another one, with the version that was seen', async () => {
    fetched.mockResolvedValueOnce(
      answer(200, { ...lead, pipelineId: partners.id, stage: partners.stages[0]!.id, version: 4 }),
    );
    const menu = await open();
    expect(within(menu).getByText('Partners')).toBeTruthy();
    fireEvent.click(within(menu).getByRole('menuitem', { name: 'First talk' }));
    await waitFor(() => expect(fetched).toHaveBeenCalledTimes(1));
    const [address, { body }] = fetched.mock.calls[0]!;
    expect(address).toBe(`/api/v1/leads/${lead.id}/stage`);
    expect(JSON.parse(String(body))).toEqual({ stage: partners.stages[0]!.id, pipelineId: partners.id, version: 3 });
    // As its makers write it.
    expect(await screen.findByText('Ana Ruiz is now in “First talk”')).toBeTruthy();
  });

  it('F-01 asks why before a stage that wants to know', async () => {
    fetched.mockResolvedValueOnce(
      answer(200, { ...lead, pipelineId: partners.id, stage: partners.stages[1]!.id, version: 4 }),
    );
    fireEvent.click(within(await open()).getByRole('menuitem', { name: 'Signed' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Move' }));
    await within(dialog).findByText(/Please/);
    expect(fetched).not.toHaveBeenCalled();
    fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'Both have\nsigned' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Move' }));
    await waitFor(() => expect(fetched).toHaveBeenCalledTimes(1));
    expect(JSON.parse(String(fetched.mock.calls[0]![1].body))).toMatchObject({ reason: 'Both have signed' });
  });

  it('F-03 asks again for a list that was still loading, which the move breaks off', async () => {
    const list = jest.fn(async (): Promise<LeadPages> => ({ pages: [], pageParams: [] }));
    list.mockReturnValueOnce(new Promise(() => undefined));
    const options = { queryKey: listKey({ q: 'slow' }), queryFn: list, retry: false };
    const observer = new QueryObserver(client, options);
    const leave = observer.subscribe(() => undefined);
    fetched.mockResolvedValueOnce(answer(200, { ...lead, stage: 'won', version: 4 }));
    fireEvent.click(screen.getByRole('button', { name: 'Won' }));
    await waitFor(() => expect(observer.getCurrentResult().status).toBe('success'));
    leave();
  });
});
