import type { TenantRole } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** How the signed-in member logs in. */
export const securityQuery = () =>
  queryOptions({ queryKey: queryKeys.security(), queryFn: ({ signal }) => call('security.get', { signal }) });

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
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.security() }),
  });
}

export const useChangePassword = () =>
  useChange((body: CallInput<'security.change-password'>['body']) => call('security.change-password', { body }));
export const useConfirmTotp = () => useChange((code: string) => call('security.confirm-totp', { body: { code } }));
export const useRemoveTotp = () => useChange(() => call('security.remove-totp'));
export const useRenewCodes = () => useChange(() => call('security.renew-recovery-codes'));
export const useAddPasskey = () =>
  useChange((body: CallInput<'security.add-passkey'>['body']) => call('security.add-passkey', { body }));
export const useRenamePasskey = () =>
  useChange(({ id, name }: { id: string; name: string }) =>
    call('security.rename-passkey', { params: { passkeyId: id }, body: { name } }),
  );
export const useRemovePasskey = () =>
  useChange((id: string) => call('security.remove-passkey', { params: { passkeyId: id } }));
export const useLinkIdentity = () => useChange((token: string) => call('security.link-identity', { body: { token } }));
export const useUnlinkIdentity = () =>
  useChange((provider: string) => call('security.unlink-identity', { params: { provider } }));

/** Sets the rule; shown at once and taken back when the server refuses. */
export function useSetFactorPolicy() {
  const client = useQueryClient();
  const { queryKey } = factorPolicyQuery();
  return useMutation({
    mutationFn: (roles: TenantRole[]) => call('security.update-policy', { body: { roles } }),
    onMutate: async (roles) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, { roles });
      return before;
    },
    onError: (_error, _roles, before) => client.setQueryData(queryKey, before),
    onSuccess: (policy) => client.setQueryData(queryKey, policy),
  });
}
