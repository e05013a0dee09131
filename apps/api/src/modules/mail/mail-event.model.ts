import { defineTenantModel } from '@stageline/tenancy';
import { Schema, type InferSchemaType } from 'mongoose';

/** What the other side told about a mail. It is kept once for each of its notifications, however often that comes. */
const mailEventSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** The sender's name for the notification. */
    eventId: { type: String, required: true },
    mailId: { type: String, required: true },
    kind: { type: String, required: true, enum: ['delivered', 'hard-bounce', 'soft-bounce', 'complaint'] },
    /** Lower-case; which address has not worked lately is counted along it. */
    address: { type: String, required: true },
    /** What the other side says in its own words. */
    detail: { type: String },
    at: { type: Date, required: true },
  },
  { id: false },
);
mailEventSchema.index({ eventId: 1 }, { unique: true });
// What came back lately, counted from the index alone.
mailEventSchema.index({ kind: 1, at: -1 });
mailEventSchema.index({ address: 1, kind: 1, at: -1 });

export type MailEventRow = InferSchemaType<typeof mailEventSchema>;
export const MailEventModel = defineTenantModel('MailEvent', mailEventSchema, { collection: 'mail_events' });
