import type { SenderPage } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';

const SEARCH_POLL_MS = 10_000;

/** What mails come from; looked at again while a key is searched for. */
export const senderQuery = () =>
  queryOptions({
    queryKey: ['mail-sender'] as const,
    queryFn: ({ signal }) => call('mail-senders.get', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.sender?.state === 'pending' && state.data.sender.nextCheckAt !== null ? SEARCH_POLL_MS : false,
  });

/** Whether mails wait because too many came back. */
export const standingQuery = () =>
  queryOptions({
    queryKey: ['mail-standing'] as const,
    queryFn: ({ signal }) => call('mail-standings.get', { signal }),
  });

function useSenderPage() {
  const client = useQueryClient();
  const { queryKey } = senderQuery();
  return (sender: SenderPage['sender']) =>
    client.setQueryData<SenderPage>(queryKey, (page) => page && { ...page, sender });
}

/** Chooses the address. */
export function useSetSender() {
  const show = useSenderPage();
  return useMutation({
    mutationFn: (body: CallInput<'mail-senders.set'>['body']) => call('mail-senders.set', { body }),
    onSuccess: show,
  });
}

/** Looks at the DNS now. */
export function useCheckSender() {
  const show = useSenderPage();
  return useMutation({ mutationFn: () => call('mail-senders.check', {}), onSuccess: show });
}

/** Goes back to the platform's address. */
export function useRemoveSender() {
  const show = useSenderPage();
  return useMutation({ mutationFn: () => call('mail-senders.remove', {}), onSuccess: () => show(null) });
}
