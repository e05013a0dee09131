import type { TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { retryUpsert } from '../mongo/index.ts';
import type { LaneJob, Parking, Queue } from '../queue/index.ts';
import { ParkedJobModel, type ParkedJobRow } from './parked-job-model.ts';

/** The jobs of paused tenants. */
export interface ParkedJobs extends Parking {
  /**
   * Brings a tenant's jobs back into their lanes, oldest first, each once: a call that dies half-way and is repeated adds
   * none a second time.
   * @returns how many
   */
  release(queue: Pick<Queue, 'lane'>, tenantId: TenantId): Promise<number>;
  /** Releases what belongs to tenants that are not paused any more: the guarantee behind `release`. @returns how many */
  sweep(queue: Pick<Queue, 'lane'>): Promise<number>;
}

const BATCH = 200;

/** @param isPaused whether a tenant's work waits; from memory */
export function createParkedJobs(isPaused: Parking['isPaused']): ParkedJobs {
  async function release(queue: Pick<Queue, 'lane'>, tenantId: TenantId): Promise<number> {
    let released = 0;
    for (;;) {
      const rows = await ParkedJobModel.find({}, null, { sort: { _id: 1 }, limit: BATCH }).lean<ParkedJobRow[]>();
      for (const lane of new Set(rows.map((row) => row.lane)))
        await queue.lane(lane).add(rows.filter((row) => row.lane === lane).map((row) => toLaneJob(row, tenantId)));
      await ParkedJobModel.deleteMany({ _id: { $in: rows.map((row) => row._id) } });
      released += rows.length;
      if (rows.length < BATCH) return released;
    }
  }

  return {
    isPaused,
    async park({ id, lane, name, envelope, attempts }) {
      const { tenantId, payload, actor, traceId } = envelope;
      if (tenantId === null) throw new Error('Only work of a tenant can wait for it');
      const row = { lane, job: name, payload, actor, traceId, attempts, parkedAt: new Date() };
      await runInTenant(tenantId, () =>
        retryUpsert(() => ParkedJobModel.updateOne({ _id: id }, { $setOnInsert: row }, { upsert: true })),
      );
    },
    release: (queue, tenantId) => runInTenant(tenantId, () => release(queue, tenantId)),
    async sweep(queue) {
      const tenantIds = await runAsSystem('sweep of parked jobs', () => ParkedJobModel.distinct('tenantId'));
      let released = 0;
      for (const tenantId of tenantIds as TenantId[])
        if (!(await isPaused(tenantId))) released += await runInTenant(tenantId, () => release(queue, tenantId));
      return released;
    },
  };
}

/** Under another id: the queue knows the first one as done. A second release of the same parking makes the same id again. */
function toLaneJob(
  { _id, job, payload, actor, traceId, attempts, parkedAt }: ParkedJobRow,
  tenantId: TenantId,
): LaneJob {
  const [first = _id] = _id.split('~');
  const envelope = { v: 1, tenantId, actor: actor ?? null, traceId, payload: payload as unknown } as const;
  return { id: `${first}~${parkedAt.getTime()}`, name: job, envelope, attempts };
}
