import type { SiteDraft } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type DraftSave = CallInput<'site.save-draft'>['body'];

/** The draft of this site. */
export const siteDraftQuery = () =>
  queryOptions({
    queryKey: queryKeys.siteSettings(),
    queryFn: ({ signal }) => call('site.get-draft', { signal }),
  });

/** The published versions, newest first. */
export const siteVersionsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.siteSettings(), 'versions'],
    queryFn: ({ signal, pageParam }) => call('site.list-versions', { signal, query: { limit: 20, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** One version with its content. */
export const siteVersionQuery = (number: number) =>
  queryOptions({
    queryKey: [...queryKeys.siteSettings(), 'version', number],
    queryFn: ({ signal }) => call('site.get-version', { signal, params: { number: String(number) } }),
    staleTime: Infinity,
  });

/** Saves the draft; visitors see nothing of it. */
export function useSaveDraft() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DraftSave) => call('site.save-draft', { body }),
    onSuccess: (draft) => client.setQueryData(siteDraftQuery().queryKey, draft),
  });
}

/** What replaces the draft as a whole; everything that shows the brand is asked again. */
function useReplacement<T>(mutationFn: (input: T) => Promise<SiteDraft>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: async (draft) => {
      client.setQueryData(siteDraftQuery().queryKey, draft);
      await client.invalidateQueries({
        queryKey: queryKeys.site(),
        predicate: ({ queryKey }) => queryKey[1] !== 'settings' || queryKey[2] === 'versions',
      });
    },
  });
}
export const usePublish = () => useReplacement((revision: number) => call('site.publish', { body: { revision } }));
export const useDiscard = () =>
  useReplacement((revision: number) => call('site.discard-draft', { body: { revision } }));
export const useRollBack = () =>
  useReplacement(({ number, ...body }: { number: number; revision: number; withoutMissingPictures: boolean }) =>
    call('site.roll-back', { params: { number: String(number) }, body }),
  );
