import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** When what stood there is of no interest any more. */
const KEEP_SECONDS = 30 * 86_400;

/** A call as it stands, or is to stand, in a calendar that its host keeps elsewhere. */
const entrySchema = new Schema(
  {
    _id: { type: String, required: true },
    callId: { type: String, required: true },
    membershipId: { type: String, required: true },
    connectionId: { type: String, required: true },
    /** Rises with every change of the call: what was written in the meantime is not the last word. */
    version: { type: Number, required: true },
    /** When the calendar is to be told; missing where it knows. */
    dueAt: { type: Date },
    failures: { type: Number, required: true },
    /** From when to when it was written the last time; missing as long as it never was. */
    writtenFrom: { type: Date },
    writtenTo: { type: Date },
  },
  { id: false },
);
entrySchema.index({ connectionId: 1, callId: 1 }, { unique: true });
entrySchema.index({ callId: 1 });
entrySchema.index({ membershipId: 1, writtenTo: 1 });
entrySchema.index({ writtenTo: 1 }, { expireAfterSeconds: KEEP_SECONDS });
export const CallEntryModel = defineTenantModel('CallEntry', entrySchema, {
  systemIndexes: [
    {
      fields: { dueAt: 1 },
      options: { partialFilterExpression: { dueAt: { $type: 'date' } } },
      reason: 'The sweep finds the entries of all tenants of which a calendar is to be told.',
    },
  ],
});
