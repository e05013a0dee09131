import type { AutomationBody, AutomationId, AutomationRunId, LeadId } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type TrialBody = CallInput<'automations.try'>['body'];

/** All automations of this site; there are few. */
export const automationsQuery = () =>
  queryOptions({ queryKey: queryKeys.automations(), queryFn: ({ signal }) => call('automations.list', { signal }) });

/** The team, for whom a rule may name. */
export const teamQuery = () =>
  queryOptions({ queryKey: queryKeys.members(), queryFn: ({ signal }) => call('members.list', { signal }) });

/** What one automation did, newest first. */
export const runsQuery = (automationId: AutomationId) =>
  infiniteQueryOptions({
    queryKey: queryKeys.automationRuns(automationId),
    queryFn: ({ pageParam, signal }) =>
      call('automations.runs', {
        params: { automationId },
        query: { limit: 30, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

function useChange<Input, Result>(mutationFn: (input: Input) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.automations() }),
  });
}

export const useMakeAutomation = () => useChange((body: AutomationBody) => call('automations.create', { body }));
export const useSaveAutomation = (automationId: AutomationId) =>
  useChange((body: CallInput<'automations.update'>['body']) =>
    call('automations.update', { params: { automationId }, body }),
  );
export const useSwitchAutomation = () =>
  useChange(({ id, on }: { id: AutomationId; on: boolean }) =>
    call('automations.switch', { params: { automationId: id }, body: { on } }),
  );
export const useRemoveAutomation = () =>
  useChange((automationId: AutomationId) => call('automations.remove', { params: { automationId } }));
export const useStopRun = () =>
  useChange((runId: AutomationRunId) => call('automations.stop-run', { params: { runId } }));

/** Which leads a rule would have met. */
export const useTrial = () => useMutation({ mutationFn: (body: TrialBody) => call('automations.try', { body }) });
/** What it would do with one of them. */
export const useLeadTrial = () =>
  useMutation({
    mutationFn: ({ leadId, body }: { leadId: LeadId; body: CallInput<'automations.try-lead'>['body'] }) =>
      call('automations.try-lead', { params: { leadId }, body }),
  });
