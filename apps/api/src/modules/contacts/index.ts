export { contactChanges, type ContactChange } from './contact-changes.repository.ts';
export { createContactsModule } from './contacts.module.ts';
export { presentContactChange } from './contacts.presenter.ts';
export { mergingContactChanges } from './contact-changes.merging.repository.ts';
