import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** Who somebody was, and how they were reached, before or after a change. */
const stateSchema = new Schema(
  {
    firstName: { type: String, required: true },
    lastName: { type: String, default: '' },
    company: { type: String, default: null },
    emails: [new Schema({ address: String, verifiedAt: Date, addedAt: Date }, { _id: false, id: false })],
    phones: [new Schema({ raw: String, e164: String }, { _id: false, id: false })],
  },
  { _id: false, id: false },
);

/** One change of the name or contact data of a lead by somebody of the team. */
const contactChangeSchema = new Schema(
  {
    _id: { type: String, required: true },
    leadId: { type: String, required: true },
    /** Of the person, after it: as long as they have it, nothing else has changed. */
    version: { type: Number, required: true },
    at: { type: Date, required: true },
    actorId: { type: String, required: true },
    actorName: { type: String, default: null },
    isUndo: { type: Boolean, required: true },
    before: { type: stateSchema, required: true },
    after: { type: stateSchema, required: true },
  },
  { id: false },
);
contactChangeSchema.index({ leadId: 1, at: -1, _id: -1 });

export const ContactChangeModel = defineTenantModel('ContactChange', contactChangeSchema, {
  collection: 'contact_changes',
});
