import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** The last experiment with the landing page; while one runs its numbers are asked for again. */
export const experimentQuery = () =>
  queryOptions({
    queryKey: [...queryKeys.siteSettings(), 'experiment'],
    queryFn: ({ signal }) => call('site.get-experiment', { signal }),
    refetchInterval: 60_000,
  });

export function useStartExperiment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<'site.start-experiment'>['body']) => call('site.start-experiment', { body }),
    onSuccess: (found) => client.setQueryData(experimentQuery().queryKey, found),
  });
}

/** Ends it; what is kept may be a new version of the site, so everything that shows the site is asked again. */
export function useEndExperiment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (keep: 'a' | 'b') => call('site.end-experiment', { body: { keep } }),
    onSuccess: async (found) => {
      client.setQueryData(experimentQuery().queryKey, found);
      await client.invalidateQueries({ queryKey: queryKeys.site() });
    },
  });
}
