import {
  metricCatalogue,
  ProblemError,
  type AnalyticsRange,
  type AnalyticsView,
  type SiteCalendar,
} from '@stageline/contracts';
import {
  analyticsNumbers,
  dayOf,
  planRange,
  type AnalyticsFacts,
  type DecisionSum,
  type RangePlan,
} from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { MemberActor } from '../../http/route.ts';
import type { PeopleStatistics } from '../registrations/index.ts';
import { presentAnalytics } from './analytics.presenter.ts';
import type { CalendarService } from './calendar.service.ts';
import type { VisitsRepository } from './visits.repository.ts';

export interface AnalyticsServiceDeps {
  readonly visits: Pick<VisitsRepository, 'firstDay' | 'days' | 'decisionsBy' | 'decisionTimes' | 'decisionsUntil'>;
  readonly people: PeopleStatistics;
  readonly leads: {
    /** Leads that came in the span and have been in a masterclass since. */
    attended(from: Date, to: Date): Promise<number>;
  };
  readonly calendar: Pick<CalendarService, 'current'>;
  readonly clock: Clock;
}

const NONE: DecisionSum = { count: 0, seconds: 0 };

/** The numbers of the current tenant; page, API and every export are made of what this answers (G-07). */
export function createAnalyticsService({ visits, people, leads, calendar, clock }: AnalyticsServiceDeps) {
  async function planOf(range: AnalyticsRange, now: Date, site: SiteCalendar): Promise<RangePlan> {
    if (range !== 'all_time') return planRange(range, now, site);
    const [visit, person] = await Promise.all([visits.firstDay(), people.firstAt()]);
    const days = [visit, person && dayOf(person, site.timeZone)].filter((day) => day !== null);
    return planRange(range, now, site, days.sort()[0] ?? null);
  }

  /** All questions at once; only the visits of days that are not rolled up take a second trip. */
  async function read({ buckets, before, step, span }: RangePlan): Promise<AnalyticsFacts> {
    const [first, last] = [buckets[0]!.days[0]!, buckets.at(-1)!.days.at(-1)!];
    const boundaries = [...buckets.map(({ from }) => from), buckets.at(-1)!.to];
    const [visitDays, registrations, attended, decisions, decisionTimes, confirmedBefore, decisionsBefore] =
      await Promise.all([
        visits.days(before?.days[0] ?? first, last, before !== null),
        people.countBy(boundaries),
        leads.attended(span.from, boundaries.at(-1)!),
        visits.decisionsBy(step === 'hour' ? 'hour' : 'day', first, last),
        visits.decisionTimes(first, last),
        before && people.countConfirmed(before.from, before.to),
        before && visits.decisionsUntil(before.days, before.lastSlots),
      ]);
    return {
      visits: visitDays,
      registered: registrations.map(({ registered }) => registered),
      confirmed: registrations.map(({ confirmed }) => confirmed),
      attended,
      decisions: buckets.map(({ days }, index) =>
        addUp(step === 'hour' ? [decisions.get(String(index))] : days.map((day) => decisions.get(day))),
      ),
      decisionTimes,
      before:
        confirmedBefore === null || decisionsBefore === null
          ? null
          : { confirmed: confirmedBefore, decisions: decisionsBefore },
    };
  }

  return {
    /**
     * @param actor may see every metric of the catalogue
     * @throws ProblemError `forbidden`
     */
    async numbers(actor: Pick<MemberActor, 'permissions'>, range: AnalyticsRange): Promise<AnalyticsView> {
      if (Object.values(metricCatalogue).some(({ permission }) => !actor.permissions.has(permission)))
        throw new ProblemError('forbidden');
      const site = await calendar.current();
      const plan = await planOf(range, clock.now(), site);
      return presentAnalytics(plan, site, analyticsNumbers(plan, await read(plan)));
    },
  };
}
export type AnalyticsService = ReturnType<typeof createAnalyticsService>;

const addUp = (sums: readonly (DecisionSum | undefined)[]): DecisionSum =>
  sums.reduce<DecisionSum>(
    (all, { count, seconds } = NONE) => ({ count: all.count + count, seconds: all.seconds + seconds }),
    NONE,
  );
