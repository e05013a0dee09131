import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/**
 * One visitor of one day (ADR 0020). The `_id` is the keyed hash that tells them from others of that day and site, and
 * nothing of it can be computed again once the day's salt is gone; neither address nor browser is here.
 */
const visitSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** `YYYY-MM-DD` on the site's calendar. */
    day: { type: String, required: true },
    /** The quarter of an hour of that day in which they came first. */
    slot: { type: Number, required: true },
    seenAt: { type: Date, required: true },
    /** Whether their decision time has been taken. */
    decided: { type: Boolean, required: true },
    expiresAt: { type: Date, required: true },
  },
  { id: false },
);
// Counts by day and quarter of an hour come from the index alone.
visitSchema.index({ day: 1, slot: 1 });
visitSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const VisitModel = defineTenantModel('Visit', visitSchema);

/** A day with visits. Until it is rolled up its numbers are counted from the visits, afterwards they are here. */
const visitDaySchema = new Schema(
  {
    /** `<tenant>:<day>` */
    _id: { type: String, required: true },
    day: { type: String, required: true },
    closesAt: { type: Date, required: true },
    rolledAt: { type: Date, default: null },
    visitors: { type: Number, default: 0 },
    /** Visitors per quarter of an hour; 92 to 100 of them. */
    slots: { type: [Number], default: [] },
  },
  { id: false },
);
visitDaySchema.index({ day: 1 }, { unique: true });
export const VisitDayModel = defineTenantModel('VisitDay', visitDaySchema, {
  collection: 'visit_days',
  systemIndexes: [
    {
      fields: { closesAt: 1 },
      options: { partialFilterExpression: { rolledAt: null } },
      reason: 'The days of all sites that are over are rolled up by a schedule',
    },
  ],
});

/** How long one visitor took to register; nothing says who. */
const decisionTimeSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** Of the registration, as in a visit. */
    day: { type: String, required: true },
    slot: { type: Number, required: true },
    seconds: { type: Number, required: true },
  },
  { id: false },
);
// Every question about decision times is answered from the index alone.
decisionTimeSchema.index({ day: 1, slot: 1, seconds: 1 });
export const DecisionTimeModel = defineTenantModel('DecisionTime', decisionTimeSchema, {
  collection: 'decision_times',
});
