import type { SiteCalendar } from '@stageline/contracts';
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
    await SiteCalendarModel.updateOne(filter, { $setOnInsert: calendar }, { upsert: true }).catch(ignoreDuplicate);
    return (await this.find()) ?? calendar;
  },

  async save(calendar: SiteCalendar): Promise<void> {
    await SiteCalendarModel.updateOne({ _id: currentTenantId() }, { $set: calendar }, { upsert: true });
  },
};

/** Two upserts at once: one of them has written the row. */
function ignoreDuplicate(error: unknown): void {
  if ((error as { code?: unknown }).code !== 11_000) throw error;
}
