import type { LeadView, MembershipId } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { toast } from '../../../shared/ui/index.ts';
import { ownerTexts } from '../owner-texts.ts';
import { leadName } from './move-lead.ts';

/** Why a lead is whose it is. */
export const leadAssignmentQuery = (leadId: string) =>
  queryOptions({
    queryKey: queryKeys.leadAssignment(leadId),
    queryFn: ({ signal }) => call('assignment.explain', { params: { leadId }, signal }),
  });

/** A decision, made once more from what it was made of. */
export const replayQuery = (decisionId: string) =>
  queryOptions({
    queryKey: [...queryKeys.assignment(), 'replay', decisionId] as const,
    queryFn: ({ signal }) => call('assignment.replay', { params: { decisionId }, signal }),
  });

/** Whoever may be given leads; for those who may give them. */
export const takersQuery = () =>
  queryOptions({ queryKey: queryKeys.assignment(), queryFn: ({ signal }) => call('assignment.get', { signal }) });

interface Handing {
  readonly lead: LeadView;
  /** Null for the queue. */
  readonly to: { readonly membershipId: MembershipId; readonly name: string } | null;
}

/** Gives a lead to a member, or puts it back to those that wait. */
export function useGiveLead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ lead, to }: Handing) =>
      call('leads.assign', {
        params: { leadId: lead.id },
        body: { membershipId: to?.membershipId ?? null, seen: lead.assignee?.membershipId ?? null },
      }),
    onSuccess: (_nothing, { lead, to }) => {
      const texts = ownerTexts();
      toast(to === null ? texts.returned(leadName(lead)) : texts.given(to.name, leadName(lead)));
    },
    onError: (error, { lead }) => toast.error(ownerTexts().notGiven(leadName(lead)), { description: error.message }),
    onSettled: () =>
      Promise.all(
        [queryKeys.leads(), queryKeys.assignment(), queryKeys.overview()].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
