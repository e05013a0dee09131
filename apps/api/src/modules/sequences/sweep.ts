import { SendPlannedMails, type TenantId } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { Queue } from '@stageline/platform/queue';
import { runInTenant } from '@stageline/tenancy';
import { duePlannedMails } from './planned-mails.cross-tenant.repository.ts';
import { plannedMailsRepository } from './planned-mails.repository.ts';
import { BATCH_ROWS } from './sender.ts';

export interface SequenceSweepDeps {
  readonly queue: Pick<Queue, 'enqueueBulk'>;
  readonly clock: Clock;
  /** Tenants whose work waits. */
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
}

/** Rows that are looked at together: what the sweep holds in memory. */
const ROUND_ROWS = 4 * BATCH_ROWS;
/** How long a job has a row in hand before another may take it. */
const LEASE_MS = 5 * 60_000;

/**
 * Hands what is due on all sites to jobs of up to 500 mails. A row is claimed before its job exists and comes back when its lease is
 * over, so a crash between the two costs minutes and nothing else. Safe to run in several processes.
 * @returns how many mails were handed over
 */
export function createSequenceSweep({ queue, clock, pausedTenants }: SequenceSweepDeps) {
  return async (): Promise<number> => {
    const paused = await pausedTenants();
    for (let total = 0; ;) {
      const now = clock.now();
      const due = await duePlannedMails(now, paused, ROUND_ROWS);
      const jobs: { tenantId: TenantId; payload: { batch: string }; jobId: string }[] = [];
      const until = new Date(now.getTime() + LEASE_MS);
      for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenantId)) {
        for (let start = 0; start < rows.length; start += BATCH_ROWS) {
          const ids = rows.slice(start, start + BATCH_ROWS).map(({ id }) => id);
          const batch = newId('job');
          const claimed = await runInTenant(tenantId, () => plannedMailsRepository.claim(ids, batch, now, until));
          total += claimed;
          if (claimed > 0) jobs.push({ tenantId, payload: { batch }, jobId: batch });
        }
      }
      if (jobs.length > 0) await queue.enqueueBulk(SendPlannedMails, jobs);
      if (due.length < ROUND_ROWS) return total;
    }
  };
}
