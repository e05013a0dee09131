import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One member of the PowerLine. Of the name it holds what visitors may see, and nothing that leads back to the rest (H-07). */
const lineMemberSchema = new Schema({
  _id: { type: String, required: true },
  /** 1, 2, 3 … without a gap: taken in the transaction that writes the row (H-01). */
  position: { type: Number, required: true },
  /** Who stands here. */
  personId: { type: String, required: true },
  firstName: { type: String, required: true },
  lastInitial: { type: String, default: '' },
  joinedAt: { type: Date, required: true },
});
lineMemberSchema.index({ position: -1 }, { unique: true });

export const LineMemberModel = defineTenantModel('LineMember', lineMemberSchema, { collection: 'line_members' });

/** The last position given. One document per line, so that two joins can never get the same one. */
const lineCounterSchema = new Schema({
  _id: { type: String, required: true },
  line: { type: String, required: true },
  position: { type: Number, required: true },
});
lineCounterSchema.index({ line: 1 }, { unique: true });

export const LineCounterModel = defineTenantModel('LineCounter', lineCounterSchema, { collection: 'line_counters' });
