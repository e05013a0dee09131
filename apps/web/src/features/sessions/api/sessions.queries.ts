import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { call, type Answer, type CallInput } from '../../../shared/lib/api.ts';
import { upload } from '../../../shared/lib/upload.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type NewSession = CallInput<'sessions.create'>['body'];
export type SessionChanges = CallInput<'sessions.edit'>['body'];
export type NewTimes = CallInput<'sessions.reschedule'>['body'];

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

export type QuestionsAhead = Answer<'registrations.list-questions'>;
/** What people want answered, the oldest first. */
export const questionsAheadQuery = (sessionId: string) =>
  queryOptions({
    queryKey: [...queryKeys.session(sessionId), 'questions-ahead'] as const,
    queryFn: ({ signal }) => call('registrations.list-questions', { params: { sessionId }, signal }),
  });

/** Who of the team may do what in the room, those with a role first. */
export const roomTeamQuery = (sessionId: string, search: string) =>
  queryOptions({
    queryKey: [...queryKeys.session(sessionId), 'team', search],
    queryFn: ({ signal }) => call('sessions.list-team', { params: { sessionId }, query: { search }, signal }),
    placeholderData: keepPreviousData,
  });

/** Gives a member a role in the room, or lets their role on the site decide again. */
export function useSetRoomRole(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ membershipId, role }: { membershipId: string; role: 'cohost' | 'moderator' | null }) =>
      call('sessions.set-role', { params: { sessionId, membershipId }, body: { role } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [...queryKeys.session(sessionId), 'team'] }),
  });
}

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

/** One command to a masterclass; everything that shows it is asked for again. */
function useCommand<Input>(command: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: command,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.sessions() }),
        client.invalidateQueries({ queryKey: queryKeys.overview() }),
      ]),
  });
}

export const useEditSession = (sessionId: string) =>
  useCommand((body: SessionChanges) => call('sessions.edit', { params: { sessionId }, body }));
export const usePublishSession = (sessionId: string) =>
  useCommand<undefined>(() => call('sessions.publish', { params: { sessionId } }));
export const useRescheduleSession = (sessionId: string) =>
  useCommand((body: NewTimes) => call('sessions.reschedule', { params: { sessionId }, body }));
export const useCancelSession = (sessionId: string) =>
  useCommand((reason: string) => call('sessions.cancel', { params: { sessionId }, body: { reason } }));
export const useCloseSession = (sessionId: string) =>
  useCommand<undefined>(() => call('sessions.close', { params: { sessionId } }));
export const useReleaseSeat = (sessionId: string) =>
  useCommand((seatId: string) => call('seats.release', { params: { sessionId, seatId } }));

/** Who has a seat, or waits for one, page by page. */
export const seatsQuery = (sessionId: string, state: 'held' | 'waiting') =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.sessions(), 'seats', sessionId, state],
    queryFn: ({ pageParam, signal }) =>
      call('seats.list', {
        params: { sessionId },
        query: { state, limit: 20, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export type ChatRules = CallInput<'chat.set-rules'>['body'];

/** What holds for what attendees write in the chat. */
export const chatRulesQuery = (sessionId: string) =>
  queryOptions({
    queryKey: queryKeys.chatRules(sessionId),
    queryFn: ({ signal }) => call('chat.get-rules', { params: { sessionId }, signal }),
  });

/** Sets the rules of a chat; they stand there at once, and as they were where that fails. */
export function useSetChatRules(sessionId: string) {
  const client = useQueryClient();
  const { queryKey } = chatRulesQuery(sessionId);
  return useMutation({
    mutationFn: (body: ChatRules) => call('chat.set-rules', { params: { sessionId }, body }),
    onMutate: async (rules) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, rules);
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

/** How often it is looked how far the pictures of a file are. */
const DRAWING_LOOK_MS = 2_000;

/** The slides and handouts of a masterclass; looked at again while pictures of them are made. */
export const materialsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: queryKeys.materials(sessionId),
    queryFn: ({ signal }) => call('materials.list', { params: { sessionId }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((file) => file.state === 'processing') === true ? DRAWING_LOOK_MS : false,
  });

/** Adds a file to a masterclass. @param onProgress the share that was sent, 0 to 1 */
export function useAddMaterial(sessionId: string, onProgress: (share: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => upload('materials.upload', file, onProgress, { sessionId }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.materials(sessionId) }),
  });
}

/** Deletes a file of a masterclass. */
export function useRemoveMaterial(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fileId: string) => call('materials.remove', { params: { sessionId, fileId } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.materials(sessionId) }),
  });
}
