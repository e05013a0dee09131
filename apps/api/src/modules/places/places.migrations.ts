import type { Migration } from '@stageline/platform/mongo';
import { runInTenant } from '@stageline/tenancy';
import { placedLeads, tenantsWithLeads } from '../leads/index.ts';
import { nameMembers } from '../line/index.ts';
import { verifyAtOnce } from '../registrations/index.ts';

/**
 * Whoever registered before addresses had to be proved keeps their place: they count as verified since then, and their entry
 * in the line learns whose it is.
 */
const keepPlaces: Migration = {
  id: '2026-11-28-keep-places',
  async up() {
    for (const tenantId of await tenantsWithLeads()) await runInTenant(tenantId, keepPlacesOfTenant);
  },
};

async function keepPlacesOfTenant(): Promise<void> {
  for await (const leads of placedLeads()) {
    await verifyAtOnce(leads.map(({ personId, createdAt }) => ({ personId, at: createdAt })));
    await nameMembers(leads.map(({ personId, linePosition }) => ({ personId, position: linePosition })));
  }
}

/** Whoever stood in the line before there were invitations gets theirs. */
const giveInvitations: Migration = { id: '2026-11-28-give-invitations', up: keepPlaces.up };

export const placeMigrations: readonly Migration[] = [keepPlaces, giveInvitations];
