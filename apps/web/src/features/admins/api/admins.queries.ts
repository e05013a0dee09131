import type { AdminRole } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** Who administers the platform, and who is invited to. */
export const adminsQuery = () =>
  queryOptions({ queryKey: queryKeys.admins(), queryFn: ({ signal }) => call('admins.list', { signal }) });

function useChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: queryKeys.admins() }) });
}
export const useInviteAdmin = () =>
  useChange((body: CallInput<'admins.invite'>['body']) => call('admins.invite', { body }));
export const useRevokeInvitation = () =>
  useChange((invitationId: string) => call('admins.revoke-invitation', { params: { invitationId } }));
export const useChangeRole = () =>
  useChange(({ id, role }: { id: string; role: AdminRole }) =>
    call('admins.change-role', { params: { adminId: id }, body: { role } }),
  );
export const useRemoveAdmin = () => useChange((adminId: string) => call('admins.remove', { params: { adminId } }));
