import type { LeadId, PipelineId, StageId } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type LeadDetail = Answer<'leads.get'>;
export type Board = Answer<'leads.board'>;

/** What a list shows; part of its query key. */
export interface LeadFilter {
  readonly pipeline?: PipelineId;
  /** Without one, all stages of all pipelines. */
  readonly stage?: StageId;
}

/** Leads, newest first, page by page: an owner sees all, a rep their own. */
export const leadListQuery = (filter: LeadFilter) =>
  infiniteQueryOptions({
    queryKey: queryKeys.leadList({ ...filter }),
    queryFn: ({ pageParam, signal }) =>
      call('leads.list', {
        query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }), limit: 50 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** One lead with its history. */
export const leadQuery = (leadId: string) =>
  queryOptions({
    queryKey: queryKeys.lead(leadId),
    queryFn: ({ signal }) => call('leads.get', { params: { leadId: leadId as LeadId }, signal }),
  });

/** How many leads stand in every stage of a pipeline, and the first of them. */
export const boardQuery = (pipelineId: PipelineId) =>
  queryOptions({
    queryKey: queryKeys.board(pipelineId),
    queryFn: ({ signal }) => call('leads.board', { params: { pipelineId }, signal }),
  });
