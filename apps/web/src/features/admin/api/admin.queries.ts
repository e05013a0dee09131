import type { TenantRow, TenantStatus } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** All sites, filtered by a text and a status. */
export const tenantListQuery = (search: string, status: TenantStatus | undefined) =>
  infiniteQueryOptions({
    queryKey: queryKeys.tenantList({ search, status }),
    queryFn: ({ pageParam, signal }) =>
      call('admin.list-tenants', {
        query: {
          ...(search === '' ? {} : { search }),
          ...(status === undefined ? {} : { status }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });

/** The embedded mailbox, newest first. */
export const mailListQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: queryKeys.mailList({ search }),
    queryFn: ({ pageParam, signal }) =>
      call('admin.list-mail', {
        query: { ...(search === '' ? {} : { search }), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });

/** One mail with its parts; it never changes. */
export const mailQuery = (mailId: string) =>
  queryOptions({
    queryKey: queryKeys.mailItem(mailId),
    queryFn: ({ signal }) => call('admin.get-mail', { params: { mailId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Makes a site neutral; the address repeats the site's as a confirmation. */
export function useSuspendTenant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: TenantRow['id'] } & CallInput<'admin.suspend-tenant'>['body']) =>
      call('admin.suspend-tenant', { params: { tenantId: id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.tenants() }),
  });
}

/** Brings a suspended site back. */
export function useReactivateTenant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: TenantRow['id']) => call('admin.reactivate-tenant', { params: { tenantId: id } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.tenants() }),
  });
}

/** Logs out and forgets everything that was shown. */
export function useAdminLogOut() {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => call('admin.log-out'), onSuccess: () => client.clear() });
}
