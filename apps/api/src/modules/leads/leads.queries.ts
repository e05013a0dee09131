import { DEFAULT_PIPELINE, ProblemError, type leads } from '@stageline/contracts';
import { addDays, startOfDay } from '@stageline/domain';
import { searchBeginnings } from './lead-search.ts';
import type { LeadFilter, LeadPage } from './leads.filter.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface FilterReader {
  /** Whether the reader may find people by their contact data. */
  readonly withContacts: boolean;
  readonly now: Date;
  readonly timeZone: () => Promise<string>;
}

/** What the address of a list means: days become instants, what was typed becomes ranges of an index. */
export async function filterOf(query: leads.LeadFilter, reader: FilterReader): Promise<LeadFilter> {
  const { q, pipeline, stage, owner, source, from, to, phone, stageDays } = query;
  const zone = (from ?? to) === undefined ? 'UTC' : await reader.timeZone();
  return {
    pipelineId: pipeline ?? (stage === undefined ? undefined : DEFAULT_PIPELINE),
    stage,
    owner: owner === 'nobody' ? null : owner,
    source,
    createdFrom: from === undefined ? undefined : startOfDay(from, zone),
    createdBefore: to === undefined ? undefined : startOfDay(addDays(to, 1), zone),
    hasPhone: phone === undefined ? undefined : phone === 'yes',
    inStageSince: stageDays === undefined ? undefined : new Date(reader.now.getTime() - stageDays * DAY_MS),
    search: q === undefined ? undefined : searchBeginnings(q, reader.withContacts),
  };
}

/**
 * Newest first; of one stage, whoever came to it last.
 * @throws ProblemError `validation-failed` for an order by the time in a stage where no stage is named: no index has it
 */
export function orderOf({ sort, stage }: Pick<leads.LeadFilter, 'sort' | 'stage'>): Omit<LeadPage, 'after'> {
  const wanted = sort ?? (stage === undefined ? 'newest' : 'stage-newest');
  const { [wanted]: page } = orders;
  if (page.order === 'createdAt' || stage !== undefined) return page;
  const issue = { in: 'query', pointer: '/sort', message: 'Please choose a stage for this order.' } as const;
  throw new ProblemError('validation-failed', { issues: [issue] });
}
const orders: Readonly<Record<leads.LeadSort, Omit<LeadPage, 'after'>>> = {
  newest: { order: 'createdAt' },
  oldest: { order: 'createdAt', isAscending: true },
  'stage-newest': { order: 'stageChangedAt' },
  'stage-oldest': { order: 'stageChangedAt', isAscending: true },
};
