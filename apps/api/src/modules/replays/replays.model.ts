import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const replaySchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    recordingId: { type: String, required: true },
    key: { type: String, required: true },
    createdAt: { type: Date, required: true },

    state: { type: String, required: true, enum: ['processing', 'ready', 'failed'] },
    /** How often somebody ordered that it is made anew. */
    retries: { type: Number, default: 0 },
    attempt: { type: String, default: null },
    percent: { type: Number, default: 0 },
    etaSeconds: { type: Number, default: null },
    lastFailure: { type: String, default: null },

    recordedAt: { type: Date, required: true },
    film: { type: String, default: null },
    durationMs: { type: Number, default: null },
    bytes: { type: Number, default: 0 },
    spans: { type: [Schema.Types.Mixed], default: [] },
    cuts: { type: [Schema.Types.Mixed], default: [] },
    pauses: { type: [Schema.Types.Mixed], default: [] },
    screens: { type: [Number], default: [] },

    publication: { type: String, required: true, enum: ['draft', 'published', 'taken-down'] },
    publishedAt: { type: Date, default: null },
    access: { type: String, required: true, enum: ['registrants', 'link', 'password', 'buyers'] },
    passwordHash: { type: String, default: null },
    accessVersion: { type: Number, required: true },
    expiresAt: { type: Date, default: null },
    chapters: { type: [Schema.Types.Mixed], default: null },
  },
  { id: false },
);
replaySchema.index({ recordingId: 1 }, { unique: true });
replaySchema.index({ key: 1 }, { unique: true });
replaySchema.index({ sessionId: 1, createdAt: -1 });
/** The newest published one of some sessions. */
replaySchema.index({ publication: 1, sessionId: 1, publishedAt: -1 });

export const ReplayModel = defineTenantModel('Replay', replaySchema, {
  systemIndexes: [
    { fields: { state: 1, createdAt: 1 }, reason: 'A sweep looks for films on all sites whose job was lost' },
  ],
});

/** What one viewer has watched of one replay, apart from who was there live. */
const replayViewSchema = new Schema(
  {
    _id: { type: String, required: true },
    replayId: { type: String, required: true },
    /** A person, or one visit of somebody without a name. */
    viewer: { type: String, required: true },
    positionMs: { type: Number, default: 0 },
    /** A bit for every second, thirty to a number: to set one twice changes nothing, in whatever order. */
    seconds: { type: Schema.Types.Mixed, default: {} },
    firstAt: { type: Date, required: true },
    lastAt: { type: Date, required: true },
  },
  { id: false, minimize: false },
);
replayViewSchema.index({ replayId: 1, viewer: 1 }, { unique: true });
replayViewSchema.index({ replayId: 1, lastAt: -1 });
/** Those of somebody who becomes part of another. */
replayViewSchema.index({ viewer: 1 });

/** That one viewer followed an offer out of a replay, apart from who clicked it in the room. */
const replayOfferClickSchema = new Schema(
  {
    _id: { type: String, required: true },
    replayId: { type: String, required: true },
    offerId: { type: String, required: true },
    viewer: { type: String, required: true },
    clickedAt: { type: Date, required: true },
  },
  { id: false },
);
replayOfferClickSchema.index({ replayId: 1, offerId: 1, viewer: 1 }, { unique: true });
replayOfferClickSchema.index({ viewer: 1 });

export const ReplayOfferClickModel = defineTenantModel('ReplayOfferClick', replayOfferClickSchema, {
  collection: 'replay_offer_clicks',
});
export const ReplayViewModel = defineTenantModel('ReplayView', replayViewSchema, { collection: 'replay_views' });
