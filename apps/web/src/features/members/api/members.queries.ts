import type { MemberView } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type NewInvitation = CallInput<'invitations.create'>['body'];
export type RolesChange = CallInput<'members.change-roles'>['body'];
type MemberList = { items: MemberView[] };

/** The team of this site. */
export const memberListQuery = () =>
  queryOptions({ queryKey: queryKeys.members(), queryFn: ({ signal }) => call('members.list', { signal }) });
/** Who is invited and has not answered yet. */
export const invitationListQuery = () =>
  queryOptions({ queryKey: queryKeys.invitations(), queryFn: ({ signal }) => call('invitations.list', { signal }) });

const replaceMember = (list: MemberList | undefined, id: string, change: (member: MemberView) => MemberView) =>
  list ? { items: list.items.map((member) => (member.id === id ? change(member) : member)) } : list;

/** Pauses or resumes the assignment of leads; shown at once and taken back when the server refuses. */
export function useSetMemberActive() {
  const client = useQueryClient();
  const { queryKey } = memberListQuery();
  return useMutation({
    mutationFn: ({ id, active }: { id: MemberView['id']; active: boolean }) =>
      call('members.update', { params: { membershipId: id }, body: { active } }),
    onMutate: async ({ id, active }) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, (list) => replaceMember(list, id, (member) => ({ ...member, active })));
    },
    onError: (_error, { id, active }) => {
      client.setQueryData(queryKey, (list) => replaceMember(list, id, (member) => ({ ...member, active: !active })));
    },
    onSuccess: (member) => {
      client.setQueryData(queryKey, (list) => replaceMember(list, member.id, () => member));
    },
  });
}

/** Members, roles and invitations hang together; one that changes may change what the others show. */
function useTeamMutation<Input, Result>(mutationFn: (input: Input) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.members() }) });
}

/** Gives a member other roles and another rank; the caller's own change what their menu shows. */
export function useChangeRoles() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: MemberView['id']; change: RolesChange }) =>
      call('members.change-roles', { params: { membershipId: id }, body: change }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.members() });
      await client.invalidateQueries({ queryKey: queryKeys.me() });
    },
  });
}
export const useRemoveMember = () =>
  useTeamMutation((id: MemberView['id']) => call('members.remove', { params: { membershipId: id } }));
export const useInvite = () => useTeamMutation((body: NewInvitation) => call('invitations.create', { body }));
export const useResendInvitation = () =>
  useTeamMutation((invitationId: string) => call('invitations.resend', { params: { invitationId } }));
export const useRevokeInvitation = () =>
  useTeamMutation((invitationId: string) => call('invitations.revoke', { params: { invitationId } }));
/** Says who leads a member; null for nobody. */
export const useSetLeader = () =>
  useTeamMutation(({ id, leaderId }: { id: MemberView['id']; leaderId: MemberView['id'] | null }) =>
    call('members.set-leader', { params: { membershipId: id }, body: { leaderId } }),
  );
