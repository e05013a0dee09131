import { afterEach, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, render } from '../../../shared/testing/react.ts';
import { TimesLeft } from './times-left.tsx';

afterEach(cleanup);

function shown(thisWeek: number, nextWeek: number): string {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.capacity('talk'), { thisWeek, nextWeek, first: null });
  const { container, unmount } = render(
    <QueryClientProvider client={client}>
      <TimesLeft slug="talk" />
    </QueryClientProvider>,
  );
  const text = container.textContent;
  unmount();
  return text;
}

it('an offer of a call says how many times are left, and names the next week where this one is full', () => {
  expect(shown(6, 20)).toBe('6 times left this week');
  expect(shown(1, 0)).toBe('1 time left this week');
  expect(shown(0, 12)).toBe('This week is full, 12 times next week');
  expect(shown(0, 0)).toBe('This week and the next are full');
});
