import type { MembershipId } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type SettingsInput = CallInput<'assignment.set'>['body'];

/** How leads are assigned, and to whom. */
export const assignmentQuery = () =>
  queryOptions({ queryKey: queryKeys.assignment(), queryFn: ({ signal }) => call('assignment.get', { signal }) });

/** Saves the settings; leads that waited may be somebody's afterwards. */
export function useSetAssignment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SettingsInput) => call('assignment.set', { body }),
    onSuccess: (view) => {
      client.setQueryData(assignmentQuery().queryKey, view);
      void client.invalidateQueries({ queryKey: queryKeys.leads() });
    },
  });
}

/** Puts the open leads of a member back to those that wait. */
export function useReleaseLeads() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (membershipId: MembershipId) => call('assignment.release', { params: { membershipId }, body: {} }),
    onSuccess: () =>
      Promise.all(
        [queryKeys.assignment(), queryKeys.leads(), queryKeys.members()].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
