import type { BillingView, CreditKind } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

const OWING: ReadonlySet<BillingView['state']> = new Set(['past_due', 'grace', 'restricted']);
/** Nobody tells the page that a provider has told us. */
const LOOK_AGAIN_MS = 10_000;

export const billingQuery = queryOptions({
  queryKey: queryKeys.billingView(),
  queryFn: ({ signal }) => call('billing.get', { signal }),
  // Whoever comes back from the provider's page sees what they have done there.
  refetchOnWindowFocus: 'always',
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data === undefined || OWING.has(state.data.state) ? LOOK_AGAIN_MS : 30_000),
});

export const billingNoticeQuery = queryOptions({
  queryKey: queryKeys.billingNotice(),
  queryFn: ({ signal }) => call('billing.get-notice', { signal }),
  staleTime: 60_000,
  refetchInterval: 5 * 60_000,
});

/** The answer is the whole page; what stands above it is asked for anew. */
function useChanged() {
  const client = useQueryClient();
  return {
    onSuccess(view: BillingView) {
      client.setQueryData(billingQuery.queryKey, view);
      void client.invalidateQueries({ queryKey: queryKeys.billingNotice() });
    },
    onError: () => void client.invalidateQueries({ queryKey: queryKeys.billing() }),
  };
}
const leave = ({ url }: { readonly url: string }): void => window.location.assign(url);

export const useStartTrial = () =>
  useMutation({
    mutationFn: (body: CallInput<'billing.start-trial'>['body']) => call('billing.start-trial', { body }),
    ...useChanged(),
  });
/** Goes to the page on which the provider takes the card. */
export const useSubscribe = () =>
  useMutation({
    mutationFn: (body: CallInput<'billing.subscribe'>['body']) => call('billing.subscribe', { body }),
    onSuccess: leave,
  });
export const usePortal = () => useMutation({ mutationFn: () => call('billing.open-portal'), onSuccess: leave });
export const useCancelPlan = () => useMutation({ mutationFn: () => call('billing.cancel'), ...useChanged() });
export const useResumePlan = () => useMutation({ mutationFn: () => call('billing.resume'), ...useChanged() });
/** How everything is taxed follows from it, so amounts that were shown are asked for anew. */
export const useSaveBuyer = () =>
  useMutation({
    mutationFn: (body: CallInput<'billing.save-buyer'>['body']) => call('billing.save-buyer', { body }),
    ...useChanged(),
  });
export const useChangePlan = () =>
  useMutation({
    mutationFn: (body: CallInput<'billing.change'>['body']) => call('billing.change', { body }),
    ...useChanged(),
  });

/** What a change costs; asked for when it is about to be made. */
export const planChangeQuery = (choice: CallInput<'billing.preview-change'>['body']) =>
  queryOptions({
    queryKey: [...queryKeys.billing(), 'change', choice.plan, choice.interval] as const,
    queryFn: ({ signal }) => call('billing.preview-change', { body: choice, signal }),
    // An amount holds for a quarter of an hour.
    staleTime: 10 * 60_000,
    gcTime: 0,
  });

/** Goes to the page on which a pack is paid; pressed twice, it is the same page. */
export function useBuyCredits(kind: CreditKind) {
  const key = useRef<string>(undefined);
  return useMutation({
    mutationFn: (currency: CallInput<'billing.buy-credits'>['body']['currency']) =>
      call('billing.buy-credits', { body: { kind, currency }, idempotencyKey: (key.current ??= crypto.randomUUID()) }),
    onSuccess: leave,
  });
}
