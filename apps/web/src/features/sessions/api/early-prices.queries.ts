import type { SessionView } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** What has a price in a masterclass, and what it costs whoever comes early. */
export const earlyPricesQuery = (sessionId: SessionView['id']) =>
  queryOptions({
    queryKey: [...queryKeys.session(sessionId), 'early-prices'] as const,
    queryFn: async ({ signal }) => (await call('early-prices.list', { params: { sessionId }, signal })).items,
  });

/** Sets an early price, or ends it. */
export function useSaveEarlyPrice(sessionId: SessionView['id']) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<'early-prices.save'>['body']) =>
      call('early-prices.save', { params: { sessionId }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.session(sessionId) }),
  });
}
