import type { TenantId } from '@stageline/contracts';
import type { Envelope } from './envelope.ts';

/** A job that waits outside the queue. */
export interface ParkedJob {
  readonly id: string;
  readonly lane: string;
  readonly name: string;
  readonly envelope: Envelope;
  /** Attempts that are left. */
  readonly attempts: number;
}

/** Keeps the jobs of paused tenants out of the queue, where they would hold up those of the others. */
export interface Parking {
  /** Whether a tenant's work waits. Asked for every job, so answered from memory. */
  isPaused(tenantId: TenantId): boolean | Promise<boolean>;
  /** Keeps a job of the envelope's tenant; called again for the same one, it keeps one. */
  park(job: ParkedJob): Promise<void>;
}
