import { notes } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createNotesService, type NotesServiceDeps } from './notes.service.ts';

/** Notes about leads. */
export function createNotesModule(deps: NotesServiceDeps): ApiModule {
  const service = createNotesService(deps);
  return {
    name: 'notes',
    routes: [
      route(notes.listNotes, ({ actor, params }) => service.list(actor, params.leadId)),
      route(notes.createNote, ({ actor, params, body }) => service.create(actor, params.leadId, body)),
      route(notes.updateNote, ({ actor, params, body }) => service.update(actor, params.leadId, params.noteId, body)),
      route(notes.removeNote, ({ actor, params }) => service.remove(actor, params.leadId, params.noteId)),
      route(notes.restoreNote, ({ actor, params }) => service.restore(actor, params.leadId, params.noteId)),
    ],
  };
}
