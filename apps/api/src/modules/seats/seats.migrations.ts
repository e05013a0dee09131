import type { Migration } from '@stageline/platform/mongo';
import { newId } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import { registeredLeads, tenantsWithLeads } from '../leads/index.ts';
import { seatsRepository } from './seats.repository.ts';

/** Whoever registered before there were seats has one in the session that they registered for. */
const giveSeats: Migration = {
  id: '2026-11-29-give-seats',
  async up() {
    for (const tenantId of await tenantsWithLeads()) await runInTenant(tenantId, giveSeatsOfTenant);
  },
};

async function giveSeatsOfTenant(): Promise<void> {
  for await (const leads of registeredLeads())
    await seatsRepository.insertMissing(
      leads.map(({ personId, sessionId, createdAt }) => ({
        _id: newId('sea'),
        sessionId,
        personId,
        state: 'held',
        turn: 0,
        releasedBy: null,
        createdAt,
      })),
    );
}

export const seatMigrations: readonly Migration[] = [giveSeats];
