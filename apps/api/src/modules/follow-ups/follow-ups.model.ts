import { EngagementTier, followUps } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const text = { type: String, required: true } as const;
const empty = { type: String, default: '' } as const;
const optional = { type: String, default: null } as const;
const maybe = { type: Date, default: null } as const;
const count = { type: Number, required: true, default: 0 } as const;
/** What the contracts describe in full and nobody queries into. */
const described = { type: Schema.Types.Mixed, default: null } as const;

/** A mail to one attendee of a webinar: each has one (K-10). */
const followUpSchema = new Schema(
  {
    _id: text,
    webinarId: text,
    attendeeId: text,
    name: empty,
    email: optional,
    personId: optional,
    tier: { ...text, enum: EngagementTier.options },
    rank: { type: Number, required: true },
    state: { ...text, enum: followUps.FollowUpState.options },
    bar: { type: String, enum: [...followUps.FollowUpBar.options, null], default: null },
    error: optional,
    flags: count,
    subject: empty,
    text: empty,
    html: empty,
    ownHtml: { type: Boolean, required: true, default: false },
    warnings: [Schema.Types.Mixed],
    evidence: [Schema.Types.Mixed],
    writer: described,
    userEdited: { type: Boolean, required: true, default: false },
    generatedAt: maybe,
    notes: empty,
    version: count,
    variant: count,
    runId: optional,
    claims: count,
    claim: optional,
    previous: described,
    approvedBy: optional,
    sendAskedAt: maybe,
    exportIds: [String],
    updatedAt: { type: Date, required: true },
  },
  { id: false },
);
followUpSchema.index({ webinarId: 1, attendeeId: 1 }, { unique: true });
/** Lists are read along these, by score. */
followUpSchema.index({ webinarId: 1, rank: -1, _id: 1 });
followUpSchema.index({ webinarId: 1, tier: 1, rank: -1, _id: 1 });
followUpSchema.index({ webinarId: 1, state: 1, rank: -1, _id: 1 });
/** Who writes takes the next along this one, the highest score first. */
followUpSchema.index({ runId: 1, state: 1, rank: -1, _id: 1 });
followUpSchema.index(
  { webinarId: 1, sendAskedAt: 1, _id: 1 },
  { partialFilterExpression: { sendAskedAt: { $type: 'date' } } },
);
followUpSchema.index({ exportIds: 1, rank: -1, _id: 1 });
followUpSchema.index({ personId: 1 });
export const FollowUpModel = defineTenantModel('FollowUp', followUpSchema, { collection: 'follow_ups' });

/** Writing mails to many attendees of one webinar. */
const runSchema = new Schema(
  {
    _id: text,
    webinarId: text,
    state: { ...text, enum: followUps.FollowUpRunState.options },
    stop: optional,
    total: count,
    byId: text,
    by: empty,
    startedAt: { type: Date, required: true },
    endedAt: maybe,
    lookAt: maybe,
  },
  { id: false },
);
runSchema.index({ webinarId: 1, startedAt: -1 });
/** One at a time. */
runSchema.index({ webinarId: 1 }, { unique: true, partialFilterExpression: { state: 'running' } });
runSchema.index({ state: 1 });
export const FollowUpRunModel = defineTenantModel('FollowUpRun', runSchema, {
  collection: 'follow_up_runs',
  systemIndexes: [{ fields: { lookAt: 1 }, reason: 'A sweep goes on with runs of all sites whose jobs were lost' }],
});

/** One of the places in which mails of a site are written: as many are under way at once, over all processes. */
const placeSchema = new Schema(
  { _id: text, place: { type: Number, required: true }, turn: count, holder: optional, until: maybe, mailId: optional },
  { id: false },
);
placeSchema.index({ place: 1 }, { unique: true });
export const FollowUpPlaceModel = defineTenantModel('FollowUpPlace', placeSchema, { collection: 'follow_up_places' });
