import { EngagementTier } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const inner = { _id: false, id: false } as const;
const required = true;
const text = { type: String, required } as const;
const optionalText = { type: String, default: null } as const;
const count = { type: Number, required, default: 0 } as const;

/** Somebody who came to a webinar or had registered, with their score. */
const attendeeSchema = new Schema(
  {
    _id: text,
    webinarId: text,
    key: text,
    name: { type: String, default: '' },
    email: optionalText,
    nameKeys: [String],
    text: { type: String, default: '' },
    attended: { type: Boolean, required },
    minutes: { type: Number, default: null },
    messages: count,
    questions: count,
    score: { type: Number, default: null },
    rank: { type: Number, required },
    tier: { type: String, required, enum: EngagementTier.options },
    confidence: { type: Number, required },
    parts: [Schema.Types.Mixed],
    presence: [Schema.Types.Mixed],
    unsubscribed: { type: Boolean, required },
    custom: [Schema.Types.Mixed],
    lines: [Number],
    personId: optionalText,
    said: { type: new Schema({ messages: count, questions: count }, inner), required },
    /** What each file says: what only one has said goes with it. */
    sources: [Schema.Types.Mixed],
    basis: { type: String, default: '' },
  },
  { id: false },
);
attendeeSchema.index({ webinarId: 1, key: 1 }, { unique: true });
/** Lists are read along these: by score, all of them or those of one tier. */
attendeeSchema.index({ webinarId: 1, rank: -1, _id: 1 });
attendeeSchema.index({ webinarId: 1, tier: 1, rank: -1, _id: 1 });
/** All of them are gone through in the order of their ids. */
attendeeSchema.index({ webinarId: 1, _id: 1 });
attendeeSchema.index({ webinarId: 1, nameKeys: 1 });
attendeeSchema.index({ personId: 1 });
export const WebinarAttendeeModel = defineTenantModel('WebinarAttendee', attendeeSchema);

/** Something that somebody wrote in a webinar. */
const messageSchema = new Schema(
  {
    _id: text,
    webinarId: text,
    digest: text,
    /** Which files say so. */
    files: [new Schema({ fileId: text, reading: count }, inner)],
    at: { type: Date, default: null },
    sender: { type: String, default: '' },
    senderKey: text,
    email: optionalText,
    text: { type: String, default: '' },
    isQuestion: { type: Boolean, required },
    attendeeId: optionalText,
    personId: optionalText,
  },
  { id: false },
);
messageSchema.index({ webinarId: 1, digest: 1 }, { unique: true });
messageSchema.index({ webinarId: 1, attendeeId: 1, at: 1, _id: 1 });
messageSchema.index({ webinarId: 1, senderKey: 1 });
messageSchema.index({ webinarId: 1, sender: 1 });
messageSchema.index({ webinarId: 1, 'files.fileId': 1 });
messageSchema.index({ webinarId: 1, isQuestion: 1, at: 1, _id: 1 });
messageSchema.index({ personId: 1 });
export const WebinarMessageModel = defineTenantModel('WebinarMessage', messageSchema);
