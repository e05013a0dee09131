import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

const LOOK_AGAIN_MS = 60_000;

/** The last runs of the isolation canary, for central administrators. */
export const canaryRunsQuery = () =>
  queryOptions({
    queryKey: queryKeys.canary(),
    queryFn: ({ signal }) => call('admin.list-canary-runs', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });

/** How the platform is, for anybody. */
export const statusQuery = () =>
  queryOptions({
    queryKey: queryKeys.status(),
    queryFn: ({ signal }) => call('status.get', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
