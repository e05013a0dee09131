import { retryUpsert } from '@stageline/platform/mongo';
import { currentTenantId } from '@stageline/tenancy';
import { CallLedgerModel } from './calls.model.ts';

export type Credits = Readonly<Record<string, number>>;

/** What the rules owe each member of the current tenant, in calls (E-10). */
export const ledgerRepository = {
  /** Makes the row that `takeRound` writes to; outside of any transaction. */
  async begin(): Promise<void> {
    const filter = { _id: currentTenantId() };
    if ((await CallLedgerModel.exists(filter)) !== null) return;
    const $setOnInsert = { round: 0, credits: {} };
    await retryUpsert(() => CallLedgerModel.updateOne(filter, { $setOnInsert } as never, { upsert: true }));
  },

  async read(): Promise<Credits> {
    const row = await CallLedgerModel.findOne({ _id: currentTenantId() }, { credits: 1 }).lean();
    return (row?.credits ?? {}) as Credits;
  },

  /** Claims the right to decide for the rest of the caller's transaction. */
  async takeRound(): Promise<Credits> {
    const options = { new: true, projection: { credits: 1 } } as const;
    const change = { $inc: { round: 1 } };
    const row = await CallLedgerModel.findOneAndUpdate({ _id: currentTenantId() }, change, options).lean();
    return (row?.credits ?? {}) as Credits;
  },

  /** Within a round. */
  async save(credits: Credits): Promise<void> {
    await CallLedgerModel.updateOne({ _id: currentTenantId() }, { $set: { credits } } as never);
  },
};
