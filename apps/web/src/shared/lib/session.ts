import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { Answer, OperationId } from './api.ts';
import { ApiProblem, call } from './api.ts';
import { frameKeys } from './frame-keys.ts';

export type Me = Answer<'auth.me'>;
export type AdminMe = Answer<'admin.me'>;

/** The signed-in member of this site, or null when nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: frameKeys.me(),
  queryFn: ({ signal }): Promise<Me | null> => call('auth.me', { signal }).catch(nobody),
  staleTime: 5 * 60_000,
});
/** The signed-in administrator, or null when nobody is signed in. */
export const adminMeQuery = queryOptions({
  queryKey: frameKeys.me(),
  queryFn: ({ signal }): Promise<AdminMe | null> => call('admin.me', { signal }).catch(nobody),
  staleTime: 5 * 60_000,
});
function nobody(error: unknown): null {
  if (error instanceof ApiProblem && error.status === 401) return null;
  throw error;
}

/** The signed-in member; only beneath the dashboard's shell, which lets nobody else in. */
export function useSession(): Me {
  const { data } = useSuspenseQuery(meQuery);
  if (data === null) throw new ApiProblem('unauthenticated', 'Please log in.', { status: 401, retryable: false });
  return data;
}
/** The signed-in administrator; only beneath the admin shell. */
export function useAdmin(): AdminMe {
  const { data } = useSuspenseQuery(adminMeQuery);
  if (data === null) throw new ApiProblem('unauthenticated', 'Please log in.', { status: 401, retryable: false });
  return data;
}

/** What the signed-in administrator may call; what is hidden is refused by the server too. */
export function useAdminMay(): (operation: OperationId) => boolean {
  const { operations } = useAdmin();
  return (operation) => operations.includes(operation);
}

/** The branding of this site, kept fresh by hints. */
export const siteQuery = queryOptions({
  queryKey: frameKeys.site(),
  queryFn: ({ signal }) => call('site.get', { signal }),
  staleTime: 60_000,
});
export const useSite = () => useQuery(siteQuery);
