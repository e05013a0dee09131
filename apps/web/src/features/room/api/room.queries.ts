import type { RecordingId, SessionId } from '@stageline/contracts';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Answer, call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type OpenedRoom = Answer<'sessions.open-room'>;

/** The host's tickets for the room. */
export const openRoom = (sessionId: string): Promise<OpenedRoom> =>
  call('sessions.open-room', { params: { sessionId: sessionId as SessionId } });

/** The masterclass, under the key by which the dashboard knows it. */
export const roomSessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: queryKeys.session(sessionId),
    queryFn: ({ signal }) => call('sessions.get', { params: { sessionId: sessionId as SessionId }, signal }),
  });

/** Opens the session to its audience. */
export function useGoLive(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('sessions.go-live', { params: { sessionId: sessionId as SessionId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
}

/** Ends the session for everybody. */
export function useEndSession(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('sessions.end', { params: { sessionId: sessionId as SessionId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
}

/** Troubles of a recording are not told by the room. */
const REFRESH_RECORDING_MS = 10_000;

/** The newest recording of the session; looked at again and again while one runs. */
export function useNewestRecording(sessionId: string, isRecording: boolean) {
  return useQuery({
    queryKey: queryKeys.recordings(sessionId),
    queryFn: ({ signal }) => call('recordings.list', { params: { sessionId: sessionId as SessionId }, signal }),
    select: ({ items }) => items[0] ?? null,
    refetchInterval: isRecording ? REFRESH_RECORDING_MS : false,
  });
}

/** Starts to record; the room is told by its socket. */
export function useStartRecording(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('recordings.start', { params: { sessionId: sessionId as SessionId } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.recordings(sessionId) }),
  });
}

/** Switches captions for everybody on or off; the room is told by its socket. */
export const useSetCaptions = (sessionId: string) =>
  useMutation({
    mutationFn: (isOn: boolean) =>
      call('captions.set', { params: { sessionId: sessionId as SessionId }, body: { isOn } }),
  });

/** Stops a recording. */
export function useStopRecording(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (recordingId: string) =>
      call('recordings.stop', {
        params: { sessionId: sessionId as SessionId, recordingId: recordingId as RecordingId },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.recordings(sessionId) }),
  });
}

/** Pauses a recording, or goes on with it; the room is told by its socket. */
export function useChangeRecording(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ recordingId, to }: { recordingId: string; to: 'pause' | 'resume' }) => {
      const params = { sessionId: sessionId as SessionId, recordingId: recordingId as RecordingId };
      return to === 'pause' ? call('recordings.pause', { params }) : call('recordings.resume', { params });
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.recordings(sessionId) }),
  });
}
