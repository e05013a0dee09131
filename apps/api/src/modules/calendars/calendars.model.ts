import { calendars } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** A calendar that a member keeps elsewhere, and when it makes them busy. */
const connectionSchema = new Schema(
  {
    _id: { type: String, required: true },
    membershipId: { type: String, required: true },
    kind: { type: String, required: true, enum: calendars.ConnectedKind.options },
    name: { type: String, required: true },
    /** What opens it. */
    sealed: { type: String, required: true },
    whenSilent: { type: String, required: true, enum: calendars.WhenSilent.options },
    /** Whether it lets us write, since when the calls of its owner are written into it, and when it refused to take one. */
    mayWrite: { type: Boolean, default: false },
    writesSince: { type: Date, default: null },
    writeRefusedAt: { type: Date, default: null },
    state: { type: String, required: true, enum: calendars.ConnectedState.options },
    /** As it was read the last time, up to `knownTo`. */
    busy: { type: [Schema.Types.Mixed], required: true },
    knownTo: { type: Date, required: true },
    readAt: { type: Date, required: true },
    failures: { type: Number, required: true },
    failingSince: { type: Date, default: null },
    nextReadAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
connectionSchema.index({ membershipId: 1, _id: 1 });
export const CalendarConnectionModel = defineTenantModel('CalendarConnection', connectionSchema, {
  systemIndexes: [{ fields: { nextReadAt: 1 }, reason: 'The sweep finds the calendars of all tenants that are due.' }],
});
