import type { CouponView } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** The codes of a site, the newest first. */
export const couponsQuery = queryOptions({
  queryKey: queryKeys.coupons(),
  queryFn: async ({ signal }) => (await call('coupons.list', { signal })).items,
});

/** The masterclasses that a code can be for. */
export const soldSessionsQuery = queryOptions({
  queryKey: [...queryKeys.sessions(), 'list'],
  queryFn: ({ signal }) => call('sessions.list', { signal }),
});

function useChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.coupons() });
}

/** Makes a code. */
export function useCreateCoupon() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: (body: CallInput<'coupons.create'>['body']) => call('coupons.create', { body }),
    onSuccess,
  });
}

/** Ends a code. */
export function useEndCoupon() {
  const onSettled = useChanged();
  return useMutation({
    mutationFn: (couponId: CouponView['id']) => call('coupons.end', { params: { couponId } }),
    onSettled,
  });
}
