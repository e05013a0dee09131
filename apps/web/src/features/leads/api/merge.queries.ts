import type { DuplicateView, LeadId, MergeChoices, MergeView } from '@stageline/contracts';
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { toast } from '../../../shared/ui/index.ts';
import { mergeTexts } from '../merge-texts.ts';
import { leadName } from './move-lead.ts';

export type Comparison = Answer<'merges.compare'>;
export type PairState = 'open' | 'dismissed';

/** How many pairs there are to look at. */
export const duplicateCountQuery = () =>
  queryOptions({
    queryKey: [...queryKeys.duplicates(), 'count'] as const,
    queryFn: ({ signal }) => call('duplicates.count', { signal }),
  });

/** Pairs that may be the same person, page by page. */
export const duplicatesQuery = (state: PairState) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.duplicates(), state] as const,
    queryFn: ({ pageParam, signal }) =>
      call('duplicates.list', {
        query: { state, ...(pageParam === null ? {} : { cursor: pageParam }), limit: 25 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/**
 * Two leads side by side. Not among what a change of leads makes stale: once they are merged there are no two; and whoever merges
 * what has changed since is told.
 */
export const comparisonQuery = (leadId: string, otherId: string) =>
  queryOptions({
    queryKey: queryKeys.leadComparison(leadId, otherId),
    queryFn: ({ signal }) =>
      call('merges.compare', { params: { leadId: leadId as LeadId, otherId: otherId as LeadId }, signal }),
    retry: false,
    gcTime: 0,
  });

/** What became part of a lead. */
export const mergesQuery = (leadId: string) =>
  queryOptions({
    queryKey: [...queryKeys.lead(leadId), 'merges'] as const,
    queryFn: ({ signal }) => call('merges.list', { params: { leadId: leadId as LeadId }, signal }),
  });

/** What a merge or its undo changes is nearly all of it. */
const refresh = (client: QueryClient): Promise<unknown> =>
  Promise.all([
    client.invalidateQueries({ queryKey: queryKeys.leads() }),
    client.invalidateQueries({ queryKey: queryKeys.overview() }),
  ]);

/** Takes a merge apart. */
export function useUndoMerge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: MergeView) => call('merges.undo', { params: { mergeId: id } }),
    onSuccess: ({ from }) => toast(mergeTexts().parted(from.name)),
    onError: (error) => toast.error(mergeTexts().notParted, { description: error.message }),
    onSettled: () => refresh(client),
  });
}

/** Makes one lead part of another; the note that says so can take it back. */
export function useMerge({ this: mine, other }: Comparison) {
  const client = useQueryClient();
  const undo = useUndoMerge();
  return useMutation({
    mutationFn: (choices: MergeChoices) =>
      call('merges.create', {
        params: { leadId: mine.lead.id },
        body: { otherId: other.lead.id, version: mine.lead.version, otherVersion: other.lead.version, choices },
      }),
    onSuccess: (merge) => {
      toast(mergeTexts().merged(leadName(mine.lead), merge.from.name), {
        action: { label: mergeTexts().undo, onClick: () => undo.mutate(merge) },
      });
    },
    onSettled: () => refresh(client),
  });
}

/** Says that a pair is two people, or takes that back. */
export function useDismiss() {
  const client = useQueryClient();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ pair: { id: duplicateId }, isDismissed }: { pair: DuplicateView; isDismissed: boolean }) =>
      isDismissed
        ? call('duplicates.dismiss', { params: { duplicateId } })
        : call('duplicates.restore', { params: { duplicateId } }),
    onSuccess: (pair, { isDismissed }) =>
      toast(isDismissed ? mergeTexts().dismissed : mergeTexts().takenBack, {
        action: { label: mergeTexts().undo, onClick: () => mutate({ pair, isDismissed: !isDismissed }) },
      }),
    onError: (error) => toast.error(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.duplicates() }),
  });
  return { dismiss: mutate, pending: isPending ? variables.pair.id : null };
}
