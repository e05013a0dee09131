import type { AbuseOutcome, AbuseState, Plan, TenantRow, TenantStatus } from '@stageline/contracts';
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

/** One site with everything that is known of it. */
export const tenantQuery = (tenantId: string) =>
  queryOptions({
    queryKey: queryKeys.tenant(tenantId),
    queryFn: ({ signal }) => call('admin.get-tenant', { params: { tenantId }, signal }),
  });

/** A change of a site, after which its list and page are read again. */
function useTenantChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.tenants() }),
  });
}
type Confirmation = { id: TenantRow['id'] } & CallInput<'admin.suspend-tenant'>['body'];

/** Makes a site neutral; the address repeats the site's as a confirmation. */
export const useSuspendTenant = () =>
  useTenantChange(({ id, ...body }: Confirmation) => call('admin.suspend-tenant', { params: { tenantId: id }, body }));
/** Brings a suspended site back. */
export const useReactivateTenant = () =>
  useTenantChange((id: TenantRow['id']) => call('admin.reactivate-tenant', { params: { tenantId: id } }));
/** Begins the end of a site, confirmed as a suspension is. */
export const useCloseTenant = () =>
  useTenantChange(({ id, ...body }: Confirmation) => call('admin.close-tenant', { params: { tenantId: id }, body }));
/** Takes that back. */
export const useReopenTenant = () =>
  useTenantChange((id: TenantRow['id']) => call('admin.reopen-tenant', { params: { tenantId: id } }));
/** Puts a site on another plan. */
export const useChangePlan = () =>
  useTenantChange(({ id, plan }: { id: TenantRow['id']; plan: Plan }) =>
    call('admin.change-plan', { params: { tenantId: id }, body: { plan } }),
  );
/** Begins a visit as support; the answer leads to the site. */
export const useStartSupport = () =>
  useMutation({
    mutationFn: ({ id, ...body }: { id: TenantRow['id']; reason: string; minutes: number }) =>
      call('support.start', { params: { tenantId: id }, body }),
  });

/** Notices to the owners of sites, newest first. */
export const broadcastListQuery = infiniteQueryOptions({
  queryKey: queryKeys.broadcasts(),
  queryFn: ({ pageParam, signal }) =>
    call('broadcasts.list', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});
export type NewBroadcast = CallInput<'broadcasts.send'>['body'];
export function useSendBroadcast() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewBroadcast) => call('broadcasts.send', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.broadcasts() }),
  });
}
/** Takes a notice down. */
export function useEndBroadcast() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (broadcastId: string) => call('broadcasts.end', { params: { broadcastId } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.broadcasts() }),
  });
}

/** Reports about sites in one state, oldest first. */
export const abuseListQuery = (state: AbuseState) =>
  infiniteQueryOptions({
    queryKey: queryKeys.abuseList(state),
    queryFn: ({ pageParam, signal }) =>
      call('abuse.list', { query: { state, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
/** Takes a report up, or puts it back. */
export function useReviewReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, state }: { id: string; state: Exclude<AbuseState, 'resolved'> }) =>
      call('abuse.review', { params: { reportId: id }, body: { state } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.abuseReports() }),
  });
}
/** Closes a report. */
export function useResolveReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; outcome: AbuseOutcome; note: string }) =>
      call('abuse.resolve', { params: { reportId: id }, body }),
    onSettled: () =>
      Promise.all(
        [queryKeys.abuseReports(), queryKeys.tenants()].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}
