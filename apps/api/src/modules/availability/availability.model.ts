import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** When one member takes calls; its id is the membership's. */
const availabilitySchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    isActive: { type: Boolean, required: true },
    timeZone: { type: String, required: true },
    week: { type: [Schema.Types.Mixed], required: true },
    overrides: { type: [Schema.Types.Mixed], required: true },
    maxPerDay: { type: Number, default: null },
    maxPerWeek: { type: Number, default: null },
  },
  { id: false },
);
export const AvailabilityModel = defineTenantModel('CallAvailability', availabilitySchema);

/** A kind of call that can be booked. */
const callTypeSchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    name: { type: String, required: true },
    slug: { type: String, required: true },
    description: { type: String, default: '' },
    place: { type: String, default: '' },
    length: { type: Number, required: true },
    increment: { type: Number, required: true },
    bufferBefore: { type: Number, required: true },
    bufferAfter: { type: Number, required: true },
    notice: { type: Number, required: true },
    horizonDays: { type: Number, required: true },
    cutOff: { type: Number, required: true },
    needsApproval: { type: Boolean, required: true },
    hosts: { type: [String], required: true },
    questions: { type: [Schema.Types.Mixed], required: true },
    stage: { type: Schema.Types.Mixed, default: null },
    isActive: { type: Boolean, required: true },
    buyersOnly: { type: Boolean, default: false },
  },
  { id: false },
);
callTypeSchema.index({ slug: 1 }, { unique: true });
export const CallTypeModel = defineTenantModel('CallType', callTypeSchema);
