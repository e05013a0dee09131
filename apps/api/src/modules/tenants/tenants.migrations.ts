import type { Migration } from '@stageline/platform/mongo';
import { slugClaimsRepository } from './slug-claims.repository.ts';
import { tenantsRepository } from './tenants.repository.ts';

/**
 * Sites that were there before addresses were claimed get their claim. Of two that look alike the older one gets it; the
 * other keeps its address, which its own unique index still guards.
 */
const claimAddresses: Migration = {
  id: '2026-11-28-claim-addresses',
  async up() {
    for await (const site of tenantsRepository.allAddresses()) await slugClaimsRepository.ensure(site);
  },
};

/** `c1ub` and `club` were told apart: claims made by that reading are found again by the present one. */
const rekeyAddresses: Migration = {
  id: '2026-11-28-rekey-addresses',
  up: () => slugClaimsRepository.rekey(),
};

export const tenantMigrations: readonly Migration[] = [claimAddresses, rekeyAddresses];
