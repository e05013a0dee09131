import type { AuditAction } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** What a list is narrowed to; days are `2026-03-01` in the reader's zone. */
export interface AuditFilter {
  readonly action: AuditAction | undefined;
  readonly from: string;
  readonly to: string;
}

/** From the beginning of the first day to the end of the last, as instants; nonsense narrows nothing. */
function spanOf({ from, to }: AuditFilter) {
  const begin = new Date(`${from}T00:00`);
  const end = new Date(`${to}T00:00`);
  if (!Number.isNaN(end.getTime())) end.setDate(end.getDate() + 1);
  return {
    ...(Number.isNaN(begin.getTime()) ? {} : { from: begin.toISOString() }),
    ...(Number.isNaN(end.getTime()) ? {} : { to: end.toISOString() }),
  };
}
const queryOf = (filter: AuditFilter, cursor: string | null) => ({
  ...(filter.action === undefined ? {} : { action: filter.action }),
  ...spanOf(filter),
  ...(cursor === null ? {} : { cursor }),
});

/** The log of this site, newest first. */
export const siteAuditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: queryKeys.audit({ ...filter }),
    queryFn: ({ pageParam, signal }) => call('audit.list', { query: queryOf(filter, pageParam), signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });

/** Every chain, or one: `platform` or a site's id. */
export const platformAuditQuery = (filter: AuditFilter, chain: string) =>
  infiniteQueryOptions({
    queryKey: queryKeys.audit({ ...filter, chain }),
    queryFn: ({ pageParam, signal }) =>
      call('admin.list-audit', {
        query: { ...queryOf(filter, pageParam), ...(chain === '' ? {} : { chain }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });

/** Whether support may look at this site from inside. */
export const supportPolicyQuery = queryOptions({
  queryKey: queryKeys.supportPolicy(),
  queryFn: ({ signal }) => call('support.get-policy', { signal }),
});

/** Lets support in, or not, shown at once and taken back when it fails. */
export function useSetSupportPolicy() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (allowed: boolean) => call('support.set-policy', { body: { allowed } }),
    onMutate: (allowed) => {
      const before = client.getQueryData(supportPolicyQuery.queryKey);
      client.setQueryData(supportPolicyQuery.queryKey, { allowed });
      return before;
    },
    onError: (_error, _allowed, before) => client.setQueryData(supportPolicyQuery.queryKey, before),
    onSettled: () => client.invalidateQueries({ queryKey: ['audit'] }),
  });
}
