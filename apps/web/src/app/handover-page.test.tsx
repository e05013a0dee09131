import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '../shared/testing/react.ts';
import { StrictMode } from 'react';
import { AppRouter } from './router.tsx';
import { routeElements } from './route-elements.tsx';
import { HandoverPage } from '../features/auth/components/handover-page.tsx';

const originalFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

const openWith = (hash: string, answer: { status: number; body: unknown }): jest.Mock => {
  const fetched = jest.fn((address: string) =>
    Promise.resolve(
      address === '/api/v1/auth/handover'
        ? {
            ok: answer.status < 400,
            status: answer.status,
            headers: new Map(),
            json: () => Promise.resolve(answer.body),
          }
        : { ok: false, status: 404, headers: new Map(), json: () => Promise.resolve(null) },
    ),
  );
  globalThis.fetch = fetched as unknown as typeof fetch;
  window.history.pushState(null, '', `/handover${hash}`);
  const routes = routeElements([
    { path: '/handover', element: <HandoverPage door="auth" /> },
    { path: '/dashboard', element: <h1>Dashboard</h1> },
  ]);
  render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <AppRouter routes={routes} />
      </QueryClientProvider>
    </StrictMode>,
  );
  return fetched as unknown as jest.Mock;
};

describe('HandoverPage', () => {
  it('spends the token once, takes it out of the address, and opens the dashboard', async () => {
    const token = 't'.repeat(40);
    const fetched = openWith(`#${token}`, {
      status: 200,
      body: { membershipId: 'mbr_1', name: 'Ada Stone', roles: ['owner'] },
    });
    await screen.findByRole('heading', { name: 'Dashboard' });
    const spent = fetched.mock.calls.filter(([address]) => address === '/api/v1/auth/handover');
    expect(spent).toHaveLength(1);
    expect(JSON.parse((spent[0]![1] as RequestInit).body as string)).toEqual({ token });
    expect(window.location.hash).toBe('');
  });

  it('offers the log-in when the token is spent', async () => {
    openWith(`#${'t'.repeat(40)}`, {
      status: 401,
      body: { type: '', title: 'Spent.', status: 401, code: 'invalid-ticket', retryable: false },
    });
    await screen.findByRole('heading', { name: 'Please log in' });
    await waitFor(() => expect(window.location.hash).toBe(''));
  });

  it('asks nothing of the server without a token', async () => {
    const fetched = openWith('', { status: 200, body: {} });
    await screen.findByRole('heading', { name: 'Please log in' });
    expect(fetched.mock.calls.some(([address]) => address === '/api/v1/auth/handover')).toBe(false);
  });
});
