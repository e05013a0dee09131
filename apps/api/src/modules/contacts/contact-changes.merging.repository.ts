import { movable } from '@stageline/platform/mongo';
import { ContactChangeModel } from './contact-change.model.ts';

/** Changes of names and contact data as they change leads in a merge. */
export const mergingContactChanges = movable(ContactChangeModel, 'leadId');
