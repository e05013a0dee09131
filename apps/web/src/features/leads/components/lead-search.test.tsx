import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import type { LeadViewChoice } from '../hooks/use-lead-view.ts';
import { LeadSearch } from './lead-search.tsx';

afterEach(cleanup);

/** The search above a list whose address says `q` when it is told to. */
function searching() {
  const client = new QueryClient();
  client.setQueryData(queryKeys.me(), { permissions: [], operations: [] });
  const searchWith = jest.fn<LeadViewChoice['searchWith']>(() => '');
  const shown = (q?: string) => (
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <LeadSearch
          choice={{ view: 'list', filter: q === undefined ? {} : { q }, searchWith } as unknown as LeadViewChoice}
        />
      </MemoryRouter>
    </QueryClientProvider>
  );
  const { rerender } = render(shown());
  return { searchWith, addressSays: (q?: string) => rerender(shown(q)) };
}
const box = () => screen.getByRole<HTMLInputElement>('searchbox');
const type = (value: string) => fireEvent.change(box(), { target: { value } });

describe('LeadSearch', () => {
  it('F-01 keeps what is typed while the search before it is on its way into the address', async () => {
    const { searchWith, addressSays } = searching();
    type('an');
    await waitFor(() => expect(searchWith).toHaveBeenCalledWith({ q: 'an' }));
    type('ana');
    addressSays('an');
    expect(box().value).toBe('ana');
    await waitFor(() => expect(searchWith).toHaveBeenLastCalledWith({ q: 'ana' }));
  });

  it('F-01 shows what the address says when something else changed it, each time', async () => {
    const { searchWith, addressSays } = searching();
    type('ana');
    await waitFor(() => expect(searchWith).toHaveBeenCalledWith({ q: 'ana' }));
    addressSays('ana');
    addressSays();
    expect(box().value).toBe('');
    addressSays('ana');
    expect(box().value).toBe('ana');
  });

  it('L-15 leaves the focus in the field when its words are taken away', () => {
    searching();
    type('ana');
    const clear = screen.getByRole('button', { name: 'Clear the search' });
    clear.focus();
    fireEvent.click(clear);
    expect([box().value, document.activeElement === box()]).toEqual(['', true]);
  });
});
