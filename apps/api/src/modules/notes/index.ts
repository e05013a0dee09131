export { createNotesModule } from './notes.module.ts';
