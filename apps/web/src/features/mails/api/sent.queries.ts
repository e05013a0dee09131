import type { MailId, MailMeasuring, MailStatus, MailTopic } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';

export interface SentFilter {
  readonly status?: MailStatus | undefined;
  readonly topic?: MailTopic | undefined;
  readonly address?: string | undefined;
}

const KEY = ['sent-mails'] as const;

/** Mails to the site's people, newest first, page by page. */
export const sentMailsQuery = (filter: SentFilter) =>
  infiniteQueryOptions({
    queryKey: [...KEY, 'list', filter] as const,
    queryFn: ({ pageParam, signal }) =>
      call('mail-log.list', {
        query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }), limit: 100 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** One of them as it went out. */
export const sentMailQuery = (mailId: MailId) =>
  queryOptions({
    queryKey: [...KEY, 'one', mailId] as const,
    queryFn: ({ signal }) => call('mail-log.read', { params: { mailId }, signal }),
  });

/** What is measured of mails. */
export const measuringQuery = () =>
  queryOptions({
    queryKey: [...KEY, 'measuring'] as const,
    queryFn: ({ signal }) => call('mail-log.read-measuring', { signal }),
  });
export function useMeasure() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (measuring: MailMeasuring) => call('mail-log.change-measuring', { body: { measuring } }),
    onSuccess: (saved) => client.setQueryData(measuringQuery().queryKey, saved),
  });
}
