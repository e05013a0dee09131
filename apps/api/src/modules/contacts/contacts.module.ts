import { contacts } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createContactsService, type ContactsServiceDeps } from './contacts.service.ts';

/** Who leads are and how they are reached, as the team corrects it. */
export function createContactsModule(deps: ContactsServiceDeps): ApiModule {
  const service = createContactsService(deps);
  return {
    name: 'contacts',
    routes: [
      route(contacts.getContacts, ({ actor, params }) => service.get(actor, params.leadId)),
      route(contacts.changeContacts, ({ actor, params, body }) => service.change(actor, params.leadId, body)),
      route(contacts.undoContacts, ({ actor, params, body }) => service.undo(actor, params.leadId, body.version)),
    ],
  };
}
