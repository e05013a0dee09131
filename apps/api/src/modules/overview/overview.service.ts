import type { overview } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { z } from 'zod';
import type { MemberActor } from '../../http/route.ts';
import type { LeadStatistics } from '../leads/index.ts';
import type { SessionsService } from '../sessions/index.ts';

const DAYS = 14;
const LATEST = 5;

export interface OverviewServiceDeps {
  readonly leads: LeadStatistics;
  readonly sessions: Pick<SessionsService, 'dashboard'>;
  /** Where the days of the site begin, the same as in its statistics. */
  readonly calendar: { current(): Promise<{ readonly timeZone: string }> };
  readonly clock: Clock;
}

export type Overview = z.output<typeof overview.getOverview.response>;

/** The dashboard's first screen. */
export function createOverviewService({ leads, sessions, calendar, clock }: OverviewServiceDeps) {
  return {
    /** Two round trips: the session, then all lead numbers side by side; where days begin is nearly always in memory. */
    async overview(actor: MemberActor): Promise<Overview> {
      const [{ nextSession, viewersNow }, { timeZone }] = await Promise.all([sessions.dashboard(), calendar.current()]);
      const numbers = await leads.numbersFor(actor, clock.now(), timeZone, DAYS, LATEST);
      return {
        nextSession,
        viewersNow,
        leadsWaiting: numbers.waiting,
        leadsToday: numbers.byDay.at(-1)?.count ?? 0,
        leadsTotal: numbers.total,
        registrationsByDay: [...numbers.byDay],
        latestLeads: [...numbers.latest],
      };
    },
  };
}
export type OverviewService = ReturnType<typeof createOverviewService>;
