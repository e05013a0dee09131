import { DEFAULT_PIPELINE, ProblemError, type leads } from '@stageline/contracts';
import { addDays, bandBegins, startOfDay } from '@stageline/domain';
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
  const { q, pipeline, stage, owner, source, from, to, phone, stageDays, heat } = query;
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
    hotAfter: heat === undefined ? undefined : bandBegins(heat, reader.now),
    search: q === undefined ? undefined : searchBeginnings(q, reader.withContacts),
  };
}

/**
 * Newest first; of one stage, whoever came to it last; of those who are hot, the hottest.
 * @throws ProblemError `validation-failed` for an order by the time in a stage where no stage is named, and for any other order
 * of those who are hot: no index has it
 */
export function orderOf({ sort, stage, heat }: Pick<leads.LeadFilter, 'sort' | 'stage' | 'heat'>): LeadPage {
  const usual = heat !== undefined ? 'hottest' : stage === undefined ? 'newest' : 'stage-newest';
  const page = orders[sort ?? usual];
  if (heat !== undefined && page.order !== 'hotUntil') throw badOrder('Hot leads come with the hottest first.');
  if (page.order === 'stageChangedAt' && stage === undefined) throw badOrder('Please choose a stage for this order.');
  return page;
}
const badOrder = (message: string) =>
  new ProblemError('validation-failed', { issues: [{ in: 'query', pointer: '/sort', message }] });
const orders: Readonly<Record<leads.LeadSort, Omit<LeadPage, 'after'>>> = {
  newest: { order: 'createdAt' },
  oldest: { order: 'createdAt', isAscending: true },
  'stage-newest': { order: 'stageChangedAt' },
  'stage-oldest': { order: 'stageChangedAt', isAscending: true },
  hottest: { order: 'hotUntil' },
};
