import type { NotificationView } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type NotificationFilter = 'all' | 'unread';
export type SettingsInput = CallInput<'notifications.set-settings'>['body'];
type MarkInput = CallInput<'notifications.mark'>['body'];

const unreadOnly = (filter: NotificationFilter) => (filter === 'unread' ? ({ unread: 'true' } as const) : {});

/** What the member was told, newest first, page by page. */
export const notificationsQuery = (filter: NotificationFilter) =>
  infiniteQueryOptions({
    queryKey: queryKeys.notificationList(filter),
    queryFn: ({ signal, pageParam }) =>
      call('notifications.list', {
        query: { limit: 50, ...unreadOnly(filter), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** How many they have not read; hints make it stale. */
export const unreadQuery = () =>
  queryOptions({
    queryKey: queryKeys.notificationList('count'),
    queryFn: async ({ signal }) => (await call('notifications.list', { query: { limit: 1 }, signal })).unread,
  });

export const notificationSettingsQuery = () =>
  queryOptions({
    queryKey: queryKeys.notificationSettings(),
    queryFn: ({ signal }) => call('notifications.get-settings', { signal }),
  });

const useRefresh = () => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.notifications() });
};

export function useMark() {
  const onSettled = useRefresh();
  return useMutation({ mutationFn: (body: MarkInput) => call('notifications.mark', { body }), onSettled });
}

/** Takes one marking back. */
export function useUndoMark() {
  const onSettled = useRefresh();
  return useMutation({
    mutationFn: (undo: NotificationView['id']) => call('notifications.undo', { body: { undo } }),
    onSettled,
  });
}

export function useSetNotificationSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SettingsInput) => call('notifications.set-settings', { body }),
    onSuccess: (view) => client.setQueryData(notificationSettingsQuery().queryKey, view),
  });
}
