import type { SiteCalendar, TenantId } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { LRUCache } from 'lru-cache';
import type { AuditLog } from '../audit/index.ts';
import { calendarRepository } from './calendar.repository.ts';

export interface CalendarDeps {
  /** The zone of a site that has not chosen one: that of its masterclasses. */
  readonly defaultTimeZone: () => Promise<string>;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** Every visit asks for it; another process's change may arrive this much later. */
const KEPT_MS = 30_000;
const KEPT_SITES = 5000;

/** Where the days and weeks of the current tenant begin. */
export function createCalendarService({ defaultTimeZone, unitOfWork, audit }: CalendarDeps) {
  const kept = new LRUCache<TenantId, SiteCalendar>({ max: KEPT_SITES, ttl: KEPT_MS });

  return {
    /** From the first question on it stays, so that a masterclass planned in another zone moves no day. */
    async current(): Promise<SiteCalendar> {
      const tenantId = currentTenantId();
      const known = kept.get(tenantId);
      if (known !== undefined) return known;
      const stored = await calendarRepository.find();
      const calendar =
        stored ?? (await calendarRepository.begin({ timeZone: await defaultTimeZone(), weekStart: 'monday' }));
      kept.set(tenantId, calendar);
      return calendar;
    },

    async set(calendar: SiteCalendar): Promise<SiteCalendar> {
      const before = await this.current();
      await unitOfWork.run(async () => {
        await calendarRepository.save(calendar);
        await audit.record({ action: 'analytics.calendar-changed', before, after: calendar });
      });
      kept.set(currentTenantId(), calendar);
      return calendar;
    },
  };
}
export type CalendarService = ReturnType<typeof createCalendarService>;
