import { CallOutcome, CallState, CallUnchecked } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const callSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** Rises with every change; who changes it names the one that they saw. */
    version: { type: Number, required: true },
    /** SEQUENCE of its calendar entry (RFC 5545, 3.8.7.4). */
    sequence: { type: Number, required: true },
    state: { type: String, required: true, enum: CallState.options },
    typeId: { type: String, required: true },
    membershipId: { type: String, required: true },
    hostName: { type: String, required: true },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    /** With the buffers around it: what of the host's time it takes. */
    claimFrom: { type: Date, required: true },
    claimTo: { type: Date, required: true },
    /** Of a hold: the hash of its secret. It stays, so that a form which is sent again finds what it booked. */
    holdHash: { type: String },
    /** Until when it is held; missing in every other state. The database takes it away some time after. */
    holdUntil: { type: Date },
    /** As it was when it was booked. */
    terms: { type: Schema.Types.Mixed, required: true },
    /** Missing while it is held. */
    leadId: { type: String },
    personId: { type: String },
    /** The masterclass in whose room it was booked. */
    sessionId: { type: String },
    /** When it was certain for the first time; missing for one that nobody said yes to. */
    confirmedAt: { type: Date },
    guest: { type: Schema.Types.Mixed },
    answers: { type: [Schema.Types.Mixed], default: [] },
    /** Whose calendar entry it is: the same over every change of its host. */
    organizer: { type: Schema.Types.Mixed },
    why: { type: Schema.Types.Mixed },
    unchecked: { type: String, default: null, enum: [...CallUnchecked.options, null] },
    /** Why it was moved the last time, in the words of whoever did. */
    moveReason: { type: String, default: null },
    cancelReason: { type: String, default: null },
    cancelledBy: { type: String, default: null },
    outcome: { type: String, default: null, enum: [...CallOutcome.options, null] },
    outcomeNote: { type: String, default: '' },
    /** When its next reminder goes out; missing where there is none to come. */
    remindAt: { type: Date },
    /** E.164: where its guest wants reminders as short messages, since when, and when the next one goes out. */
    textTo: { type: String },
    textsAgreedAt: { type: Date },
    textAt: { type: Date },
    createdAt: { type: Date, required: true },
  },
  { id: false, minimize: false },
);
callSchema.index({ membershipId: 1, claimFrom: 1 });
callSchema.index({ startsAt: 1, _id: 1 });
callSchema.index({ leadId: 1, createdAt: -1, _id: -1 });
callSchema.index({ createdAt: -1 });
callSchema.index({ personId: 1 });
callSchema.index({ holdHash: 1 }, { unique: true, partialFilterExpression: { holdHash: { $exists: true } } });
callSchema.index({ holdUntil: 1 }, { expireAfterSeconds: 60 });
export const CallModel = defineTenantModel('Call', callSchema, {
  systemIndexes: [
    {
      fields: { remindAt: 1 },
      options: { partialFilterExpression: { remindAt: { $type: 'date' } } },
      reason: 'The sweep finds the calls of all tenants whose reminder is due.',
    },
    {
      fields: { textAt: 1 },
      options: { partialFilterExpression: { textAt: { $type: 'date' } } },
      reason: 'The sweep finds the calls of all tenants whose reminder by short message is due.',
    },
    {
      fields: { textTo: 1 },
      options: { partialFilterExpression: { textTo: { $type: 'string' } } },
      reason: 'Whoever answers STOP to the number of the platform is nobody’s any more, on any site.',
    },
  ],
});

/**
 * A piece of a host's time that a call takes: five minutes of it (`t:`), or one of the calls of a day or a week (`d:`, `w:`).
 * The unique index is what makes an overlap impossible, whoever writes (ADR 51).
 */
const claimSchema = new Schema(
  {
    _id: { type: String, required: true },
    membershipId: { type: String, required: true },
    cell: { type: String, required: true },
    callId: { type: String, required: true },
    /** Of a hold; null for good. */
    until: { type: Date, default: null },
  },
  { id: false },
);
claimSchema.index({ membershipId: 1, cell: 1 }, { unique: true });
claimSchema.index({ callId: 1 });
claimSchema.index({ until: 1 }, { expireAfterSeconds: 60 });
export const CallClaimModel = defineTenantModel('CallClaim', claimSchema);

/** What the rules owe each member, in calls; its id is the tenant's. Who decides writes it, so that two do not at once. */
const ledgerSchema = new Schema(
  {
    _id: { type: String, required: true },
    round: { type: Number, required: true },
    credits: { type: Schema.Types.Mixed, required: true },
  },
  { id: false, minimize: false },
);
export const CallLedgerModel = defineTenantModel('CallLedger', ledgerSchema);
