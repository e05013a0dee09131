import type { SpokenLanguage, TranscriptLineView } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** Which recording of which masterclass. */
export interface Recorded {
  readonly sessionId: string;
  readonly recordingId: string;
}

/** Where a transcript stands. */
export const transcriptQuery = (params: Recorded) =>
  queryOptions({
    queryKey: queryKeys.transcript(params.recordingId),
    queryFn: ({ signal }) => call('transcripts.get', { params, signal }),
  });

/** What was said, page by page. */
export const transcriptLinesQuery = (params: Recorded) =>
  infiniteQueryOptions({
    queryKey: queryKeys.transcriptLines(params.recordingId),
    queryFn: ({ pageParam, signal }) =>
      call('transcripts.lines', { params, query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** What a line said before. */
export const lineHistoryQuery = (params: Recorded & { readonly lineId: string }) =>
  queryOptions({
    queryKey: queryKeys.transcriptLineHistory(params.lineId),
    queryFn: ({ signal }) => call('transcripts.line-history', { params, signal }),
  });

/** Lines of all recordings with these words. */
export const saidQuery = (q: string) =>
  queryOptions({
    queryKey: queryKeys.said(q),
    queryFn: ({ signal }) => call('transcripts.search', { query: { q }, signal }),
  });

/** Has the transcript written, or written anew. */
export function useWriteTranscript(params: Recorded) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (language: SpokenLanguage) => call('transcripts.write', { params, body: { language } }),
    onSuccess: (view) => client.setQueryData(queryKeys.transcript(params.recordingId), view),
  });
}

/** Corrects a line. */
export function useEditLine(params: Recorded, { id: lineId, version }: TranscriptLineView) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (text: string) =>
      call('transcripts.edit-line', { params: { ...params, lineId }, body: { version, text } }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.transcriptLines(params.recordingId) }),
        client.invalidateQueries({ queryKey: queryKeys.transcriptLineHistory(lineId) }),
      ]),
  });
}
