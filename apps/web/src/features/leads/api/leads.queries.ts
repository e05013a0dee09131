import type { LeadId, PipelineId, StageId } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, call } from '../../../shared/lib/api.ts';
import { type BoardFilter, type BoardQuery, filterFields, type LeadSort } from '../lib/address-filter.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type LeadDetail = Answer<'leads.get'>;
export type Board = Answer<'leads.board'>;
export type Heat = Answer<'leads.heat'>;
export type SentForms = Answer<'registrations.list'>;

const HEAT_REFETCH_MS = 30_000;

/** What a list shows; part of its query key. */
export interface LeadFilter extends BoardFilter {
  readonly pipeline?: PipelineId;
  /** Without one, all stages of all pipelines. */
  readonly stage?: StageId;
  readonly sort?: LeadSort | undefined;
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

/** How hot a lead is, and why. What happens in a room sends no hint about one lead: it is asked for again. */
export const heatQuery = (leadId: LeadId) =>
  queryOptions({
    queryKey: queryKeys.heat(leadId),
    queryFn: ({ signal }) => call('leads.heat', { params: { leadId }, signal }),
    refetchInterval: HEAT_REFETCH_MS,
  });

/** The forms that somebody sent. */
export const sentFormsQuery = (leadId: LeadId) =>
  queryOptions({
    queryKey: queryKeys.sentForms(leadId),
    queryFn: ({ signal }) => call('registrations.list', { params: { leadId }, signal }),
  });

/** How many leads stand in every stage of a pipeline, and the first of them. */
export const boardQuery = (pipelineId: PipelineId, filter: BoardQuery = {}) =>
  queryOptions({
    queryKey: [...queryKeys.board(pipelineId), filter] as const,
    queryFn: ({ signal }) => call('leads.board', { params: { pipelineId }, query: filter, signal }),
  });

/** Whether more narrows a list than where its leads stand: what belongs to it is then for the server to say. */
export const isNarrowed = (filter: LeadFilter): boolean =>
  filter.sort !== undefined || filterFields.some((field) => filter[field] !== undefined);

/** With whom a lead is shared. */
export const sharesQuery = (leadId: string) =>
  queryOptions({
    queryKey: [...queryKeys.lead(leadId), 'shares'] as const,
    queryFn: ({ signal }) => call('leads.shares', { params: { leadId: leadId as LeadId }, signal }),
  });
