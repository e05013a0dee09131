import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { ApiProblem } from '../shared/lib/api.ts';

/** Nothing is announced before something was done, so the announcer may come after the page. */
const Toaster = lazy(() => import('../shared/ui/toaster.tsx').then((module) => ({ default: module.Toaster })));

/** A client whose retries help: not after a refusal, which the same request would only meet again. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) =>
          failures < 2 && (!(error instanceof ApiProblem) || (error.retryable && error.status !== 429)),
      },
    },
  });

/** What every page of the app stands on. */
export const Providers = ({ client, children }: { readonly client: QueryClient; readonly children: ReactNode }) => (
  <QueryClientProvider client={client}>
    {children}
    <Suspense>
      <Toaster />
    </Suspense>
  </QueryClientProvider>
);
