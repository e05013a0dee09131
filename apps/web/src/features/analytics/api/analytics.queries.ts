import type { AnalyticsRange, SiteCalendar } from '@stageline/contracts';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** The numbers of a range; while another one loads, the last one stays. */
export const analyticsQuery = (range: AnalyticsRange) =>
  queryOptions({
    queryKey: queryKeys.analytics(range),
    queryFn: ({ signal }) => call('analytics.get', { query: { range }, signal }),
    placeholderData: keepPreviousData,
    // Visitors come without a hint.
    refetchInterval: 60_000,
  });

/** How the leads of a range fare; another lead or move comes with a hint. */
export const salesQuery = (range: AnalyticsRange) =>
  queryOptions({
    queryKey: queryKeys.sales(range),
    queryFn: ({ signal }) => call('analytics.get-sales', { query: { range }, signal }),
    placeholderData: keepPreviousData,
  });

/** Moves where days and weeks begin; every range is another one then. */
export function useSetCalendar() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SiteCalendar) => call('analytics.set-calendar', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['analytics'] }),
  });
}
