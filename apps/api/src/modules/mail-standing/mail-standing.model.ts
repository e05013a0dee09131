import { mailStandings } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema, type InferSchemaType } from 'mongoose';

/** Whether a tenant may send what its readers can stop. One row for each that was ever paused. */
const mailStandingSchema = new Schema(
  {
    _id: { type: String, required: true },
    key: { type: String, required: true },
    state: { type: String, required: true, enum: ['paused', 'released'] },
    cause: { type: String, required: true, enum: mailStandings.PauseCause.options },
    sent: { type: Number, required: true },
    count: { type: Number, required: true },
    pausedAt: { type: Date, required: true },
    /** What was before it does not count: somebody has looked into it. */
    countsFrom: { type: Date },
    keptBy: { type: String },
    note: { type: String },
  },
  { id: false },
);
mailStandingSchema.index({ key: 1 }, { unique: true });

export type MailStandingRow = InferSchemaType<typeof mailStandingSchema>;
export const MailStandingModel = defineTenantModel('MailStanding', mailStandingSchema, {
  collection: 'mail_standings',
  systemIndexes: [
    { fields: { state: 1, _id: 1 }, reason: 'central administrators list the sites whose mail is paused' },
  ],
});

/** How many mails went out in an hour. */
const mailVolumeSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** `2026-01-31T10`, UTC. */
    hour: { type: String, required: true },
    sent: { type: Number, required: true },
    /** The row is of no use any more. */
    endsAt: { type: Date, required: true },
  },
  { id: false },
);
mailVolumeSchema.index({ hour: 1 }, { unique: true });
mailVolumeSchema.index({ endsAt: 1 }, { expireAfterSeconds: 0 });

export const MailVolumeModel = defineTenantModel('MailVolume', mailVolumeSchema, { collection: 'mail_volumes' });
