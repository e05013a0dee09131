import type { CreditKind } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { bulkInsert } from '@stageline/tenancy';
import { CreditAccountModel, CreditEntryModel, CreditReservationModel } from './credits.model.ts';
import type { CreditAccountRow, CreditEntryRow, CreditReservationRow } from './credits.types.ts';

/** Credits of the current tenant. */
export const creditsRepository = {
  /** Makes the account where it is not there yet; before a transaction, which an upsert that loses would end. */
  async ensure(kind: CreditKind): Promise<void> {
    if ((await CreditAccountModel.exists({ kind })) !== null) return;
    const fresh = { _id: newId('crg'), month: '', allowance: 0, used: 0, bought: 0, version: 0 };
    await retryUpsert(() => CreditAccountModel.updateOne({ kind }, { $setOnInsert: fresh }, { upsert: true }));
  },

  accounts: (): Promise<CreditAccountRow[]> => CreditAccountModel.find({}).lean<CreditAccountRow[]>(),

  /** Takes the account first: of two at once one begins again. */
  async lock(kind: CreditKind): Promise<CreditAccountRow> {
    const row = await CreditAccountModel.findOneAndUpdate({ kind }, { $inc: { version: 1 } }, { new: true }).lean();
    return row as unknown as CreditAccountRow;
  },

  async set(kind: CreditKind, sums: Pick<CreditAccountRow, 'month' | 'allowance' | 'used' | 'bought'>): Promise<void> {
    await CreditAccountModel.updateOne({ kind }, { $set: sums });
  },

  hasEntry: async (key: string): Promise<boolean> => (await CreditEntryModel.exists({ key })) !== null,

  async enter(row: Omit<CreditEntryRow, '_id'>): Promise<void> {
    await bulkInsert(CreditEntryModel, [{ ...row, _id: newId('crg') } as never]);
  },

  findReservation: (key: string): Promise<CreditReservationRow | null> =>
    CreditReservationModel.findOne({ key }).lean<CreditReservationRow>(),

  /** Takes it anew under its key, where an earlier attempt gave it back. */
  async hold(row: CreditReservationRow, isKnown: boolean): Promise<void> {
    const { _id, ...set } = row;
    if (isKnown) await CreditReservationModel.updateOne({ _id }, { $set: set });
    else await bulkInsert(CreditReservationModel, [row as never]);
  },

  /** @returns whether it was held until now */
  async close(key: string, state: 'committed' | 'released'): Promise<boolean> {
    const held = { key, state: 'held' };
    return (await CreditReservationModel.updateOne(held, { $set: { state, expiresAt: null } })).modifiedCount === 1;
  },
};
export type CreditsRepository = typeof creditsRepository;
