import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** A site's host, or the admin host. */
export type Door = 'auth' | 'admin';

/** Where the reader is signed in on this host. */
export const signInsQuery = (door: Door) =>
  queryOptions({
    queryKey: queryKeys.signIns(),
    queryFn: ({ signal }) =>
      door === 'auth' ? call('sign-ins.list', { signal }) : call('admin.list-sign-ins', { signal }),
  });

export function useEndSignIn(door: Door) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (signInId: string) =>
      door === 'auth'
        ? call('sign-ins.end', { params: { signInId } })
        : call('admin.end-sign-in', { params: { signInId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.signIns() }),
  });
}

export function useEndOthers(door: Door) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => (door === 'auth' ? call('sign-ins.end-others') : call('admin.end-other-sign-ins')),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.signIns() }),
  });
}
