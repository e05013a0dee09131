import type {
  AiSettings,
  EngagementTier,
  FollowUpChoice,
  FollowUpId,
  FollowUpState,
  WebinarId,
} from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

const paramsOf = (webinarId: string) => ({ webinarId: webinarId as WebinarId });

/** Whom to write to, as a form knows it: what is left out is the usual. */
export type Choice = Partial<FollowUpChoice>;

export interface MailFilter {
  readonly tier?: EngagementTier;
  readonly state?: FollowUpState;
}
export const mailListQuery = (webinarId: string, filter: MailFilter) =>
  infiniteQueryOptions({
    queryKey: queryKeys.followUpList(webinarId, { ...filter }),
    queryFn: ({ signal, pageParam }) =>
      call('follow-ups.list', {
        params: paramsOf(webinarId),
        query: { ...filter, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const mailQuery = (emailId: string) =>
  queryOptions({
    queryKey: queryKeys.followUp(emailId),
    queryFn: ({ signal }) => call('follow-ups.get', { params: { emailId: emailId as FollowUpId }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'waiting' || data?.state === 'writing' ? 2000 : false),
  });

export const runQuery = (webinarId: string) =>
  queryOptions({
    queryKey: queryKeys.followUpRun(webinarId),
    queryFn: ({ signal }) => call('follow-ups.run', { params: paramsOf(webinarId), signal }),
    // Hints tell of it at once; asking again is the guarantee.
    refetchInterval: ({ state: { data } }) => (data?.run?.state === 'running' ? 2000 : false),
  });

export const estimateQuery = (webinarId: string, choice: Choice) =>
  queryOptions({
    queryKey: [...queryKeys.followUpRun(webinarId), 'estimate', choice],
    queryFn: ({ signal }) => call('follow-ups.estimate', { params: paramsOf(webinarId), body: choice, signal }),
    // What it says depends on what was written since.
    staleTime: 0,
  });

export const aiSettingsQuery = () =>
  queryOptions({ queryKey: queryKeys.aiSettings(), queryFn: ({ signal }) => call('ai.settings', { signal }) });

/** What can be done with the mails of one webinar; whatever shows them is read again. */
export function useMails(webinarId: string) {
  const client = useQueryClient();
  const params = paramsOf(webinarId);
  const fresh = () => client.invalidateQueries({ queryKey: queryKeys.followUps() });
  return {
    generate: useMutation({
      mutationFn: (body: Choice) => call('follow-ups.generate', { params, body }),
      onSettled: fresh,
    }),
    cancel: useMutation({ mutationFn: () => call('follow-ups.cancel', { params }), onSettled: fresh }),
    approve: useMutation({
      mutationFn: (body: {
        readonly approved: boolean;
        readonly ids?: FollowUpId[];
        readonly tier?: EngagementTier;
        readonly flagged?: boolean;
      }) => call('follow-ups.approve', { params, body }),
      onSettled: fresh,
    }),
    send: useMutation({
      mutationFn: (body: { readonly tier?: EngagementTier }) => call('follow-ups.send', { params, body }),
      onSettled: fresh,
    }),
    exportCsv: useMutation({
      mutationFn: (approvedOnly: boolean) => call('follow-ups.export', { params, body: { approvedOnly } }),
      onSettled: fresh,
    }),
  };
}

/** What can be done with one mail. */
export function useMail(emailId: string) {
  const client = useQueryClient();
  const params = { emailId: emailId as FollowUpId };
  const keep = (view: Answer<'follow-ups.get'>) => {
    client.setQueryData(queryKeys.followUp(emailId), view);
    return client.invalidateQueries({ queryKey: queryKeys.followUps() });
  };
  return {
    save: (body: { version: number; subject: string; text: string; html?: string; notes: string }) =>
      call('follow-ups.change', { params, body }),
    keep,
    restore: useMutation({ mutationFn: () => call('follow-ups.restore', { params }), onSuccess: keep }),
    regenerate: useMutation({
      mutationFn: (overwriteEdited: boolean) => call('follow-ups.regenerate', { params, body: { overwriteEdited } }),
      onSettled: () => client.invalidateQueries({ queryKey: queryKeys.followUps() }),
    }),
  };
}

export function useSaveAi() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AiSettings) => call('ai.set-settings', { body }),
    onSuccess: (view) => client.setQueryData(queryKeys.aiSettings(), view),
  });
}
