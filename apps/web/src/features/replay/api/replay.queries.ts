import type { ReplayMessage, ReplayOffer, ReplayQuestion } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, ApiProblem, call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { keptGrant } from '../lib/kept-places.ts';

export type Opened = Answer<'replays.open'>;
/** What somebody came by. */
export type By = CallInput<'replays.open'>['body']['by'];
const nameOf = (by: By): string => ('key' in by ? by.key : by.token + (by.sessionId ?? ''));

const isFinal = (error: unknown): boolean => error instanceof ApiProblem && error.status >= 400 && error.status < 500;

/** What is behind a link. It is asked for again by the page, when its grant is over. */
export const openedQuery = (by: By) =>
  queryOptions({
    queryKey: queryKeys.openedReplay(nameOf(by)),
    queryFn: ({ signal }) => {
      const grant = keptGrant.read(nameOf(by));
      return call('replays.open', { body: { by, ...(grant !== null && { grant }) }, signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
    // While the film is made, the page says how far it is.
    refetchInterval: ({ state }) => (state.data?.state === 'processing' ? 5000 : false),
    retry: (failures, error) => failures < 3 && !isFinal(error),
  });

/** Gives the password; the grant that it brings is kept for as long as the tab is open. */
export function useUnlock(by: By) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => call('replays.unlock', { body: { by, password } }),
    onSuccess: (opened) => {
      if (opened.state === 'open') keptGrant.write(nameOf(by), opened.replay.grant);
      client.setQueryData(queryKeys.openedReplay(nameOf(by)), opened);
    },
  });
}

/** The same film for a member, published or not. */
export const previewQuery = (replayId: string) =>
  queryOptions({
    queryKey: queryKeys.replayPreview(replayId),
    queryFn: ({ signal }) => call('replays.preview', { params: { replayId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface Moments {
  readonly messages: readonly ReplayMessage[];
  readonly questions: readonly ReplayQuestion[];
  readonly offers: readonly ReplayOffer[];
}

/** All that was written, answered and offered, each at its moment. */
export const momentsQuery = (grant: string) =>
  queryOptions({
    // The id of the replay is what a grant begins with: a new grant is no reason to load everything again.
    queryKey: queryKeys.replayMoments(grant.split('~', 1)[0]!),
    queryFn: async ({ signal }): Promise<Moments> => {
      const messages: ReplayMessage[] = [];
      const first = await call('replays.moments', { params: { grant }, signal });
      messages.push(...first.messages);
      for (let after = first.nextAfter; after !== null;) {
        const page = await call('replays.moments', { params: { grant }, query: { after }, signal });
        messages.push(...page.messages);
        after = page.nextAfter;
      }
      return { messages, questions: first.questions, offers: first.offers };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

type Progress = CallInput<'replays.progress'>['body'];

/** Tells what was watched. It outlives the page: the last stretch is told as it closes. @returns whether it was taken */
export async function tellProgress(grant: string, body: Progress): Promise<boolean> {
  try {
    await call('replays.progress', { params: { grant }, body, keepalive: true });
    return true;
  } catch (error) {
    // What is refused for good is not told again.
    return isFinal(error) && (error as ApiProblem).code !== 'too-many-requests';
  }
}

/** The replays of a masterclass. */
export const replaysQuery = (sessionId: string) =>
  queryOptions({
    queryKey: queryKeys.replaysOf(sessionId),
    queryFn: ({ signal }) => call('replays.list', { params: { sessionId }, signal }),
  });

/** Who has watched how much. */
export const viewersQuery = (replayId: string) =>
  queryOptions({
    queryKey: queryKeys.replayViewers(replayId),
    queryFn: ({ signal }) => call('replays.viewers', { params: { replayId }, signal }),
  });

/** What happened in the masterclass, where the film shows it. */
export const marksQuery = (replayId: string) =>
  queryOptions({
    queryKey: queryKeys.replayMarks(replayId),
    queryFn: ({ signal }) => call('replays.marks', { params: { replayId }, signal }),
  });

/** What the team changes of a replay. */
export function useReplayChanges(replayId: string) {
  const client = useQueryClient();
  const params = { replayId };
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: queryKeys.replays() });
    await client.invalidateQueries({ queryKey: queryKeys.replayPreview(replayId) });
  };
  return {
    publish: useMutation({
      mutationFn: (body: CallInput<'replays.publish'>['body']) => call('replays.publish', { params, body }),
      onSuccess,
    }),
    takeDown: useMutation({ mutationFn: (_none: null) => call('replays.take-down', { params }), onSuccess }),
    retry: useMutation({ mutationFn: () => call('replays.retry', { params }), onSuccess }),
    setChapters: useMutation({
      mutationFn: (chapters: CallInput<'replays.set-chapters'>['body']['chapters']) =>
        call('replays.set-chapters', { params, body: { chapters } }),
      onSuccess,
    }),
  };
}
