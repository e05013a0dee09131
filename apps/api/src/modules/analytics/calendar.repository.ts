import type { SiteCalendar } from '@stageline/contracts';
import { retryUpsert } from '@stageline/platform/mongo';
import { currentTenantId } from '@stageline/tenancy';
import { SiteCalendarModel } from './calendar.model.ts';

/** The calendar of the current tenant. */
export const calendarRepository = {
  async find(): Promise<SiteCalendar | null> {
    return SiteCalendarModel.findOne(
      { _id: currentTenantId() },
      { _id: 0, timeZone: 1, weekStart: 1 },
    ).lean<SiteCalendar>();
  },

  /** The first one is kept; several processes may bring theirs at once. @returns the one that is kept */
  async begin(calendar: SiteCalendar): Promise<SiteCalendar> {
    const filter = { _id: currentTenantId() };
    await retryUpsert(() => SiteCalendarModel.updateOne(filter, { $setOnInsert: calendar }, { upsert: true }));
    return (await this.find()) ?? calendar;
  },

  async save(calendar: SiteCalendar): Promise<void> {
    const filter = { _id: currentTenantId() };
    await retryUpsert(() => SiteCalendarModel.updateOne(filter, { $set: calendar }, { upsert: true }));
  },
};
