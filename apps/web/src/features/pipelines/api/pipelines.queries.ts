import type { PipelineId } from '@stageline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type PipelineBody = Omit<CallInput<'pipelines.update'>['body'], 'version'>;

/** What shows pipelines: their list, and every board and list of leads. */
function useRefresh(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: queryKeys.pipelines() }),
      client.invalidateQueries({ queryKey: queryKeys.leads() }),
    ]);
}

export function useMakePipeline() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: CallInput<'pipelines.create'>['body']) => call('pipelines.create', { body }),
    onSuccess: refresh,
  });
}

export function useSavePipeline(pipelineId: PipelineId) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: CallInput<'pipelines.update'>['body']) =>
      call('pipelines.update', { params: { pipelineId }, body }),
    onSuccess: refresh,
  });
}

export function useRemovePipeline() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (pipelineId: PipelineId) => call('pipelines.remove', { params: { pipelineId } }),
    onSuccess: refresh,
  });
}
