import type { BulkRefundOutcome, BulkRefundView, SessionView } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

type SessionId = SessionView['id'];
/** Nobody tells the page how far it is. */
const LOOK_AGAIN_MS = 2000;
/** Banks take their time. */
const PENDING_MS = 15_000;

export const isUnderWay = ({ run }: BulkRefundView): boolean => run !== null && run.state !== 'done';
const lookAgain = (view: BulkRefundView | undefined): number | false => {
  if (view?.run == null) return false;
  if (isUnderWay(view)) return LOOK_AGAIN_MS;
  return view.run.counts.pending > 0 ? PENDING_MS : false;
};

/** What was paid for a masterclass, and how far giving it back is. */
export const bulkRefundQuery = (sessionId: string) =>
  queryOptions({
    queryKey: queryKeys.bulkRefund(sessionId),
    queryFn: ({ signal }) => call('bulk-refunds.get', { params: { sessionId: sessionId as SessionId }, signal }),
    refetchInterval: ({ state }) => lookAgain(state.data),
  });

/** What became of each, as long as it is under way read anew with how far it is. */
export const bulkRefundItemsQuery = (sessionId: string, outcome: BulkRefundOutcome | undefined, view: BulkRefundView) =>
  infiniteQueryOptions({
    queryKey: queryKeys.bulkRefundItems(sessionId, outcome ?? ''),
    queryFn: ({ pageParam, signal }) =>
      call('bulk-refunds.items', {
        params: { sessionId: sessionId as SessionId },
        query: { ...(outcome !== undefined && { outcome }), ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
    refetchInterval: lookAgain(view),
  });

/** Begins, or tries again what did not go through. */
export function useStartBulkRefund(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      call('bulk-refunds.start', { params: { sessionId: sessionId as SessionId }, body: { reason } }),
    onSuccess: async (view) => {
      client.setQueryData(queryKeys.bulkRefund(sessionId), view);
      await client.invalidateQueries({ queryKey: queryKeys.invoices() });
    },
  });
}
