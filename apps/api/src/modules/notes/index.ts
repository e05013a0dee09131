export { createNotesModule } from './notes.module.ts';
export { notesRepository } from './notes.repository.ts';
export { presentNote } from './notes.service.ts';
export { mergingNotes } from './notes.merging.repository.ts';
