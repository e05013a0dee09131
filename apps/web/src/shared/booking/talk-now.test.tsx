import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '../testing/react.ts';
import { TalkNow } from './talk-now.tsx';

type Reply = { readonly status: number; readonly body: object };
const asked = (more: object = {}) => ({
  ...{ token: 'a-token-that-is-long-enough', state: 'ringing', call: null, first: [] },
  ...{ now: new Date().toISOString(), until: new Date(Date.now() + 60_000).toISOString(), ...more },
});
let replies: Record<string, Reply> = {};
beforeEach(() => {
  replies = {};
  globalThis.fetch = jest.fn(async (input: unknown) => {
    const found = Object.entries(replies).find(([path]) => String(input).includes(path));
    const { status, body } = found?.[1] ?? { status: 500, body: {} };
    // jsdom has no Response; this is the part of it that the client reads.
    return { ok: status < 400, status, headers: new Map(), json: async () => body };
  }) as never;
});
afterEach(cleanup);

function shown() {
  const told: unknown[] = [];
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <TalkNow
        slug="talk"
        personalToken="a-personal-token-of-somebody"
        onTaken={(call) => told.push(call)}
        onLapsed={() => told.push('lapsed')}
      />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Talk now' }));
  return told;
}

it('E-01 rings, and hands over the call that somebody took', async () => {
  const call = { id: 'cll_1' };
  replies = {
    '/booking/talk/talk-now': { status: 201, body: asked() },
    '/talk-now/a-token': { status: 200, body: asked({ state: 'accepted', call }) },
  };
  const told = shown();
  await screen.findByText('We are asking who can talk');
  // The button that was pressed is gone; the focus is not.
  expect(document.activeElement?.textContent).toContain('We are asking who can talk');
  expect(document.activeElement).not.toBe(document.body);
  await waitFor(() => expect(told).toEqual([call]));
});

it('E-01 says that nobody could take it, and that other times are left', async () => {
  replies = {
    '/booking/talk/talk-now': { status: 201, body: asked() },
    '/talk-now/a-token': { status: 200, body: asked({ state: 'lapsed' }) },
  };
  const told = shown();
  await screen.findByText('Nobody could take it just now');
  expect(told).toEqual(['lapsed']);
});

it('E-01 says so at once where nobody is free any more, and lets one try again where it failed', async () => {
  replies = { '/booking/talk/talk-now': { status: 409, body: { code: 'nobody-here', title: 'x', status: 409 } } };
  shown();
  await screen.findByText('Nobody could take it just now');
  cleanup();
  replies = { '/booking/talk/talk-now': { status: 500, body: { code: 'internal', title: 'x', status: 500 } } };
  shown();
  expect((await screen.findByRole('alert')).textContent).toMatch(/try again/);
  expect(screen.getByRole('button', { name: 'Talk now' })).toBeTruthy();
});
