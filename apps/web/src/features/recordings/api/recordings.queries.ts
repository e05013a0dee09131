import type { RecordingId, RecordingView, SessionId } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** Progress is not told by a hint at every step. */
const REFRESH_MS = 5000;
const isUnderWay = ({ state }: RecordingView) => state === 'recording' || state === 'processing';

/** The recordings of a masterclass, newest first; looked at again while one is on its way. */
export const recordingsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: queryKeys.recordings(sessionId),
    queryFn: ({ signal }) => call('recordings.list', { params: { sessionId: sessionId as SessionId }, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) === true ? REFRESH_MS : false),
  });

/** Deletes a recording with its files. */
export function useRemoveRecording(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (recordingId: RecordingId) =>
      call('recordings.remove', { params: { sessionId: sessionId as SessionId, recordingId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.recordings(sessionId) }),
  });
}
