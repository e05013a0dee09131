import type { LeadId, NoteKind, NoteView, TimelineKind } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { toast } from '../../../shared/ui/index.ts';
import { timelineTexts } from '../timeline-texts.ts';

/** What happens in a room or to a mail sends no hint to whoever looks at one lead: it is asked for again. */
const REFETCH_MS = 30_000;

/** What happened to a lead, newest first; of one kind, or all. */
export const timelineQuery = (leadId: LeadId, kind: TimelineKind | null) =>
  infiniteQueryOptions({
    queryKey: queryKeys.timeline(leadId, kind),
    queryFn: ({ pageParam, signal }) =>
      call('leads.timeline', {
        params: { leadId },
        query: {
          ...(kind === null ? {} : { kinds: kind }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
          limit: 30,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: REFETCH_MS,
  });

/** The notes about a lead, those that are pinned first. */
export const notesQuery = (leadId: LeadId) =>
  queryOptions({
    queryKey: queryKeys.notes(leadId),
    queryFn: ({ signal }) => call('notes.list', { params: { leadId }, signal }),
  });

/** Writes, changes and removes the notes about one lead. */
export function useNotes(leadId: LeadId) {
  const client = useQueryClient();
  const onSettled = () =>
    Promise.all(
      [queryKeys.timelines(leadId), queryKeys.notes(leadId)].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  const onError = (error: Error) => {
    toast.error(timelineTexts().notSaved, { description: error.message });
  };
  const params = ({ id }: NoteView) => ({ leadId, noteId: id });

  const create = useMutation({
    mutationFn: (body: { text: string; kind: NoteKind }) => call('notes.create', { params: { leadId }, body }),
    onSettled,
  });
  const change = useMutation({
    mutationFn: ({ note, ...set }: { note: NoteView; text?: string; pinned?: boolean }) =>
      call('notes.update', { params: params(note), body: { version: note.version, ...set } }),
    onSettled,
  });
  const restore = useMutation({
    mutationFn: (note: NoteView) => call('notes.restore', { params: params(note) }),
    onSuccess: () => void toast(timelineTexts().restored),
    onError,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (note: NoteView) => call('notes.remove', { params: params(note) }),
    onSuccess: (_nothing, note) =>
      void toast(timelineTexts().removed, {
        action: { label: timelineTexts().undo, onClick: () => restore.mutate(note) },
      }),
    onError,
    onSettled,
  });
  return { create, change, remove, onError };
}
export type Notes = ReturnType<typeof useNotes>;
