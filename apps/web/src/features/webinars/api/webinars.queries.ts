import type {
  EngagementTier,
  ScoringSettings,
  WebinarAttendeeId,
  WebinarDetails,
  WebinarFileId,
  WebinarFilePlan,
  WebinarFileView,
  WebinarId,
  WebinarView,
} from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { upload } from '../../../shared/lib/upload.ts';
import { diagnosisOf } from '../lib/preview.ts';

export const webinarListQuery = () =>
  infiniteQueryOptions({
    queryKey: queryKeys.webinarList(),
    queryFn: ({ signal, pageParam }) =>
      call('webinars.list', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** What moves by itself: hints tell of it at once, and asking again is the guarantee. */
const isUnderWay = ({ state, files }: WebinarView) =>
  state === 'reading' || state === 'scoring' || files.some((file) => file.state === 'reading');

const paramsOf = (webinarId: string) => ({ webinarId: webinarId as WebinarId });

export const webinarQuery = (webinarId: string) =>
  queryOptions({
    queryKey: queryKeys.webinar(webinarId),
    queryFn: ({ signal }) => call('webinars.get', { params: paramsOf(webinarId), signal }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isUnderWay(data) ? 2000 : false),
  });

export const dashboardQuery = (webinarId: string) =>
  queryOptions({
    queryKey: queryKeys.webinarDashboard(webinarId),
    queryFn: ({ signal }) => call('webinars.dashboard', { params: paramsOf(webinarId), signal }),
  });

export interface PeopleFilter {
  readonly tier?: EngagementTier;
  readonly search?: string;
}
export const peopleQuery = (webinarId: string, filter: PeopleFilter) =>
  infiniteQueryOptions({
    queryKey: queryKeys.webinarPeople(webinarId, { ...filter }),
    queryFn: ({ signal, pageParam }) =>
      call('webinars.attendees', {
        params: paramsOf(webinarId),
        query: { ...filter, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const personQuery = (webinarId: string, attendeeId: string) =>
  queryOptions({
    queryKey: queryKeys.webinarPerson(attendeeId),
    queryFn: ({ signal }) =>
      call('webinars.attendee', {
        params: { ...paramsOf(webinarId), attendeeId: attendeeId as WebinarAttendeeId },
        signal,
      }),
  });

export const unmatchedQuery = (webinarId: string) =>
  queryOptions({
    queryKey: queryKeys.webinarUnmatched(webinarId),
    queryFn: ({ signal }) => call('webinars.unmatched', { params: paramsOf(webinarId), signal }),
  });

/** A file that is here is looked at here; one that was refused never left the computer, and is looked at there. */
export const diagnosisQuery = (webinarId: string, file: WebinarFileId | File, timeZone: string) =>
  queryOptions({
    queryKey: queryKeys.webinarDiagnosis(typeof file === 'string' ? file : `${file.name} ${file.lastModified}`),
    queryFn: ({ signal }) =>
      typeof file === 'string'
        ? call('webinars.diagnose', { params: { ...paramsOf(webinarId), fileId: file }, signal })
        : diagnosisOf(file, timeZone),
  });

export const scoringQuery = () =>
  queryOptions({
    queryKey: queryKeys.webinarScoring(),
    queryFn: ({ signal }) => call('webinars.scoring', { signal }),
  });

export const proposalQuery = () =>
  queryOptions({
    queryKey: queryKeys.webinarProposal(),
    queryFn: ({ signal }) => call('webinars.scoring-proposal', { signal }),
  });

/** @param onCreated gets the webinar that is there then */
export function useCreateWebinar(onCreated: (view: WebinarView) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ details, key }: { readonly details: WebinarDetails; readonly key: string }) =>
      call('webinars.create', { body: details, idempotencyKey: key }),
    onSuccess: (view) => {
      client.setQueryData(queryKeys.webinar(view.id), view);
      void client.invalidateQueries({ queryKey: queryKeys.webinarList() });
      onCreated(view);
    },
  });
}

/** Changes of one webinar and its files; whatever shows it is read again. */
export function useWebinar(webinarId: string) {
  const client = useQueryClient();
  const params = paramsOf(webinarId);
  const fresh = () => client.invalidateQueries({ queryKey: queryKeys.webinars() });
  const fileOf = (fileId: WebinarFileId) => ({ ...params, fileId });
  return {
    change: useMutation({
      mutationFn: (body: Partial<WebinarDetails>) => call('webinars.change', { params, body }),
      onSuccess: fresh,
    }),
    remove: useMutation({
      mutationFn: () => call('webinars.remove', { params }),
      onSuccess: () => {
        client.removeQueries({ queryKey: queryKeys.webinar(webinarId) });
        return client.invalidateQueries({ queryKey: queryKeys.webinarList() });
      },
    }),
    inspect: useMutation({
      mutationFn: ({ id, ...body }: { readonly id: WebinarFileId } & Partial<WebinarFilePlan>) =>
        call('webinars.inspect', { params: fileOf(id), body }),
      onSuccess: fresh,
    }),
    read: useMutation({
      mutationFn: ({ id, plan }: { readonly id: WebinarFileId; readonly plan: WebinarFilePlan }) =>
        call('webinars.read', { params: fileOf(id), body: plan }),
      onSettled: fresh,
    }),
    removeFile: useMutation({
      mutationFn: (id: WebinarFileId) => call('webinars.remove-file', { params: fileOf(id) }),
      onSettled: fresh,
    }),
    match: useMutation({
      mutationFn: (body: { readonly sender: string; readonly attendeeId: WebinarAttendeeId | null }) =>
        call('webinars.match', { params, body }),
      onSuccess: fresh,
    }),
  };
}

/** Sends a file. @param onProgress the share that was sent, 0 to 1 */
export function useSendWebinarFile(webinarId: string, onProgress: (share: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File): Promise<WebinarFileView> => upload('webinars.upload', file, onProgress, { webinarId }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.webinar(webinarId) }),
  });
}

export function useSaveScoring() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ScoringSettings) => call('webinars.set-scoring', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.webinars() }),
  });
}
