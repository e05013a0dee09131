import type { AutomationId, ImportId, ImportPlan, ImportView } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { upload } from '../../../shared/lib/upload.ts';

export const importListQuery = () =>
  queryOptions({ queryKey: queryKeys.importList(), queryFn: ({ signal }) => call('imports.list', { signal }) });

/** What moves by itself: hints tell of it at once, and asking again is the guarantee. */
const isUnderWay = ({ state }: ImportView) => state === 'checking' || state === 'running';

export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: queryKeys.import(importId),
    queryFn: ({ signal }) => call('imports.get', { params: { importId: importId as ImportId }, signal }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isUnderWay(data) ? 3000 : false),
  });

/** Members whom new leads may be given to. */
export const teamQuery = () =>
  queryOptions({ queryKey: queryKeys.members(), queryFn: ({ signal }) => call('members.list', { signal }) });

export type ImportAutomations = Answer<'imports.automations'>;

/** Automations that would begin for new leads, if they were chosen; others may switch them meanwhile. */
export const importAutomationsQuery = (importId: string) =>
  queryOptions({
    queryKey: queryKeys.importAutomations(importId),
    queryFn: ({ signal }) => call('imports.automations', { params: { importId: importId as ImportId }, signal }),
    staleTime: 0,
  });

/** Sends a file. @param onProgress the share that was sent, 0 to 1 */
export function useSendFile(onProgress: (share: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => upload('imports.upload', file, onProgress),
    onSuccess: (view) => {
      client.setQueryData(queryKeys.import(view.id), view);
      return client.invalidateQueries({ queryKey: queryKeys.importList() });
    },
  });
}

/** The next step of an import; its answer is the newest state of it. */
export function useImportStep(importId: string) {
  const client = useQueryClient();
  const params = { importId: importId as ImportId };
  const keep = (view: ImportView) => {
    client.setQueryData(queryKeys.import(importId), view);
    return client.invalidateQueries({ queryKey: queryKeys.importList() });
  };
  // Somebody else may have moved it on, or switched an automation off.
  const onError = () => client.invalidateQueries({ queryKey: queryKeys.imports() });
  return {
    check: useMutation({
      mutationFn: (body: ImportPlan) => call('imports.check', { params, body }),
      onSuccess: keep,
      onError,
    }),
    run: useMutation({
      mutationFn: (automations: readonly AutomationId[]) =>
        call('imports.run', { params, body: { automations: [...automations] } }),
      onSuccess: keep,
      onError,
    }),
    cancel: useMutation({ mutationFn: () => call('imports.cancel', { params }), onSuccess: keep, onError }),
  };
}
