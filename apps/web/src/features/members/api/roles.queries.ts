import type { CustomRole } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type NewRole = CallInput<'roles.create'>['body'];

/** The roles that this site has defined for itself. */
export const roleListQuery = () =>
  queryOptions({ queryKey: queryKeys.roles(), queryFn: ({ signal }) => call('roles.list', { signal }) });

/** Defines a role, or changes `role`. */
export function useSaveRole(role: CustomRole | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRole) =>
      role === undefined
        ? call('roles.create', { body })
        : call('roles.update', { params: { roleId: role.id }, body: { ...body, version: role.version } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.members() }),
  });
}

export function useRemoveRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (roleId: string) => call('roles.remove', { params: { roleId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.members() }),
  });
}
