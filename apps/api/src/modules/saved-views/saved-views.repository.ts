import type { MembershipId, SavedViewId, savedViews } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, bulkUpsert } from '@stageline/tenancy';
import { SavedViewModel, ViewArrangementModel } from './saved-view.model.ts';

export interface SavedViewRow {
  readonly _id: SavedViewId;
  readonly version: number;
  readonly name: string;
  readonly isShared: boolean;
  readonly authorId: MembershipId;
  readonly authorName: string;
  readonly query: savedViews.ViewQuery;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly removedAt: Date | null;
}
export interface Arrangement {
  readonly order: readonly SavedViewId[];
  readonly defaultId: SavedViewId | null;
}

const FIELDS = {
  version: 1,
  name: 1,
  isShared: 1,
  authorId: 1,
  authorName: 1,
  query: 1,
  createdAt: 1,
  updatedAt: 1,
  removedAt: 1,
} as const;

/** What two names have in common that a reader could not tell apart. */
const nameKeyOf = (name: string): string => name.normalize('NFKC').toLowerCase();
/** A name is free again once its view is removed, and one of the team once it is no longer shared. */
function nameKeys({ name, isShared, removedAt }: Pick<SavedViewRow, 'name' | 'isShared' | 'removedAt'>) {
  if (removedAt !== null) return {};
  return { ownName: nameKeyOf(name), ...(isShared && { teamName: nameKeyOf(name) }) };
}

/** Reads and writes of saved views; every call runs in the current tenant. */
export const savedViewsRepository = {
  /** Those of a member and those of the team, as they came to be. */
  async seenBy(membershipId: MembershipId): Promise<SavedViewRow[]> {
    const seen = { removedAt: null, $or: [{ authorId: membershipId }, { isShared: true }] };
    return SavedViewModel.find(seen, FIELDS).sort({ _id: 1 }).lean<SavedViewRow[]>();
  },

  /** Also one that was removed. */
  async find(id: SavedViewId): Promise<SavedViewRow | null> {
    return SavedViewModel.findOne({ _id: id }, FIELDS).lean<SavedViewRow>();
  },

  async countOf(authorId: MembershipId): Promise<number> {
    return SavedViewModel.countDocuments({ authorId, removedAt: null });
  },

  /** @throws a duplicate-key error when the name is taken */
  async insert(view: SavedViewRow): Promise<void> {
    await bulkInsert(SavedViewModel, [{ ...view, ...nameKeys(view) } as never]);
  },

  /**
   * Writes a view that still has the version before this one.
   * @returns false when it was changed meanwhile. @throws as `insert`
   */
  async replace({ _id, version, ...view }: SavedViewRow): Promise<boolean> {
    const keys = nameKeys(view);
    const gone = Object.fromEntries((['ownName', 'teamName'] as const).flatMap((k) => (k in keys ? [] : [[k, '']])));
    const { modifiedCount } = await SavedViewModel.updateOne({ _id, version: version - 1 }, {
      $set: { ...view, version, ...keys },
      ...(Object.keys(gone).length > 0 && { $unset: gone }),
    } as never);
    return modifiedCount === 1;
  },

  async arrangementOf(membershipId: MembershipId): Promise<Arrangement> {
    const row = await ViewArrangementModel.findOne({ membershipId }, { order: 1, defaultId: 1 }).lean<Arrangement>();
    return row ?? { order: [], defaultId: null };
  },

  async arrange(membershipId: MembershipId, { order, defaultId }: Arrangement): Promise<void> {
    const row = { match: { membershipId }, set: { order: [...order], defaultId }, setOnInsert: { _id: newId('svw') } };
    await bulkUpsert(ViewArrangementModel, [row as never]);
  },

  /** Of somebody who left the team, nothing stays but what the team has. */
  async forget(membershipId: MembershipId): Promise<void> {
    await SavedViewModel.deleteMany({ authorId: membershipId, isShared: false });
    await ViewArrangementModel.deleteMany({ membershipId });
  },
};
