import { ARRIVAL_STAGE, DEFAULT_PIPELINE, type leads } from '@stageline/contracts';
import { lastDays, startOfDay } from '@stageline/domain';
import type { MemberActor } from '../../http/route.ts';
import { seesContacts, visibleLeads } from './leads.visibility.ts';
import { presentLead } from './leads.presenter.ts';
import type { LeadsRepository } from './leads.repository.ts';
import type { MemberDirectory } from './leads.types.ts';

export interface LeadNumbers {
  /** Leads that nobody has contacted yet. */
  readonly waiting: number;
  readonly total: number;
  /** Oldest first; the last entry is today. */
  readonly byDay: readonly { readonly day: string; readonly count: number }[];
  /** Newest first. */
  readonly latest: readonly leads.LeadView[];
}

/** Numbers over the leads that an actor may see. */
export function createLeadStatistics(repository: LeadsRepository, team: Pick<MemberDirectory, 'ledBy'>) {
  return {
    /**
     * @param timeZone IANA zone in which days begin
     * @param dayCount days that `byDay` covers, today included
     */
    async numbersFor(
      actor: MemberActor,
      now: Date,
      timeZone: string,
      dayCount: number,
      latestCount: number,
    ): Promise<LeadNumbers> {
      const scope = await visibleLeads(actor, team);
      const days = lastDays(now, timeZone, dayCount);
      const since = startOfDay(days[0] ?? '', timeZone);
      const [waiting, total, counts, latest] = await Promise.all([
        repository.count(scope, { pipelineId: DEFAULT_PIPELINE, stage: ARRIVAL_STAGE }),
        repository.count(scope),
        repository.countByDay(scope, since, timeZone),
        repository.list(scope, {}, { order: 'createdAt' }, latestCount),
      ]);
      const countOf = new Map(counts.map(({ _id, count }) => [_id, count]));
      const byDay = days.map((day) => ({ day, count: countOf.get(day) ?? 0 }));
      const withContacts = seesContacts(actor);
      return { waiting, total, byDay, latest: latest.map((row) => presentLead(row, withContacts)) };
    },
  };
}
export type LeadStatistics = ReturnType<typeof createLeadStatistics>;
