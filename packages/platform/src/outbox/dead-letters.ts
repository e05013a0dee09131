import type { TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { retryUpsert } from '../mongo/index.ts';
import type { DeadLetter, DeadLetters, Queue } from '../queue/index.ts';
import { DeadLetterModel, PlatformDeadLetterModel, type DeadLetterRow } from './dead-letter-models.ts';

/** Makes the dead-letter collection: a tenant's own for its jobs, the platform's for the others. */
export function createDeadLetters(): DeadLetters {
  return { record: write };
}

async function write(letter: DeadLetter): Promise<void> {
  const { tenantId, payload, actor, traceId } = letter.envelope;
  const { lane, name, error, attempts, maxAttempts, failedAt } = letter;
  const set = { lane, job: name, payload, actor, traceId, error, attempts, maxAttempts, failedAt };
  const filter = { _id: letter.id };
  await (tenantId === null
    ? retryUpsert(() => PlatformDeadLetterModel.updateOne(filter, { $set: set }, { upsert: true }))
    : runInTenant(tenantId, () =>
        retryUpsert(() => DeadLetterModel.updateOne(filter, { $set: set }, { upsert: true })),
      ));
}

/** The newest dead letters of all tenants and of the platform, the newest first. */
export async function listDeadLetters(limit: number): Promise<DeadLetter[]> {
  const newest = { sort: { failedAt: -1 }, limit } as const;
  const ofTenants = await runAsSystem('list of dead letters', () => DeadLetterModel.find({}, null, newest).lean());
  const ofPlatform = await PlatformDeadLetterModel.find({}, null, newest).lean();
  const letters = [...ofTenants, ...ofPlatform].map(toLetter);
  return letters.sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime()).slice(0, limit);
}

/** How many dead letters each of these tenants has; one without any is missing from the map. */
export function countDeadLetters(tenantIds: readonly TenantId[]): Promise<Map<TenantId, number>> {
  return runAsSystem('dead letters per tenant', async () => {
    const rows = await DeadLetterModel.aggregate<{ _id: TenantId; count: number }>([
      { $match: { tenantId: { $in: [...tenantIds] } } },
      { $group: { _id: '$tenantId', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map(({ _id, count }) => [_id, count]));
  });
}

/**
 * Forgets letters of the current tenant, within the caller's transaction where there is one: of work that somebody has asked
 * for anew, or that is done. @param names of jobs and subscribers @param about what stands in the job's or the event's payload
 */
export async function forgetDeadLetters(
  names: readonly string[],
  about: Readonly<Record<string, string | number>>,
): Promise<void> {
  const inside = (where: string) =>
    Object.fromEntries(Object.entries(about).map(([field, value]) => [`${where}.${field}`, value]));
  await DeadLetterModel.deleteMany({ job: { $in: [...names] }, $or: [inside('payload'), inside('payload.data')] });
}

/** Brings a letter back to where it failed. */
export type ReplayLane = (letter: DeadLetter) => Promise<void>;

/**
 * Runs a dead letter's job again and forgets the letter. A crash in between leaves both, and the job may run twice, which
 * jobs bear.
 * @param others how to replay what did not come from the queue, by lane
 * @returns whether there was such a letter
 */
export async function replayDeadLetter(
  queue: Pick<Queue, 'replay'>,
  id: string,
  others: Readonly<Record<string, ReplayLane>> = {},
): Promise<boolean> {
  const letter = await find(id);
  if (letter === undefined) return false;
  await (others[letter.lane] ?? queue.replay)(letter);
  const { tenantId } = letter.envelope;
  // only this failure: the job may already have failed again and left a newer letter
  const filter = { _id: id, failedAt: letter.failedAt };
  if (tenantId === null) await PlatformDeadLetterModel.deleteOne(filter);
  else await runInTenant(tenantId, () => DeadLetterModel.deleteOne(filter));
  return true;
}

async function find(id: string): Promise<DeadLetter | undefined> {
  const ofTenant = await runAsSystem('replay of a dead letter', () => DeadLetterModel.findOne({ _id: id }).lean());
  const found = ofTenant ?? (await PlatformDeadLetterModel.findOne({ _id: id }).lean());
  return found === null ? undefined : toLetter(found);
}

function toLetter(row: DeadLetterRow): DeadLetter {
  const { _id: id, lane, job, payload, actor, traceId, error, attempts, maxAttempts, failedAt } = row;
  const { tenantId = null } = row as { tenantId?: TenantId };
  return {
    id,
    lane,
    name: job,
    envelope: { v: 1, tenantId, actor: actor ?? null, traceId, payload },
    error: { message: error?.message ?? '', stack: error?.stack ?? '' },
    attempts,
    maxAttempts,
    failedAt,
  };
}
