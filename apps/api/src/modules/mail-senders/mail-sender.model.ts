import { mailSenders } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema, type InferSchemaType } from 'mongoose';

const recordSchema = new Schema(
  {
    kind: { type: String, required: true, enum: mailSenders.SenderRecord.shape.kind.options },
    name: { type: String, required: true },
    expected: { type: String, required: true },
    found: { type: [String], required: true },
    status: { type: String, required: true, enum: mailSenders.SenderRecord.shape.status.options },
    fault: { type: String, enum: mailSenders.SenderFault.options },
  },
  { _id: false, id: false },
);

/** The address of their own that a tenant's mails come from. One row for each tenant. */
const mailSenderSchema = new Schema(
  {
    _id: { type: String, required: true },
    key: { type: String, required: true },
    address: { type: String, required: true },
    domain: { type: String, required: true },
    /** Proves the domain to this claim and to no other: two sites that name one domain have two. */
    selector: { type: String, required: true },
    publicKey: { type: String, required: true },
    /** PKCS #8, encrypted. */
    sealedKey: { type: String, required: true },
    state: { type: String, required: true, enum: mailSenders.SenderState.options },
    records: { type: [recordSchema], required: true },
    attempts: { type: Number, required: true },
    /** The search for the key is given up three days after this. */
    lookingSince: { type: Date, required: true },
    lastCheckedAt: { type: Date, default: null },
    nextCheckAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
mailSenderSchema.index({ key: 1 }, { unique: true });

export type MailSenderRow = InferSchemaType<typeof mailSenderSchema>;
export const MailSenderModel = defineTenantModel('MailSender', mailSenderSchema, {
  collection: 'mail_senders',
  systemIndexes: [{ fields: { nextCheckAt: 1 }, reason: 'the sweep finds the senders of all tenants that are due' }],
});
