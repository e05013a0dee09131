import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';

/** What the platform fixes for every site. */
export const brandPolicyQuery = () =>
  queryOptions({
    queryKey: ['brand-policy'],
    queryFn: ({ signal }) => call('admin.get-brand-policy', { signal }),
  });

/** Replaces the policy; `version` guards against overwriting somebody else's change. */
export function useSaveBrandPolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<'admin.update-brand-policy'>['body']) => call('admin.update-brand-policy', { body }),
    onSuccess: (view) => client.setQueryData(brandPolicyQuery().queryKey, view),
  });
}
