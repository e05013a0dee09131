import { analytics } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** Where the days and weeks of a site begin; one per site. */
const siteCalendarSchema = new Schema(
  {
    /** The tenant's id. */
    _id: { type: String, required: true },
    timeZone: { type: String, required: true },
    weekStart: { type: String, required: true, enum: analytics.WeekStart.options },
  },
  { id: false },
);
export const SiteCalendarModel = defineTenantModel('SiteCalendar', siteCalendarSchema, {
  collection: 'site_calendars',
});
