import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { PolicySection } from './policy-section.tsx';

const originalFetch = globalThis.fetch;
beforeEach(() => {
  // The switches measure themselves; jsdom has nothing to measure with.
  globalThis.ResizeObserver ??= class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  };
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

const toggle = (name: string) => screen.getByRole('switch', { name });
const isOn = (name: string) => toggle(name).getAttribute('aria-checked') === 'true';
const answer = (status: number, body: unknown): Response =>
  ({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) }) as unknown as Response;

it('L-02 roles that are switched one right after the other all demand a second factor; what is refused goes back', async () => {
  const answers: ((status: number) => void)[] = [];
  let kept: string[] = [];
  globalThis.fetch = jest.fn<typeof fetch>((_address, init) => {
    const { roles } = JSON.parse(init!.body as string);
    return new Promise((resolve) =>
      answers.push((status) => {
        if (status === 200) kept = roles;
        resolve(answer(status, { roles: kept }));
      }),
    );
  });
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.factorPolicy(), { roles: [] });
  client.setQueryData(queryKeys.roles(), { items: [] });
  render(
    <QueryClientProvider client={client}>
      <PolicySection />
    </QueryClientProvider>,
  );
  const next = async () => {
    await waitFor(() => expect(answers).toHaveLength(1));
    return answers.shift()!;
  };

  for (const name of ['Rep', 'Host', 'Team leader']) fireEvent.click(toggle(name));
  expect(['Rep', 'Host', 'Team leader'].map(isOn)).toEqual([true, true, true]);
  (await next())(200);
  (await next())(500);
  (await next())(200);
  await waitFor(() => expect(['Rep', 'Host', 'Team leader'].map(isOn)).toEqual([true, false, true]));
  expect(kept).toEqual(['rep', 'leader']);
});
