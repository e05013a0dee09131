import { movable } from '@stageline/platform/mongo';
import { NoteModel } from './note.model.ts';

/** Notes as they change leads in a merge, those that were removed among them. */
export const mergingNotes = movable(NoteModel, 'leadId');
