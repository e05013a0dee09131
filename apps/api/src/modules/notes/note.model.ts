import { notes } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** What somebody of the team wrote down about a lead. */
const noteSchema = new Schema(
  {
    _id: { type: String, required: true },
    leadId: { type: String, required: true },
    /** Rises with every change; who changes it names the one that they saw. */
    version: { type: Number, required: true },
    /** Missing in those from before there were kinds. */
    kind: { type: String, enum: notes.NoteKind.options },
    text: { type: String, required: true },
    authorId: { type: String, required: true },
    authorName: { type: String, required: true },
    pinned: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    editedAt: { type: Date, default: null },
    /** When it was removed; the database takes it away some days after. */
    removedAt: { type: Date, default: null },
  },
  { id: false },
);
noteSchema.index({ leadId: 1, createdAt: -1, _id: -1 });
noteSchema.index({ removedAt: 1 }, { expireAfterSeconds: notes.NOTE_UNDO_DAYS * 86_400 });

export const NoteModel = defineTenantModel('Note', noteSchema, { collection: 'lead_notes' });
