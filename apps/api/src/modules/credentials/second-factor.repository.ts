import { retryUpsert } from '@stageline/platform/mongo';
import type { FactorOwner } from './owner.ts';
import { SecondFactorModel } from './second-factor.model.ts';

export interface StoredTotp {
  readonly sealed: string;
  readonly lastStep: number;
  readonly since: Date;
}
export interface StoredFactors {
  readonly totp: StoredTotp | null;
  readonly recoveryCodes: readonly { readonly hash: string; readonly usedAt: Date | null }[];
}

const NONE: StoredFactors = { totp: null, recoveryCodes: [] };

/** Reads and writes authenticator apps and recovery codes. */
export const secondFactorRepository = {
  async find(owner: FactorOwner): Promise<StoredFactors> {
    return ((await SecondFactorModel.findById(owner).lean()) as StoredFactors | null) ?? NONE;
  },
  async remove(owner: FactorOwner): Promise<void> {
    await SecondFactorModel.deleteOne({ _id: owner });
  },
  /** Lets transactions that remove factors of one owner wait for each other: all of them write this first. */
  async lockForRemoval(owner: FactorOwner): Promise<void> {
    // oxlint-disable-next-line stageline/retried-upsert -- in a transaction, which runs again
    await SecondFactorModel.updateOne({ _id: owner }, { $inc: { removals: 1 } }, { upsert: true });
  },
  async setTotp(owner: FactorOwner, totp: StoredTotp | null): Promise<void> {
    await upsert(owner, { totp });
  },
  async setRecoveryCodes(owner: FactorOwner, hashes: readonly string[]): Promise<void> {
    await upsert(owner, { recoveryCodes: hashes.map((hash) => ({ hash, usedAt: null })) });
  },
  /** Takes a time step of this very app, once. @returns false when it, or a later one, was taken before */
  async acceptStep(owner: FactorOwner, sealed: string, step: number): Promise<boolean> {
    const open = { _id: owner, 'totp.sealed': sealed, 'totp.lastStep': { $lt: step } };
    return (await SecondFactorModel.updateOne(open, { $set: { 'totp.lastStep': step } })).modifiedCount === 1;
  },
  /** @returns false when there is no such code, or it was used before */
  async spendRecoveryCode(owner: FactorOwner, hash: string, now: Date): Promise<boolean> {
    const unused = { _id: owner, recoveryCodes: { $elemMatch: { hash, usedAt: null } } };
    const spent = await SecondFactorModel.updateOne(unused, { $set: { 'recoveryCodes.$.usedAt': now } });
    return spent.modifiedCount === 1;
  },
};

async function upsert(owner: FactorOwner, fields: object): Promise<void> {
  await retryUpsert(() => SecondFactorModel.updateOne({ _id: owner }, { $set: fields }, { upsert: true }));
}
