import { MAIL_STATUSES, MailTopic } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema, type InferSchemaType } from 'mongoose';

const mailbox = { _id: false, id: false } as const;
const mailboxSchema = new Schema({ name: { type: String }, address: { type: String, required: true } }, mailbox);

const historySchema = new Schema(
  { status: { type: String, required: true }, at: { type: Date, required: true }, detail: { type: String } },
  mailbox,
);

const attachmentSchema = new Schema(
  {
    filename: { type: String, required: true },
    contentType: { type: String, required: true },
    content: { type: String, required: true },
  },
  mailbox,
);

const mailMessageSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** What the sender calls this mail; a second one with the same key is the same mail. */
    key: { type: String, required: true },
    /** A short message stands here, too: its `to` is a number, and it has no HTML. */
    channel: { type: String, required: true, enum: ['email', 'sms'], default: 'email' },
    from: { type: mailboxSchema, required: true },
    to: { type: mailboxSchema, required: true },
    replyTo: { type: mailboxSchema },
    /** Whom of the site's own people it is written to; missing for mail to the team. */
    personId: { type: String },
    /** What it is about, which decides whether its reader can stop it. */
    topic: { type: String, required: true, enum: MailTopic.options, default: 'necessary' },
    subject: { type: String, required: true },
    html: { type: String, required: true },
    text: { type: String, required: true },
    /** Missing where nothing goes along. */
    attachments: { type: [attachmentSchema], default: undefined },
    status: { type: String, required: true, enum: MAIL_STATUSES },
    /** Its site's people are owed it although the site is suspended or closing. */
    isOwed: { type: Boolean },
    /** While it waits: not before then. Somebody is sending it, or it is to be tried again. */
    dueAt: { type: Date },
    /** After it the mail is of no use, and is not sent; missing where it always is. */
    uselessAt: { type: Date },
    /** Who is sending it, or was when their worker ended. */
    claim: { type: String },
    /** Times that it was begun, and how many of those are known to have failed. */
    attempts: { type: Number, default: 0 },
    failures: { type: Number, default: 0 },
    /** Each status that it came to, in order, and what the other side said about it. */
    history: { type: [historySchema], default: undefined },
    /** How its reader stops what it is about; missing where they cannot. */
    unsubscribeUrl: { type: String },
    /** True when the embedded adapter kept it instead of sending it. */
    kept: { type: Boolean, required: true, default: false },
    createdAt: { type: Date, required: true },
    sentAt: { type: Date, default: null },
  },
  { id: false },
);
mailMessageSchema.index({ key: 1 }, { unique: true });
/** The timeline of one person. */
mailMessageSchema.index(
  { personId: 1, createdAt: -1, _id: -1 },
  { partialFilterExpression: { personId: { $type: 'string' } } },
);
// The log lists mail to people only, newest first, also by what became of it, what it is about, or an address.
const toPeople = { partialFilterExpression: { personId: { $type: 'string' } } };
for (const field of [{}, { status: 1 }, { topic: 1 }, { 'to.address': 1 }] as const)
  mailMessageSchema.index({ ...field, _id: -1 }, toPeople);
// What waits, in its order; and whether an older mail to an address does. Few wait at a time.
const waiting = { partialFilterExpression: { dueAt: { $exists: true } } };
mailMessageSchema.index({ dueAt: 1, topic: 1, _id: 1 }, waiting);
mailMessageSchema.index({ 'to.address': 1, dueAt: 1 }, waiting);
// Both counts of a span of time come from the index alone.
mailMessageSchema.index({ createdAt: -1, status: 1 });

export type MailMessageRow = InferSchemaType<typeof mailMessageSchema>;
export const MailMessageModel = defineTenantModel('MailMessage', mailMessageSchema, {
  systemIndexes: [
    {
      fields: { kept: 1, _id: -1 },
      reason: 'The mailbox on the admin host lists the mail of all tenants, newest first',
    },
  ],
});
