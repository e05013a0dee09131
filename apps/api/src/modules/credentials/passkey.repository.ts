import { ProblemError, type PasskeyId } from '@stageline/contracts';
import { isDuplicateKey } from '@stageline/tenancy';
import type { FactorOwner } from './owner.ts';
import { PasskeyModel, type PasskeyRow } from './passkey.model.ts';

/** A passkey of an account or an administrator. */
export type Passkey = Omit<PasskeyRow, '_id'> & { readonly id: PasskeyId };

/** Reads and writes passkeys. */
export const passkeyRepository = {
  async listOf(ownerId: FactorOwner): Promise<Passkey[]> {
    const rows = await PasskeyModel.find({ ownerId }).sort({ _id: 1 }).lean();
    return rows.map(passkeyOf);
  },
  countOf: (ownerId: FactorOwner): Promise<number> => PasskeyModel.countDocuments({ ownerId }),
  async findByCredential(credentialId: string): Promise<Passkey | null> {
    return toPasskey(await PasskeyModel.findOne({ credentialId }).lean());
  },
  /** @throws ProblemError `conflict` when the credential is kept already, whoever's it is */
  async insert({ id, transports, ...rest }: Passkey): Promise<void> {
    try {
      await PasskeyModel.create([{ _id: id, transports: [...transports], ...rest }]);
    } catch (error) {
      if (isDuplicateKey(error)) throw new ProblemError('conflict', { cause: error });
      throw error;
    }
  },
  /** Notes a use. @returns false when the counter moved meanwhile, or the passkey is gone */
  async noteUse(id: PasskeyId, before: number, counter: number, now: Date): Promise<boolean> {
    const held = { _id: id, counter: before };
    return (await PasskeyModel.updateOne(held, { $set: { counter, lastUsedAt: now } })).matchedCount === 1;
  },
  async rename(ownerId: FactorOwner, id: PasskeyId, name: string): Promise<Passkey | null> {
    return toPasskey(
      await PasskeyModel.findOneAndUpdate({ _id: id, ownerId }, { $set: { name } }, { new: true }).lean(),
    );
  },
  async removeAllOf(ownerId: FactorOwner): Promise<void> {
    await PasskeyModel.deleteMany({ ownerId });
  },
  async remove(ownerId: FactorOwner, id: PasskeyId): Promise<Passkey | null> {
    return toPasskey(await PasskeyModel.findOneAndDelete({ _id: id, ownerId }).lean());
  },
};

const passkeyOf = ({ _id: id, ...rest }: PasskeyRow): Passkey => ({ id, ...rest });
const toPasskey = (row: PasskeyRow | null): Passkey | null => (row === null ? null : passkeyOf(row));
