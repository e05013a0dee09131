import { notes, type LeadId, type MembershipId, type NoteId } from '@stageline/contracts';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { NoteModel } from './note.model.ts';

export interface NoteRow {
  readonly _id: NoteId;
  readonly leadId: LeadId;
  readonly version: number;
  /** Missing in those from before there were kinds. */
  readonly kind?: notes.NoteKind;
  readonly text: string;
  readonly authorId: MembershipId;
  readonly authorName: string;
  readonly pinned: boolean;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly removedAt: Date | null;
}

const FIELDS = {
  leadId: 1,
  version: 1,
  kind: 1,
  text: 1,
  authorId: 1,
  authorName: 1,
  pinned: 1,
  createdAt: 1,
  editedAt: 1,
  removedAt: 1,
} as const;

/** Reads and writes of notes; every call runs in the current tenant. */
export const notesRepository = {
  async insert(note: NoteRow): Promise<void> {
    await bulkInsert(NoteModel, [note as never]);
  },

  async count(leadId: LeadId): Promise<number> {
    return NoteModel.countDocuments({ leadId, removedAt: null });
  },

  /** Newest first, without those that were removed. */
  async ofLead(leadId: LeadId, below: PageBound | null = null, limit: number = notes.MAX_NOTES): Promise<NoteRow[]> {
    const options = { projection: FIELDS, sort: { createdAt: -1, _id: -1 }, limit } as const;
    return findRows(NoteModel, { leadId, removedAt: null, ...rowsBelow('createdAt', below) }, options);
  },

  /** Also one that was removed. */
  async find(leadId: LeadId, noteId: NoteId): Promise<NoteRow | null> {
    return NoteModel.findOne({ _id: noteId, leadId }, FIELDS).lean<NoteRow>();
  },

  /** Changes a note that still has this version; null when it was changed meanwhile. */
  async change(
    { _id, version }: Pick<NoteRow, '_id' | 'version'>,
    set: Partial<Pick<NoteRow, 'text' | 'pinned' | 'editedAt' | 'removedAt'>>,
  ): Promise<NoteRow | null> {
    const options = { new: true, projection: FIELDS };
    return NoteModel.findOneAndUpdate({ _id, version }, { $set: set, $inc: { version: 1 } }, options).lean<NoteRow>();
  },
};
