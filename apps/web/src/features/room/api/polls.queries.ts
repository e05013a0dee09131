import type { PollBody, PollRunResult, PollView, SessionId } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { toast } from '../../../shared/ui/index.ts';
import { pollTexts } from '../poll-texts.ts';

/** Outside the room nobody tells the results. */
const REFETCH_MS = 10_000;

const idOf = (sessionId: string) => sessionId as SessionId;
const paramsOf = (sessionId: string, { id }: PollView) => ({ sessionId: idOf(sessionId), pollId: id });

/** The polls of a masterclass with the results of every launch. */
export const pollsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: queryKeys.polls(sessionId),
    queryFn: ({ signal }) => call('polls.list', { params: { sessionId: idOf(sessionId) }, signal }),
    refetchInterval: REFETCH_MS,
  });

/** The newest answers in words. */
export const pollTextsQuery = (sessionId: string, poll: PollView, run: PollRunResult) =>
  queryOptions({
    queryKey: queryKeys.pollTexts(sessionId, run.id),
    queryFn: ({ signal }) => call('polls.texts', { params: { ...paramsOf(sessionId, poll), runId: run.id }, signal }),
    refetchInterval: REFETCH_MS,
  });

/** Prepares a poll, or changes it. */
export function useSavePoll(sessionId: string, before: PollView | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (poll: PollBody) =>
      before === null
        ? call('polls.create', { params: { sessionId: idOf(sessionId) }, body: poll })
        : call('polls.change', { params: paramsOf(sessionId, before), body: { version: before.version, poll } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.polls(sessionId) }),
  });
}

/** Launches a poll or removes it, closes a launch, shows its results or hides them. */
export function usePollDeeds(sessionId: string, poll: PollView) {
  const client = useQueryClient();
  const params = paramsOf(sessionId, poll);
  const more = {
    onError: (error: Error) => void toast.error(pollTexts().panel.failed, { description: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.polls(sessionId) }),
  };
  const launch = useMutation({ mutationFn: () => call('polls.launch', { params }), ...more });
  const remove = useMutation({ mutationFn: () => call('polls.remove', { params }), ...more });
  const close = useMutation({
    mutationFn: ({ id }: PollRunResult) => call('polls.close', { params: { ...params, runId: id } }),
    ...more,
  });
  const show = useMutation({
    mutationFn: ({ run, shown }: { readonly run: PollRunResult; readonly shown: boolean }) =>
      call('polls.show-results', { params: { ...params, runId: run.id }, body: { shown } }),
    ...more,
  });
  return { launch, remove, close, show };
}
