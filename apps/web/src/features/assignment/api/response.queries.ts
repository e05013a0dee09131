import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type LimitInput = CallInput<'responses.set-limit'>['body'];

/** Until when new leads have to be answered, and how it goes. */
export const responseLimitQuery = () =>
  queryOptions({
    queryKey: queryKeys.responseLimit(),
    queryFn: ({ signal }) => call('responses.get-limit', { signal }),
  });

export function useSetResponseLimit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: LimitInput) => call('responses.set-limit', { body }),
    onSuccess: (limit) => client.setQueryData(responseLimitQuery().queryKey, limit),
  });
}
