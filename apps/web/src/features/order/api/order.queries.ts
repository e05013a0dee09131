import type { OfferId } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, call, type Answer, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type Order = Answer<'orders.look'>;
type NewOrder = Omit<CallInput<'orders.place'>['body'], 'token'>;

const retry = (failures: number, error: unknown): boolean =>
  failures < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500);

/** How soon an order that is being paid elsewhere is looked at again. */
const PAYING_MS = 5000;

/** An order by its link, at the price that a code makes of it. */
export const orderQuery = (token: string, code: string) =>
  queryOptions({
    queryKey: queryKeys.order(token, code),
    queryFn: ({ signal }) => call('orders.look', { body: { token, code }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'ordered' ? PAYING_MS : false),
    retry,
  });

export function usePlaceOrder(token: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: NewOrder) => call('orders.place', { body: { token, ...order } }),
    onSuccess: (order) => client.setQueriesData({ queryKey: queryKeys.orders(token) }, order),
  });
}

/** The public count of an offer's orders. */
export const orderCountQuery = (offerId: string) =>
  queryOptions({
    queryKey: queryKeys.orderCount(offerId),
    queryFn: ({ signal }) => call('orders.count', { params: { offerId: offerId as OfferId }, signal }),
    refetchInterval: 15_000,
    retry,
  });
