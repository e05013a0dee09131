import type { LeadView } from '@stageline/contracts';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, call } from '../../../shared/lib/api.ts';
import { type Pipelines, type Stage, usePipelines } from '../../../shared/lib/pipelines.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { toast } from '../../../shared/ui/index.ts';
import { applyLead, type LeadPages } from '../lib/lead-pages.ts';
import { leadsTexts } from '../texts.ts';
import { type LeadFilter, leadQuery } from './leads.queries.ts';

interface Move {
  readonly lead: LeadView;
  readonly stage: Stage;
}

export const leadName = (lead: LeadView): string => `${lead.person.firstName} ${lead.person.lastName}`;

/** Shows one lead's present state in every list and on its page. */
export function writeLead(client: QueryClient, lead: LeadView): void {
  const lists = client.getQueriesData<LeadPages>({ queryKey: [...queryKeys.leads(), 'list'] });
  for (const [queryKey, data] of lists) {
    const filter = (queryKey[2] ?? {}) as LeadFilter;
    if (data) client.setQueryData(queryKey, applyLead(data, filter, lead));
  }
  client.setQueryData(leadQuery(lead.id).queryKey, (known) => (known ? { ...known, ...lead } : known));
}

/**
 * Moves a lead: shown at once, with an undo; taken back when the server refuses. When somebody else changed the lead
 * meanwhile, their change is shown and ours is not sent again.
 */
export function useMoveLead(): (lead: LeadView, stage: Stage) => void {
  const { stageOf } = usePipelines();
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ lead, stage }: Move) =>
      call('leads.move', { params: { leadId: lead.id }, body: { stage: stage.id, version: lead.version } }),
    onMutate: async ({ lead, stage }) => {
      // A fetch that began before the move would paint the old stage over the new one.
      await client.cancelQueries({ queryKey: queryKeys.leads() });
      writeLead(client, { ...lead, stage: stage.id, outcome: stage.kind, stageChangedAt: new Date().toISOString() });
    },
    onSuccess: (saved, { lead }) => {
      writeLead(client, saved);
      toast(leadsTexts().isNow(leadName(saved), stageOf(saved).name), {
        action: { label: leadsTexts().undo, onClick: () => mutate({ lead: saved, stage: stageOf(lead) }) },
      });
    },
    onError: async (error, { lead }) => {
      writeLead(client, lead);
      if (error instanceof ApiProblem && error.code === 'conflict') await showTheirs(client, lead, stageOf);
      else toast.error(leadsTexts().notMoved(leadName(lead)), { description: error.message });
    },
    onSettled: (_saved, _error, { lead }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.lead(lead.id) }),
        client.invalidateQueries({ queryKey: queryKeys.overview() }),
      ]),
  });
  return (lead, stage) => {
    if (lead.stage !== stage.id) mutate({ lead, stage });
  };
}

async function showTheirs(client: QueryClient, lead: LeadView, stageOf: Pipelines['stageOf']): Promise<void> {
  const theirs = await client.fetchQuery({ ...leadQuery(lead.id), staleTime: 0 }).catch(() => null);
  if (theirs !== null) writeLead(client, theirs);
  const description = theirs === null ? leadsTexts().loadAgain : leadsTexts().notSaved(stageOf(theirs).name);
  toast.error(leadsTexts().changedByOther(leadName(lead)), { description });
}
