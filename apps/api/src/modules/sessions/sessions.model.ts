import { SessionMode, SessionStatus, SpokenLanguage } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const count = { type: Number, required: true, default: 0 };

const sessionSchema = new Schema(
  {
    _id: { type: String, required: true },
    title: { type: String, required: true },
    description: { type: String, default: '' },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    timeZone: { type: String, required: true },
    language: { type: String, enum: SpokenLanguage.options },
    status: { type: String, required: true, enum: SessionStatus.options },
    /** A draft, also once it was discarded: nobody was told of it. */
    unannounced: { type: Boolean },
    startedAt: { type: Date, default: null },
    endedAt: { type: Date, default: null },
    /** The promoter's where it is empty. */
    hostName: { type: String },
    /** Seats; null without a limit. */
    capacity: { type: Number },
    mode: { type: String, enum: SessionMode.options },
    price: { type: { _id: false, amount: Number, currency: String } },
    deposit: { type: Number },
    lobbyMinutes: { type: Number },
    /** When it was to begin before it was moved. */
    rescheduledFrom: { type: Date },
    cancelReason: { type: String },
    /** The series that it is a date of: which one, by what a clock on the wall shows; `isApart` where it was changed for itself. */
    series: { type: { _id: false, id: String, occurrence: String, isApart: Boolean } },
    /** Rises with every change that calendars have to hear of (RFC 5545, 3.8.7.4). */
    revision: { type: Number },
    /** How the stage is shown. */
    layout: { type: { _id: false, mode: String, spotlight: String } },
    /** Whether live captions are wanted. */
    captions: { type: Boolean },
    /** The recording that runs. */
    recording: {
      type: { _id: false, id: String, since: Date, pausedSince: { type: Date, default: null }, pausedMs: Number },
      default: null,
    },
    registered: count,
    viewers: count,
    attended: count,
  },
  { id: false },
);
sessionSchema.index({ startsAt: -1 });
// One session for each date of a series, however many workers plan it.
sessionSchema.index(
  { 'series.id': 1, 'series.occurrence': 1 },
  { unique: true, partialFilterExpression: { 'series.id': { $type: 'string' } } },
);
// `live` sorts before `scheduled`: the next session is the first entry.
sessionSchema.index({ status: 1, endsAt: 1 });

export const SessionModel = defineTenantModel('Session', sessionSchema);
