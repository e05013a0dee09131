import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const chatMessageSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    /** 1, 2, 3 … without a gap: taken in the transaction that writes the message. */
    sequence: { type: Number, required: true },
    identity: { type: String, required: true },
    /** Chosen by the sender, so that a message that is sent again is stored once. */
    clientId: { type: String, required: true },
    authorName: { type: String, required: true },
    fromHost: { type: Boolean, required: true },
    text: { type: String, required: true },
    sentAt: { type: Date, required: true },
    /** When its author wrote it, where it waited for a host; it was sent when it was let through. */
    heldAt: { type: Date },
    /** Of its last change; a message that is as it was written has none. */
    revision: { type: Number },
    /** Set where a moderator took it out. The text stays, for the record: the presenter leaves it out. */
    removedAt: { type: Date },
    removedBy: { type: String },
  },
  { id: false },
);
chatMessageSchema.index({ sessionId: 1, sequence: 1 }, { unique: true });
chatMessageSchema.index({ sessionId: 1, identity: 1, clientId: 1 }, { unique: true });
/** What changed since a revision: few messages do. */
chatMessageSchema.index({ sessionId: 1, revision: 1 }, { partialFilterExpression: { revision: { $gt: 0 } } });
/** The timeline of one person, and when they wrote last. */
chatMessageSchema.index({ identity: 1, sentAt: -1, _id: -1 });

export const ChatMessageModel = defineTenantModel('ChatMessage', chatMessageSchema, { collection: 'chat_messages' });

/** The last numbers of a session's chat, and what holds in it. */
const chatCounterSchema = new Schema({
  _id: { type: String, required: true },
  sessionId: { type: String, required: true },
  sequence: { type: Number, required: true },
  revision: { type: Number, default: 0 },
  slowSeconds: { type: Number, default: 0 },
  /** Of rooms from before `links`. */
  linksAllowed: { type: Boolean },
  links: { type: String, enum: ['allow', 'hold', 'refuse'] },
  isHeld: { type: Boolean, default: false },
  /** Ids of messages, newest first. */
  pinned: { type: [String], default: [] },
  openQuestions: { type: Number, default: 0 },
  /** The number of the last message between an attendee and the hosts. */
  asides: { type: Number, default: 0 },
  /** The number of the last change of what waits for a host. */
  held: { type: Number, default: 0 },
});
chatCounterSchema.index({ sessionId: 1 }, { unique: true });

export const ChatCounterModel = defineTenantModel('ChatCounter', chatCounterSchema, { collection: 'chat_counters' });

/** Who may read a session's chat and not write. */
const chatMuteSchema = new Schema({
  _id: { type: String, required: true },
  sessionId: { type: String, required: true },
  identity: { type: String, required: true },
  /** As they were called when they were muted. */
  name: { type: String, required: true },
  mutedAt: { type: Date, required: true },
  mutedBy: { type: String, required: true },
  /** May not come in either. */
  banned: { type: Boolean },
});
chatMuteSchema.index({ identity: 1, sessionId: 1 }, { unique: true });
chatMuteSchema.index({ sessionId: 1, mutedAt: -1 });

export const ChatMuteModel = defineTenantModel('ChatMute', chatMuteSchema, { collection: 'chat_mutes' });

const chatQuestionSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    identity: { type: String, required: true },
    clientId: { type: String, required: true },
    authorName: { type: String, required: true },
    text: { type: String, required: true },
    askedAt: { type: Date, required: true },
    /** As many as there are votes for it: written with each of them. */
    votes: { type: Number, required: true },
    answered: { type: String, enum: ['live', 'text', null], default: null },
    answer: { type: String, default: '' },
    /** When it was answered last. */
    answeredAt: { type: Date },
    revision: { type: Number, required: true },
    removedAt: { type: Date },
    removedBy: { type: String },
  },
  { id: false },
);
chatQuestionSchema.index({ identity: 1, sessionId: 1, clientId: 1 }, { unique: true });
chatQuestionSchema.index({ sessionId: 1, revision: 1 });

export const ChatQuestionModel = defineTenantModel('ChatQuestion', chatQuestionSchema, {
  collection: 'chat_questions',
});

/** Who is in favour of which question. */
const chatVoteSchema = new Schema({
  _id: { type: String, required: true },
  questionId: { type: String, required: true },
  identity: { type: String, required: true },
});
chatVoteSchema.index({ identity: 1, questionId: 1 }, { unique: true });

export const ChatVoteModel = defineTenantModel('ChatVote', chatVoteSchema, { collection: 'chat_votes' });

/** What one attendee and the hosts write to each other, apart from the chat. */
const chatAsideSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    number: { type: Number, required: true },
    /** The attendee. */
    identity: { type: String, required: true },
    personName: { type: String, required: true },
    clientId: { type: String, required: true },
    authorName: { type: String, required: true },
    fromHost: { type: Boolean, required: true },
    text: { type: String, required: true },
    sentAt: { type: Date, required: true },
  },
  { id: false },
);
chatAsideSchema.index({ sessionId: 1, number: 1 }, { unique: true });
chatAsideSchema.index({ identity: 1, sessionId: 1, clientId: 1 }, { unique: true });
chatAsideSchema.index({ identity: 1, sessionId: 1, number: -1 });

export const ChatAsideModel = defineTenantModel('ChatAside', chatAsideSchema, { collection: 'chat_asides' });

/** What attendees wrote for everybody and hosts decide about, decided or not. */
const heldMessageSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    /** 1, 2, 3 … over all changes of the session, without a gap. */
    revision: { type: Number, required: true },
    kind: { type: String, required: true, enum: ['message', 'question'] },
    identity: { type: String, required: true },
    clientId: { type: String, required: true },
    authorName: { type: String, required: true },
    text: { type: String, required: true },
    reason: { type: String, required: true, enum: ['rule', 'link'] },
    state: { type: String, required: true, enum: ['waiting', 'approved', 'declined'] },
    heldAt: { type: Date, required: true },
    decidedAt: { type: Date },
    decidedBy: { type: String },
  },
  { id: false },
);
heldMessageSchema.index({ sessionId: 1, revision: 1 }, { unique: true });
heldMessageSchema.index({ sessionId: 1, state: 1, revision: 1 });
heldMessageSchema.index({ identity: 1, sessionId: 1, kind: 1, clientId: 1 }, { unique: true });
heldMessageSchema.index({ identity: 1, sessionId: 1, heldAt: -1 });

export const HeldMessageModel = defineTenantModel('HeldMessage', heldMessageSchema, { collection: 'chat_held' });
