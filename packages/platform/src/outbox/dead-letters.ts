import type { TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import type { DeadLetter, DeadLetters, Queue } from '../queue/index.ts';
import { DeadLetterModel, PlatformDeadLetterModel } from './dead-letter-models.ts';

const DUPLICATE_KEY = 11000;

/** Makes the dead-letter collection: a tenant's own for its jobs, the platform's for the others. */
export function createDeadLetters(): DeadLetters {
  return {
    async record(letter) {
      try {
        await write(letter);
      } catch (error) {
        // two workers may insert one letter at once; the one that loses finds it and updates it
        if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error;
        await write(letter);
      }
    },
  };
}

async function write(letter: DeadLetter): Promise<void> {
  const { tenantId, payload, actor, traceId } = letter.envelope;
  const { lane, name, error, attempts, maxAttempts, failedAt } = letter;
  const set = { lane, job: name, payload, actor, traceId, error, attempts, maxAttempts, failedAt };
  const filter = { _id: letter.id };
  if (tenantId === null) await PlatformDeadLetterModel.updateOne(filter, { $set: set }, { upsert: true });
  else await runInTenant(tenantId, () => DeadLetterModel.updateOne(filter, { $set: set }, { upsert: true }));
}

/**
 * Runs a dead letter's job again and forgets the letter. A crash in between leaves both, and the job may run twice, which
 * jobs bear.
 * @returns whether there was such a letter
 */
export async function replayDeadLetter(queue: Queue, id: string): Promise<boolean> {
  const letter = await find(id);
  if (letter === undefined) return false;
  await queue.replay(letter);
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
  if (!found) return undefined;
  const owner = ofTenant as { tenantId?: string } | null;
  const { lane, job, payload, actor, traceId, attempts, maxAttempts, failedAt } = found;
  return {
    id,
    lane,
    name: job,
    envelope: { v: 1, tenantId: (owner?.tenantId ?? null) as TenantId | null, actor: actor ?? null, traceId, payload },
    error: { message: found.error?.message ?? '', stack: found.error?.stack ?? '' },
    attempts,
    maxAttempts,
    failedAt,
  };
}
