import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** A site's host, or the admin host. */
export type Door = 'auth' | 'admin';
const prefixes = { auth: '', admin: 'admin-' } as const;

/** Where the reader is signed in on this host. */
export const signInsQuery = (door: Door) =>
  queryOptions({
    queryKey: queryKeys.signIns(),
    queryFn: ({ signal }) => call(`${prefixes[door]}sign-ins.list`, { signal }),
  });

export function useEndSignIn(door: Door) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (signInId: string) => call(`${prefixes[door]}sign-ins.end`, { params: { signInId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.signIns() }),
  });
}

export function useEndOthers(door: Door) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(`${prefixes[door]}sign-ins.end-others`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.signIns() }),
  });
}
