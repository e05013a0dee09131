import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type NewSession = CallInput<'sessions.create'>['body'];

/** The masterclasses of this site, the next one first. */
export const sessionListQuery = () =>
  queryOptions({
    queryKey: [...queryKeys.sessions(), 'list'],
    queryFn: ({ signal }) => call('sessions.list', { signal }),
  });

/** One masterclass with its numbers. */
export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: queryKeys.session(sessionId),
    queryFn: ({ signal }) => call('sessions.get', { params: { sessionId }, signal }),
  });

/** Who attended, and for how long. */
export const attendanceQuery = (sessionId: string) =>
  queryOptions({
    queryKey: queryKeys.attendance(sessionId),
    queryFn: ({ signal }) => call('sessions.attendance', { params: { sessionId }, signal }),
  });

/** Plans a masterclass. */
export function usePlanSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewSession) => call('sessions.create', { body }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.sessions() }),
        client.invalidateQueries({ queryKey: queryKeys.overview() }),
      ]),
  });
}
