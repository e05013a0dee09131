import { callerFacts, type Clock, type Logger } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { createAnalyticsExports, type AnalyticsExportsDeps } from './analytics.exports.ts';
import { analyticsRoutes } from './analytics.routes.ts';
import { createAnalyticsService, type AnalyticsService, type AnalyticsServiceDeps } from './analytics.service.ts';
import { createCalendarService, type CalendarDeps, type CalendarService } from './calendar.service.ts';
import { createSalesService, type SalesServiceDeps } from './sales.service.ts';
import { createVisitRecorder, type VisitRecorder } from './visit-recorder.ts';
import { visitRollUp } from './visit-roll-up.ts';
import { createVisitSalts } from './visit-salts.ts';
import { createVisitsRepository } from './visits.repository.ts';

export interface AnalyticsModuleDeps
  extends
    CalendarDeps,
    Pick<AnalyticsServiceDeps, 'people' | 'leads'>,
    Pick<SalesServiceDeps, 'leadHistories' | 'endedSessions' | 'pipelines'>,
    Pick<AnalyticsExportsDeps, 'siteFacts' | 'readMedia' | 'audit'> {
  readonly redis: Redis;
  readonly clock: Clock;
  readonly logger: Logger;
}
export interface AnalyticsModule extends ApiModule {
  readonly service: AnalyticsService;
  readonly calendar: CalendarService;
  readonly visits: VisitRecorder;
  /** Takes the decision time of whoever sends the running request; they were new at `registeredAt`. */
  readonly noteRegistration: (registeredAt: Date) => void;
}

/** What a tenant's site brings: its visitors, and the numbers of who becomes what. */
export function createAnalyticsModule(deps: AnalyticsModuleDeps): AnalyticsModule {
  const repository = createVisitsRepository();
  const calendar = createCalendarService(deps);
  const service = createAnalyticsService({ ...deps, visits: repository, calendar });
  const sales = createSalesService({ ...deps, calendar });
  const visits = createVisitRecorder({
    ...deps,
    repository,
    salts: createVisitSalts(deps.redis),
    calendar: () => calendar.current(),
  });
  return {
    name: 'analytics',
    service,
    calendar,
    visits,
    noteRegistration(registeredAt) {
      const { ip, userAgent = '' } = callerFacts();
      if (ip !== undefined) visits.registered(currentTenantId(), { ip, userAgent }, registeredAt);
    },
    routes: analyticsRoutes(service, createAnalyticsExports({ ...deps, service, sales }), calendar, sales),
    schedules: [visitRollUp(repository, deps.clock)],
  };
}
