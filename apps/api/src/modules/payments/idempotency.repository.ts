import type { IdempotentRequestId } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { IdempotentRequestModel } from './idempotency.model.ts';

export interface IdempotentRequestRow {
  readonly _id: IdempotentRequestId;
  readonly scope: string;
  readonly fingerprint: string;
  readonly answer: unknown;
  readonly leaseUntil: Date;
  readonly at: Date;
}

export const idempotencyRepository = {
  /** @returns false where there is one under its key */
  async insert(row: IdempotentRequestRow): Promise<boolean> {
    return (await bulkInsert(IdempotentRequestModel, [row as never])).inserted === 1;
  },
  find: (scope: string): Promise<IdempotentRequestRow | null> =>
    IdempotentRequestModel.findOne({ scope }).lean<IdempotentRequestRow>(),
  /** Takes over what nobody works on any more. */
  async take(id: IdempotentRequestId, now: Date, leaseUntil: Date): Promise<boolean> {
    const free = { _id: id, answer: null, leaseUntil: { $lte: now } };
    return (await IdempotentRequestModel.updateOne(free, { $set: { leaseUntil } })).modifiedCount === 1;
  },
  async answer(id: IdempotentRequestId, answer: unknown): Promise<void> {
    await IdempotentRequestModel.updateOne({ _id: id, answer: null }, { $set: { answer } });
  },
  async release(id: IdempotentRequestId): Promise<void> {
    await IdempotentRequestModel.updateOne({ _id: id, answer: null }, { $set: { leaseUntil: new Date(0) } });
  },
};
export type IdempotencyRepository = typeof idempotencyRepository;
