import type { AssignmentSettings, MemberTerms } from '@stageline/contracts';
import { retryUpsert } from '@stageline/platform/mongo';
import { currentTenantId } from '@stageline/tenancy';
import { AssignmentSettingsModel } from './settings.model.ts';

/** What holds for a member, with what the ledger owes them. */
export interface Terms extends MemberTerms {
  readonly credit: number;
}
export interface StoredSettings extends AssignmentSettings {
  readonly version: number;
  /** Members for whom something is said; the others have a share of 1, the site's capacity, and are owed nothing. */
  readonly members: readonly Terms[];
}

/** As founding document 2 begins: leads in turn, to every active member of any rank. */
export const beginningSettings: StoredSettings = {
  version: 0,
  enabled: true,
  method: 'roundRobin',
  minimumRank: null,
  requireActive: true,
  requireOnline: false,
  stickyOwner: true,
  capacity: null,
  members: [],
};

const FIELDS = { _id: 0, tenantId: 0, round: 0 } as const;

/** Settings and ledger of the current tenant. */
export const settingsRepository = {
  async find(): Promise<StoredSettings> {
    const row = await AssignmentSettingsModel.findOne({ _id: currentTenantId() }, FIELDS).lean();
    return (row as StoredSettings | null) ?? beginningSettings;
  },

  /** Makes the row that `takeRound` writes to; outside of any transaction, where two may do it at once. */
  async begin(): Promise<void> {
    const filter = { _id: currentTenantId() };
    if ((await AssignmentSettingsModel.exists(filter)) !== null) return;
    const $setOnInsert = { ...beginningSettings, round: 0 };
    await retryUpsert(() => AssignmentSettingsModel.updateOne(filter, { $setOnInsert } as never, { upsert: true }));
  },

  /**
   * Claims the right to decide for the rest of the caller's transaction: of two transactions that both do so one runs
   * again, and sees what the other decided.
   */
  async takeRound(): Promise<StoredSettings> {
    const options = { new: true, projection: FIELDS };
    const row = await AssignmentSettingsModel.findOneAndUpdate(
      { _id: currentTenantId() },
      { $inc: { round: 1 } },
      options,
    ).lean();
    return (row as StoredSettings | null) ?? beginningSettings;
  },

  /** Within a round. */
  async save({ members, ...settings }: StoredSettings): Promise<void> {
    const $set = { ...settings, members: [...members] };
    await AssignmentSettingsModel.updateOne({ _id: currentTenantId() }, { $set } as never);
  },
};
