import { afterEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { notificationsQuery } from '../api/notifications.queries.ts';
import { NotificationsPage } from './notifications-page.tsx';

const originalFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

const told = {
  ...{ id: 'ntf_1', kind: 'automation', read: false, at: '2026-01-01T10:00:00.000Z', title: 'Call Ana back' },
  ...{ lead: null, member: null, dueAt: null, text: null, import: null },
};

it('F-12 keeps what a member was told on the page when asking for news of it fails', async () => {
  const refused = { ok: false, status: 500, headers: new Map(), json: async () => ({}) } as unknown as Response;
  globalThis.fetch = jest.fn<typeof fetch>(async () => refused);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKeys.me(), { permissions: [] });
  const { queryKey } = notificationsQuery('all');
  client.setQueryData(queryKey, {
    pages: [{ items: [told], nextCursor: null, unread: 1 }],
    pageParams: [null],
  } as never);
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <NotificationsPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  await waitFor(() => expect(client.getQueryState(queryKey)?.status).toBe('error'));
  expect(screen.getByText('Call Ana back')).toBeTruthy();
});
