import { afterEach, describe, expect, it } from '@jest/globals';
import type { SavedView, ViewQuery } from '@stageline/contracts';
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, useLocation } from 'react-router';
import { pipelinesQuery } from '../../../shared/lib/pipelines.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { act, cleanup, render, screen } from '../../../shared/testing/react.ts';
import { useLeadView } from './use-lead-view.ts';
import { useSavedView } from './use-saved-view.ts';

// What the cache is told is shown in the same moment.
notifyManager.setScheduler((tell) => tell());
afterEach(cleanup);

const pipeline = {
  id: 'default',
  name: 'Leads',
  stages: [{ id: 'new', name: 'New', kind: 'open', entry: [], leadsTo: null }],
  formerStages: [],
};
const viewOf = (query: ViewQuery) => ({ id: 'svw_1', name: 'Hot ones', query, missing: [] }) as unknown as SavedView;
const kept = viewOf({ layout: 'list', heat: 'hot' });
const now = viewOf({ layout: 'list', phone: 'no' });

function Shown() {
  const open = useSavedView(useLeadView());
  return (
    <p>
      {open?.current?.name}: {useLocation().search.slice(1)}, {open?.isChanged === true ? 'changed' : 'as kept'}
    </p>
  );
}

describe('F-03 a view that is open while a colleague keeps something else by its name', () => {
  it.each([
    ['is followed by who looks at it as it was kept', 'heat=hot', now, 'phone=no, as kept'],
    ['is left alone by who looks at something else', 'heat=warm', now, 'heat=warm, changed'],
    ['is where it was when only its name is another', 'heat=hot', kept, 'heat=hot, as kept'],
  ])('%s', (_case, filter, then, expected) => {
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
    client.setQueryData(pipelinesQuery.queryKey, { items: [pipeline], former: [] } as never);
    const know = (view: SavedView) => client.setQueryData(queryKeys.savedViews(), { items: [view], defaultId: null });
    know(kept);
    render(
      <QueryClientProvider client={client}>
        <MemoryRouter initialEntries={[`/dashboard/leads?saved=svw_1&view=list&${filter}`]}>
          <Shown />
        </MemoryRouter>
      </QueryClientProvider>,
    );
    act(() => void know({ ...then, name: 'Another' }));
    expect(screen.getByText(/^Another/).textContent).toBe(`Another: saved=svw_1&view=list&${expected}`);
  });
});
