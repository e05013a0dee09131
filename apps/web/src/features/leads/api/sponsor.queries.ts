import type { LeadId, LeadView } from '@stageline/contracts';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { toast } from '../../../shared/ui/index.ts';
import { sponsorTexts } from '../sponsor-texts.ts';
import { leadName } from './move-lead.ts';

/** Who brought a lead into the line. */
export const sponsorQuery = (leadId: string) =>
  queryOptions({
    queryKey: queryKeys.leadSponsor(leadId),
    queryFn: ({ signal }) => call('places.get-sponsor', { params: { leadId }, signal }),
  });

/** Who could have. */
export const candidatesQuery = (leadId: string, search: string) =>
  queryOptions({
    queryKey: [...queryKeys.leadSponsor(leadId), search] as const,
    queryFn: ({ signal }) => call('places.find-sponsors', { params: { leadId }, query: { search }, signal }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });

/** Gives a lead another sponsor, or none, with the reason. */
export function useCorrectSponsor(lead: LeadView) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly sponsorId: LeadId | null; readonly reason: string }) =>
      call('places.correct-sponsor', { params: { leadId: lead.id }, body }),
    onSuccess: () => toast(sponsorTexts().corrected(leadName(lead))),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.leadSponsor(lead.id) }),
  });
}
