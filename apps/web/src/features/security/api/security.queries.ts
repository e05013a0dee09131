import type { RoleRef } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { usePrefix } from '../lib/door.ts';

/** How the signed-in member logs in. */
export const securityQuery = () =>
  queryOptions({ queryKey: queryKeys.security(), queryFn: ({ signal }) => call('security.get', { signal }) });
/** How the signed-in administrator logs in. */
export const adminSecurityQuery = () =>
  queryOptions({ queryKey: queryKeys.security(), queryFn: ({ signal }) => call('admin-security.get', { signal }) });

/** The roles that this site has defined for itself. */
export const ownRolesQuery = () =>
  queryOptions({ queryKey: queryKeys.roles(), queryFn: ({ signal }) => call('roles.list', { signal }) });

/** Of which roles this site demands a second factor. */
export const factorPolicyQuery = () =>
  queryOptions({
    queryKey: queryKeys.factorPolicy(),
    queryFn: ({ signal }) => call('security.get-policy', { signal }),
  });

/** A change of the page; what the page shows is asked for anew afterwards. */
function useChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    // Not waited for: what is read anew may take the asking part away, and callbacks of a part that is gone are not called.
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: queryKeys.security() });
      // Who is signed in is told whether they have a second factor.
      void client.invalidateQueries({ queryKey: queryKeys.me() });
    },
  });
}

export function useChangePassword() {
  const prefix = usePrefix();
  return useChange((body: CallInput<'security.change-password'>['body']) =>
    call(`${prefix}security.change-password`, { body }),
  );
}
export function useConfirmTotp() {
  const prefix = usePrefix();
  return useChange((code: string) => call(`${prefix}security.confirm-totp`, { body: { code } }));
}
export function useRemoveTotp() {
  const prefix = usePrefix();
  return useChange(() => call(`${prefix}security.remove-totp`));
}
export function useRenewCodes() {
  const prefix = usePrefix();
  return useChange(() => call(`${prefix}security.renew-recovery-codes`));
}
export function useAddPasskey() {
  const prefix = usePrefix();
  return useChange((body: CallInput<'security.add-passkey'>['body']) =>
    call(`${prefix}security.add-passkey`, { body }),
  );
}
export function useRenamePasskey() {
  const prefix = usePrefix();
  return useChange(({ id, name }: { id: string; name: string }) =>
    call(`${prefix}security.rename-passkey`, { params: { passkeyId: id }, body: { name } }),
  );
}
export function useRemovePasskey() {
  const prefix = usePrefix();
  return useChange((id: string) => call(`${prefix}security.remove-passkey`, { params: { passkeyId: id } }));
}
export const useLinkIdentity = () => useChange((token: string) => call('security.link-identity', { body: { token } }));
export const useUnlinkIdentity = () =>
  useChange((provider: string) => call('security.unlink-identity', { params: { provider } }));

/** Whether a role demands a second factor. */
export interface Demand {
  readonly role: RoleRef;
  readonly isOn: boolean;
}
export const withDemand = (roles: readonly RoleRef[], { role, isOn }: Demand): RoleRef[] => [
  ...roles.filter((other) => other !== role),
  ...(isOn ? [role] : []),
];

/** Changes the rule for one role. One after the other: each sends the whole rule, as the one before has left it. */
export function useSetDemand() {
  const client = useQueryClient();
  const { queryKey } = factorPolicyQuery();
  return useMutation({
    scope: { id: 'factor-policy' },
    mutationFn: (demand: Demand) => {
      const { roles = [] } = client.getQueryData(queryKey) ?? {};
      return call('security.update-policy', { body: { roles: withDemand(roles, demand) } });
    },
    onMutate: () => client.cancelQueries({ queryKey }),
    onSuccess: (policy) => client.setQueryData(queryKey, policy),
  });
}
