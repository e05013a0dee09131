import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';

export const salesSellerQuery = queryOptions({
  queryKey: ['sales-seller'],
  queryFn: ({ signal }) => call('admin.get-sales-seller', { signal }),
});

/** Says who sells plans and credits, and how they are taxed. */
export function useSaveSalesSeller() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<'admin.save-sales-seller'>['body']) => call('admin.save-sales-seller', { body }),
    onSuccess: (view) => client.setQueryData(salesSellerQuery.queryKey, view),
  });
}
