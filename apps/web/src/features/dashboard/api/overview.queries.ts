import { queryOptions } from '@tanstack/react-query';
import { type Answer, call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type Overview = Answer<'overview.get'>;

/** The dashboard's first screen; a rep's numbers count their own leads only. */
export const overviewQuery = () =>
  queryOptions({
    queryKey: queryKeys.overview(),
    queryFn: ({ signal }) => call('overview.get', { signal }),
    // Leads today and the chart move on at midnight even when nothing happens.
    refetchInterval: 300_000,
  });
