import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One member of the PowerLine. Of the name it holds what visitors may see, and nothing that leads back to the rest (H-07). */
const lineMemberSchema = new Schema({
  _id: { type: String, required: true },
  /** 1, 2, 3 … without a gap: taken in the transaction that writes the row (H-01). */
  position: { type: Number, required: true },
  /** Who stands here; nobody any more where they have left. */
  personId: { type: String, default: null },
  /** What their invitation carries; gone with them. */
  code: { type: String },
  /** The same of places that were put away for this one, when two entries turned out to be one person. */
  aliases: { type: [String], default: undefined },
  /** The position of whoever brought them, and why it is that one (H-03). */
  sponsor: { type: Number, default: null },
  sponsorCause: { type: String, default: 'none' },
  /** Hidden: without a name; left: an empty place, so that the others keep theirs (H-02). */
  state: { type: String, enum: ['shown', 'hidden', 'left'], default: 'shown' },
  /** The number of the last change to the entry; missing where there was none. */
  revision: { type: Number },
  firstName: { type: String, default: '' },
  lastInitial: { type: String, default: '' },
  joinedAt: { type: Date, required: true },
});
lineMemberSchema.index({ position: -1 }, { unique: true });
lineMemberSchema.index({ code: 1 }, { unique: true, partialFilterExpression: { code: { $exists: true } } });
lineMemberSchema.index({ aliases: 1 }, { partialFilterExpression: { aliases: { $exists: true } } });
lineMemberSchema.index({ sponsor: 1, position: -1 }, { partialFilterExpression: { sponsor: { $gt: 0 } } });
/** Who has invited how many is counted along it, without a document being read (H-06). */
lineMemberSchema.index({ sponsor: 1, state: 1 }, { partialFilterExpression: { sponsor: { $gt: 0 } } });
lineMemberSchema.index({ revision: 1 }, { partialFilterExpression: { revision: { $gt: 0 } } });
lineMemberSchema.index({ state: 1, position: 1 }, { partialFilterExpression: { state: 'left' } });

export const LineMemberModel = defineTenantModel('LineMember', lineMemberSchema, { collection: 'line_members' });

/** The last position given. One document per line, so that two joins can never get the same one. */
const lineCounterSchema = new Schema({
  _id: { type: String, required: true },
  line: { type: String, required: true },
  position: { type: Number, default: 0 },
  /** Places that are empty: `position - left` people stand in the line. */
  left: { type: Number, default: 0 },
  /** The number of the newest change to an entry. */
  revision: { type: Number, default: 0 },
  /** Corrections of sponsors: two at once must see each other. */
  corrections: { type: Number, default: 0 },
});
lineCounterSchema.index({ line: 1 }, { unique: true });

export const LineCounterModel = defineTenantModel('LineCounter', lineCounterSchema, { collection: 'line_counters' });
