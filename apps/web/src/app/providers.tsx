import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { ApiProblem } from '../shared/lib/api.ts';
import { frameKeys } from '../shared/lib/frame-keys.ts';

/** Nothing is announced before something was done, so the announcer may come after the page. */
const Toaster = lazy(() => import('../shared/ui/toaster.tsx').then((module) => ({ default: module.Toaster })));

/**
 * A client whose retries help: not after a refusal, which the same request would only meet again. Where a page has
 * nothing to show because the session is over, nobody is signed in any more, and the frame leads to the log-in; a page
 * that shows something stays, with what was typed into it.
 */
export const createQueryClient = (): QueryClient => {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { state }) => {
        if (error instanceof ApiProblem && error.status === 401 && state.data === undefined)
          client.setQueryData(frameKeys.me(), null);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) =>
          failures < 2 && (!(error instanceof ApiProblem) || (error.retryable && error.status !== 429)),
      },
      // What somebody does while offline is refused at once and in words: done without them minutes later, it may be wrong by then.
      mutations: { networkMode: 'always' },
    },
  });
  return client;
};

/** What every page of the app stands on. */
export const Providers = ({ client, children }: { readonly client: QueryClient; readonly children: ReactNode }) => (
  <QueryClientProvider client={client}>
    {children}
    <Suspense>
      <Toaster />
    </Suspense>
  </QueryClientProvider>
);
