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
  },
  { id: false },
);
chatMessageSchema.index({ sessionId: 1, sequence: 1 }, { unique: true });
chatMessageSchema.index({ sessionId: 1, identity: 1, clientId: 1 }, { unique: true });
/** The timeline of one person. */
chatMessageSchema.index({ identity: 1, sentAt: -1, _id: -1 });

export const ChatMessageModel = defineTenantModel('ChatMessage', chatMessageSchema, { collection: 'chat_messages' });

/** The last sequence number of a session's chat. */
const chatCounterSchema = new Schema({
  _id: { type: String, required: true },
  sessionId: { type: String, required: true },
  sequence: { type: Number, required: true },
});
chatCounterSchema.index({ sessionId: 1 }, { unique: true });

export const ChatCounterModel = defineTenantModel('ChatCounter', chatCounterSchema, { collection: 'chat_counters' });
