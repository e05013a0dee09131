import type { TenantId } from '@stageline/contracts';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';

export type MailDecision = 'release' | 'keep';
const KEY = ['paused-mail'] as const;

/** Sites whose mail is paused, page by page. */
export const pausedMailQuery = () =>
  infiniteQueryOptions({
    queryKey: KEY,
    queryFn: ({ pageParam, signal }) =>
      call('mail-standings.list', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Lets a site send again, or does not. */
export function useDecideMail(decision: MailDecision) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ tenantId, reason }: { readonly tenantId: TenantId; readonly reason: string }) => {
      const input = { params: { tenantId }, body: { reason } };
      return decision === 'release' ? call('mail-standings.release', input) : call('mail-standings.keep', input);
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
