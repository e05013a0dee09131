import type { Migration } from '@stageline/platform/mongo';
import { runInTenant } from '@stageline/tenancy';
import { dropFormerIndexes, listContacts, tenantsWithPeople } from './former-people.repository.ts';

/** Somebody had one address and one number; since they may have several (F-04), both are lists. */
const contactsAsLists: Migration = {
  id: '2026-11-28-contacts-as-lists',
  async up() {
    // First: to an index of single addresses, all who have none any more would have the same.
    await dropFormerIndexes();
    for (const tenantId of await tenantsWithPeople()) await runInTenant(tenantId, listContacts);
  },
};

export const personMigrations: readonly Migration[] = [contactsAsLists];
