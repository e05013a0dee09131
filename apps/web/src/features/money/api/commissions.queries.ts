import type { CommissionLine, CommissionPerson } from '@stageline/contracts';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { download } from '../../../shared/lib/download.ts';
import { useRequestKey } from '../hooks/use-request-key.ts';

/** What each level earns. */
export const ratesQuery = queryOptions({
  queryKey: queryKeys.commissions('rates'),
  queryFn: ({ signal }) => call('commissions.get-rates', { signal }),
});

/** Who earned commissions in a month; that of now on the site's calendar where none is named. */
export const commissionsQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: queryKeys.commissions('list', month),
    queryFn: ({ signal }) => call('commissions.list', { query: month === undefined ? {} : { month }, signal }),
    placeholderData: keepPreviousData,
  });

export const statementQuery = (leadId: string, month: string | undefined) =>
  queryOptions({
    queryKey: queryKeys.commissions(leadId, month),
    queryFn: ({ signal }) =>
      call('commissions.statement', {
        params: { leadId: leadId as CommissionPerson['leadId'] },
        query: month === undefined ? {} : { month },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const ownStatementQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: queryKeys.commissions('own', month),
    queryFn: ({ signal }) => call('commissions.own', { query: month === undefined ? {} : { month }, signal }),
    placeholderData: keepPreviousData,
  });

function useChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.commissions() });
}

/** Says what each level earns from now on. */
export function useSaveRates() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: (body: CallInput<'commissions.save-rates'>['body']) => call('commissions.save-rates', { body }),
    onSuccess,
  });
}

/** Notes a payout; once for one opened form. */
export function usePayOut(leadId: CommissionPerson['leadId']) {
  const send = useRequestKey();
  const changed = useChanged();
  return useMutation({
    mutationFn: (body: CallInput<'commissions.pay-out'>['body']) =>
      send((idempotencyKey) => call('commissions.pay-out', { params: { leadId }, body, idempotencyKey })),
    onSuccess: changed,
    onError: () => void changed(),
  });
}

/** Takes back a payout that was noted by mistake. */
export function useTakePayoutBack() {
  const onSettled = useChanged();
  return useMutation({
    mutationFn: (payoutId: NonNullable<CommissionLine['payoutId']>) =>
      call('commissions.take-payout-back', { params: { payoutId } }),
    onSettled,
  });
}

/** Who is there is asked before; then the browser fetches the file as it fetches any other. */
export const downloadCommissions = (month: string, leadId?: string): Promise<void> =>
  download(`/api/v1/commissions/export.csv?${new URLSearchParams({ month, ...(leadId !== undefined && { leadId }) })}`);
