import type { SavedView, ViewQuery } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { toast } from '../../../shared/ui/index.ts';
import { viewTexts } from '../view-texts.ts';

export type SavedViews = Answer<'saved-views.list'>;
/** What a view is made of, or changed to. */
export interface ViewDraft {
  readonly name: string;
  readonly isShared: boolean;
}

/** Views that the member has: hints tell of what colleagues share. */
export const savedViewsQuery = () =>
  queryOptions({
    queryKey: queryKeys.savedViews(),
    queryFn: ({ signal }) => call('saved-views.list', { signal }),
    staleTime: 60_000,
  });

/** Keeps, changes, orders and removes views. */
export function useViewChanges() {
  const client = useQueryClient();
  const queryKey = queryKeys.savedViews();
  const onSettled = () => client.invalidateQueries({ queryKey });
  const onError = (error: Error) => {
    toast.error(viewTexts().notSaved, { description: error.message });
  };
  const put = (view: SavedView) =>
    client.setQueryData<SavedViews>(queryKey, (old) => {
      if (old === undefined) return old;
      const isKnown = old.items.some(({ id }) => id === view.id);
      const items = isKnown ? old.items.map((one) => (one.id === view.id ? view : one)) : [...old.items, view];
      return { ...old, items };
    });

  const create = useMutation({
    mutationFn: (body: ViewDraft & { query: ViewQuery }) => call('saved-views.create', { body }),
    onSuccess: put,
    onSettled,
  });
  const change = useMutation({
    mutationFn: ({ view, ...set }: { view: SavedView; name?: string; isShared?: boolean; query?: ViewQuery }) =>
      call('saved-views.update', { params: { viewId: view.id }, body: { version: view.version, ...set } }),
    onSuccess: put,
    onSettled,
  });
  const restore = useMutation({
    mutationFn: (view: SavedView) => call('saved-views.restore', { params: { viewId: view.id } }),
    onSuccess: () => void toast(viewTexts().restored),
    onError,
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (view: SavedView) => call('saved-views.remove', { params: { viewId: view.id } }),
    onSuccess: (_nothing, view) => {
      toast(viewTexts().removed(view.name), {
        action: { label: viewTexts().undo, onClick: () => restore.mutate(view) },
      });
    },
    onError,
    onSettled,
  });
  const arrange = useMutation({
    mutationFn: (body: Pick<SavedViews, 'defaultId'> & { order: SavedView['id'][] }) =>
      call('saved-views.arrange', { body }),
    // At once: whoever moves a view by several places presses as often.
    onMutate: async ({ order, defaultId }) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData<SavedViews>(queryKey, (old) =>
        old === undefined
          ? old
          : { defaultId, items: old.items.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id)) },
      );
    },
    onError,
    onSettled,
  });
  return { create, change, remove, arrange, onError };
}

/** Whether somebody else was faster. */
export const isConflict = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'conflict';
