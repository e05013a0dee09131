import { bulkInsert, isDuplicateKey } from '@stageline/tenancy';
import { ProcessedEventModel } from './models.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Ends the transaction of a delivery that turned out to be the second one. */
class AlreadyProcessed extends Error {}

/**
 * Runs `fn` for an event that this subscriber has not processed, in one transaction with the note that it has: either both
 * are there or neither. Call it inside the event's tenant.
 * @returns whether `fn` ran now; false when its effect is already there
 */
export async function processOnce(
  unitOfWork: UnitOfWork,
  subscriberId: string,
  eventId: string,
  fn: () => Promise<void>,
): Promise<boolean> {
  try {
    await unitOfWork.run(async () => {
      // first, so that a second delivery at the same moment collides here and not in the effect
      await noteProcessed(subscriberId, eventId);
      await fn();
    });
    return true;
  } catch (error) {
    if (error instanceof AlreadyProcessed) return false;
    throw error;
  }
}

/** Whether the subscriber has processed the event. */
export async function isProcessed(subscriberId: string, eventId: string): Promise<boolean> {
  return (await ProcessedEventModel.exists({ subscriberId, eventId })) !== null;
}

/** @throws AlreadyProcessed when the note is there */
async function noteProcessed(subscriberId: string, eventId: string): Promise<void> {
  const row = { _id: `${eventId}.${subscriberId}`, subscriberId, eventId, at: new Date() };
  try {
    const { inserted } = await bulkInsert(ProcessedEventModel, [row]);
    if (inserted > 0) return;
  } catch (error) {
    // inside a transaction a duplicate is the failure of the whole command
    if (!isDuplicateKey(error)) throw error;
  }
  throw new AlreadyProcessed();
}

/**
 * Runs `fn` without a transaction and notes it afterwards, for effects outside the database: at least once, and in a crash
 * between the two, twice.
 */
export async function processAtLeastOnce(
  subscriberId: string,
  eventId: string,
  fn: () => Promise<void>,
): Promise<void> {
  if (await isProcessed(subscriberId, eventId)) return;
  await fn();
  try {
    await noteProcessed(subscriberId, eventId);
  } catch (error) {
    if (!(error instanceof AlreadyProcessed)) throw error;
  }
}
