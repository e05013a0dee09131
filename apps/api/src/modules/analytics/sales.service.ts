import type { AnalyticsRange, MembershipId, PipelineView, SalesView, SessionId, StageId } from '@stageline/contracts';
import { createFunnel, createRepNumbers, dayOf, planRange } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { LeadHistory } from '../leads/index.ts';
import type { PipelinesService } from '../pipelines/index.ts';
import type { PeopleStatistics } from '../registrations/index.ts';
import type { CalendarService } from './calendar.service.ts';

export interface SalesServiceDeps {
  readonly leadHistories: (from: Date, to: Date) => AsyncIterable<readonly LeadHistory[]>;
  readonly pipelines: Pick<PipelinesService, 'list'>;
  /** The masterclasses that are over. */
  readonly endedSessions: () => Promise<ReadonlySet<SessionId>>;
  readonly people: Pick<PeopleStatistics, 'firstAt'>;
  readonly calendar: Pick<CalendarService, 'current'>;
  readonly clock: Clock;
}

/** How far the current tenant's leads come, and what each member makes of theirs. */
export function createSalesService(deps: SalesServiceDeps) {
  const { leadHistories, pipelines, endedSessions, people, calendar, clock } = deps;
  return {
    /** Over the leads that came in the range; they are read page by page, so that memory does not grow with them. */
    async numbers(range: AnalyticsRange): Promise<SalesView> {
      const site = await calendar.current();
      const [first, ended, { items }] = await Promise.all([
        range === 'all_time' ? people.firstAt() : null,
        endedSessions(),
        pipelines.list(),
      ]);
      const { span, buckets } = planRange(range, clock.now(), site, first && dayOf(first, site.timeZone));
      const funnels = items.map(funnelOf);
      const reps = createRepNumbers();
      for await (const page of leadHistories(span.from, buckets.at(-1)!.to)) {
        for (const lead of page) {
          for (const funnel of funnels) funnel.add(lead);
          const rep = repLeadOf(lead, ended);
          if (rep !== null) reps.add(rep);
        }
      }
      return {
        range,
        calendar: { timeZone: site.timeZone, weekStart: site.weekStart },
        span: { from: span.from.toISOString(), to: span.to.toISOString() },
        pipelines: funnels.map((funnel) => funnel.view()),
        reps: reps.numbers().map(({ id, ...numbers }) => ({ membershipId: id as MembershipId, ...numbers })),
      };
    },
  };
}
export type SalesService = ReturnType<typeof createSalesService>;

/** Where a lead is while it is in another pipeline. */
const ELSEWHERE = '';

/** The funnel of one pipeline: of the leads that have been in it, from when they came to it. */
function funnelOf({ id, name, stages }: PipelineView) {
  const funnel = createFunnel(stages);
  const names = new Map(stages.map((stage) => [stage.id as string, stage.name]));
  return {
    add({ history }: LeadHistory): void {
      const from = history.findIndex(({ pipelineId }) => pipelineId === id);
      if (from === -1) return;
      const moves = history.slice(from);
      funnel.add(moves.map(({ pipelineId, stage, at }) => ({ stage: pipelineId === id ? stage : ELSEWHERE, at })));
    },
    view: () => ({
      id,
      name,
      stages: funnel
        .steps()
        .map(({ stage, ...numbers }) => ({ stage: stage as StageId, name: names.get(stage) ?? null, ...numbers })),
    }),
  };
}

/** Null where nobody has the lead. */
function repLeadOf({ assignee, history, outcome, sessionId, attendance }: LeadHistory, ended: ReadonlySet<SessionId>) {
  if (assignee === null) return null;
  const isOver = sessionId !== null && ended.has(sessionId);
  return {
    rep: { id: assignee.membershipId, name: assignee.name },
    assignedAt: assignee.at,
    moves: history.map(({ at, cause }) => ({ at, byPerson: cause === 'member' })),
    isWon: outcome === 'won',
    attended: isOver ? (attendance?.[sessionId] ?? 0) > 0 : null,
  };
}
