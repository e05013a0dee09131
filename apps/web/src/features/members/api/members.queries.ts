import type { MemberView } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type NewMember = CallInput<'members.add'>['body'];
type MemberList = { items: MemberView[] };

/** The team of this site. */
export const memberListQuery = () =>
  queryOptions({ queryKey: queryKeys.members(), queryFn: ({ signal }) => call('members.list', { signal }) });

/** Adds a member with a first password. */
export function useAddMember() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewMember) => call('members.add', { body }),
    onSuccess: (member) => {
      client.setQueryData(memberListQuery().queryKey, (list) => (list ? { items: [...list.items, member] } : list));
      return client.invalidateQueries({ queryKey: queryKeys.members() });
    },
  });
}

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
