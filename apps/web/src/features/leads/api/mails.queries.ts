import type { LeadId, MailId } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { mailLogTexts } from '../../../shared/mail-log/index.ts';
import { toast } from '../../../shared/ui/index.ts';
import { registrationTexts } from '../registration-texts.ts';

const keyOf = (leadId: string) => [...queryKeys.lead(leadId), 'mails'] as const;

/** Mails to somebody, page by page. */
export const leadMailsQuery = (leadId: string) =>
  infiniteQueryOptions({
    queryKey: keyOf(leadId),
    queryFn: ({ pageParam, signal }) =>
      call('mail-log.list-of-lead', {
        params: { leadId: leadId as LeadId },
        query: { ...(pageParam === null ? {} : { cursor: pageParam }), limit: 5 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** One of them as it went out. */
export const leadMailQuery = (leadId: string, mailId: MailId) =>
  queryOptions({
    queryKey: [...keyOf(leadId), mailId] as const,
    queryFn: ({ signal }) => call('mail-log.read-of-lead', { params: { leadId: leadId as LeadId, mailId }, signal }),
  });

/** Says that the address works again. */
export function useLiftBounce(leadId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) =>
      call('mail-log.lift-bounce', { params: { leadId: leadId as LeadId }, body: { reason } }),
    onSuccess: () => toast(mailLogTexts().lifted),
    onError: (error) => toast.error(mailLogTexts().notLifted, { description: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(leadId) }),
  });
}

/** Sends somebody the mail of their registration once more. */
export function useSendAgain(leadId: string) {
  const client = useQueryClient();
  const texts = registrationTexts();
  return useMutation({
    mutationFn: () => call('registrations.send-again-to-lead', { params: { leadId } }),
    onSuccess: () => {
      toast(texts.sentAgain);
      return client.invalidateQueries({ queryKey: keyOf(leadId) });
    },
    onError: (error) => toast.error(texts.notSentAgain, { description: error.message }),
  });
}
