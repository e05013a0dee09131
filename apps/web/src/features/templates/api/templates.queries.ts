import type { TemplateState } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** Where this site stands with its template; compared anew at every look, because the draft is edited elsewhere. */
export const templateStateQuery = () =>
  queryOptions({
    queryKey: queryKeys.template(),
    queryFn: ({ signal }) => call('templates.state', { signal }),
    staleTime: 0,
  });

function useTake() {
  const client = useQueryClient();
  return (state: TemplateState) => {
    client.setQueryData(templateStateQuery().queryKey, state);
    // Pipelines and automations of an update are there at once.
    return Promise.all(
      [queryKeys.site(), queryKeys.pipelines(), queryKeys.automations()].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  };
}

/** Brings the new version into the draft. */
export function useApplyTemplate() {
  const take = useTake();
  return useMutation({
    mutationFn: (body: CallInput<'templates.apply'>['body']) => call('templates.apply', { body }),
    onSuccess: take,
  });
}

/** Gives the draft back what it was before the last update. */
export function useUndoTemplate() {
  const take = useTake();
  return useMutation({ mutationFn: () => call('templates.undo'), onSuccess: take });
}

/** All templates, for the central admin. */
export const templateListQuery = () =>
  queryOptions({ queryKey: queryKeys.templates(), queryFn: ({ signal }) => call('admin.list-templates', { signal }) });
export const templateSitesQuery = (key: string) =>
  queryOptions({
    queryKey: queryKeys.templateSites(key),
    queryFn: ({ signal }) => call('admin.list-template-sites', { signal, params: { key } }),
  });

/** Publishes a site as the next version of a template. */
export function usePublishTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<'admin.publish-template'>['body']) => call('admin.publish-template', { body }),
    onSuccess: (list) => client.setQueryData(templateListQuery().queryKey, list),
  });
}
/** Publishes what has changed in the folder. */
export function usePublishFolder() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('admin.publish-template-folder'),
    onSuccess: (list) => client.setQueryData(templateListQuery().queryKey, list),
  });
}
