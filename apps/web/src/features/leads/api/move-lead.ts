import type { LeadView, PipelineId } from '@stageline/contracts';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, call } from '../../../shared/lib/api.ts';
import { type Pipelines, type Stage, usePipelines } from '../../../shared/lib/pipelines.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { toast } from '../../../shared/ui/index.ts';
import { type Place, shiftCounts } from '../lib/board.ts';
import { applyLead, type LeadPages } from '../lib/lead-pages.ts';
import { leadsTexts } from '../texts.ts';
import { type Board, type LeadFilter, leadQuery } from './leads.queries.ts';

export interface Move {
  readonly lead: LeadView;
  readonly stage: Stage;
  /** Where the stage belongs to another pipeline than the lead stands in. */
  readonly pipelineId?: PipelineId | undefined;
  /** In the mover's words, where the stage asks for one. */
  readonly reason?: string | undefined;
}

export const leadName = (lead: LeadView): string => `${lead.person.firstName} ${lead.person.lastName}`;

/**
 * Shows one lead's present state in every list, on every board and on its page.
 * @param before where it was shown until now
 */
export function writeLead(client: QueryClient, lead: LeadView, before: Place = lead): void {
  const lists = client.getQueriesData<LeadPages>({ queryKey: [...queryKeys.leads(), 'list'] });
  for (const [queryKey, data] of lists) {
    const filter = (queryKey[2] ?? {}) as LeadFilter;
    if (data) client.setQueryData(queryKey, applyLead(data, filter, lead));
  }
  const boards = client.getQueriesData<Board>({ queryKey: queryKeys.boards() });
  for (const [queryKey, board] of boards) if (board) client.setQueryData(queryKey, shiftCounts(board, before, lead));
  client.setQueryData(leadQuery(lead.id).queryKey, (known) => (known ? { ...known, ...lead } : known));
}

const moved = ({ lead, stage, pipelineId = lead.pipelineId }: Move): LeadView => ({
  ...lead,
  pipelineId,
  stage: stage.id,
  outcome: stage.kind,
  stageChangedAt: new Date().toISOString(),
});

/**
 * Moves a lead: shown at once, with an undo; taken back when the server refuses. When somebody else changed the lead
 * meanwhile, their change is shown and ours is not sent again.
 */
export function useMoveMutation(): (move: Move) => void {
  const { stageOf } = usePipelines();
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ lead, stage, pipelineId, reason }: Move) =>
      call('leads.move', {
        params: { leadId: lead.id },
        body: { stage: stage.id, version: lead.version, pipelineId, reason },
      }),
    onMutate: async (move) => {
      // A fetch that began before the move would paint the old stage over the new one.
      const interrupted = client.getQueryCache().findAll({ queryKey: queryKeys.leads(), fetchStatus: 'fetching' });
      await client.cancelQueries({ queryKey: queryKeys.leads() });
      writeLead(client, moved(move), move.lead);
      return interrupted.map(({ queryKey }) => queryKey);
    },
    onSuccess: (saved, { lead }) => {
      writeLead(client, saved);
      const back = (): void => {
        const stage = stageOf(lead);
        // Who takes back what they did a moment ago is not asked why.
        const pipelineId = lead.pipelineId === saved.pipelineId ? undefined : lead.pipelineId;
        mutate({
          lead: saved,
          stage,
          pipelineId,
          reason: stage.entry.includes('reason') ? leadsTexts().takenBack : undefined,
        });
      };
      toast(leadsTexts().isNow(leadName(saved), stageOf(saved).name), {
        action: { label: leadsTexts().undo, onClick: back },
      });
    },
    onError: async (error, move) => {
      const { lead } = move;
      writeLead(client, lead, moved(move));
      if (error instanceof ApiProblem && error.code === 'conflict') await showTheirs(client, lead, stageOf);
      else toast.error(leadsTexts().notMoved(leadName(lead)), { description: wordsOf(error) });
    },
    onSettled: (_saved, _error, { lead }, interrupted = []) =>
      Promise.all([
        // A list that was still loading would never come.
        ...interrupted.map((queryKey) => client.invalidateQueries({ queryKey, exact: true })),
        client.invalidateQueries({ queryKey: queryKeys.lead(lead.id) }),
        client.invalidateQueries({ queryKey: queryKeys.boards() }),
        client.invalidateQueries({ queryKey: queryKeys.overview() }),
      ]),
  });
  return mutate;
}

/** Why a move was refused: what the stage asks for, where that is it. */
const wordsOf = (error: Error): string =>
  error instanceof ApiProblem && error.code === 'stage-closed' && error.issues.length > 0
    ? error.issues.map(({ message }) => message).join(' ')
    : error.message;

async function showTheirs(client: QueryClient, lead: LeadView, stageOf: Pipelines['stageOf']): Promise<void> {
  const theirs = await client.fetchQuery({ ...leadQuery(lead.id), staleTime: 0 }).catch(() => null);
  if (theirs !== null) writeLead(client, theirs, lead);
  const description = theirs === null ? leadsTexts().loadAgain : leadsTexts().notSaved(stageOf(theirs).name);
  toast.error(leadsTexts().changedByOther(leadName(lead)), { description });
}
