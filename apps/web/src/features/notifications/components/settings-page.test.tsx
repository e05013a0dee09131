import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import { NotificationSettingsPage } from './settings-page.tsx';

beforeEach(() => {
  // The switches measure themselves; jsdom has nothing to measure with.
  globalThis.ResizeObserver ??= class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  };
});
afterEach(cleanup);

it('F-12 the settings show the kinds that can reach the member, and no other', () => {
  const told = { inApp: true, email: 'instant', sms: 'off' };
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.notificationSettings(), {
    version: 1,
    timeZone: null,
    siteTimeZone: 'Europe/Berlin',
    quiet: null,
    digestAt: '08:00',
    phone: null,
    smsAvailable: false,
    kinds: { 'lead-assigned': told, automation: told, 'import-ended': told },
    reach: ['lead-assigned', 'automation'],
  });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <NotificationSettingsPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  const rows = screen.getAllByRole('group').map((row) => row.querySelector('legend')!.textContent);
  expect(rows).toEqual(['New leads', 'Automations']);
});
