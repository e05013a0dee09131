import type { LineNameParts } from '@stageline/domain';
import { findRows } from '@stageline/tenancy';
import { LineMemberModel } from './line.model.ts';
import type { LineState } from './line.repository.ts';

/** A place as a merge looks at it. */
export interface MergingPlace extends LineNameParts {
  readonly position: number;
  readonly personId: string | null;
  readonly state: LineState;
  readonly code?: string;
  readonly sponsor: number | null;
}

const FIELDS = {
  _id: 0,
  position: 1,
  personId: 1,
  state: 1,
  code: 1,
  sponsor: 1,
  firstName: 1,
  lastInitial: 1,
} as const;

/** Who stands at a place, and what leads to it. */
export interface Standing extends LineNameParts {
  readonly personId: string;
  readonly state: 'shown' | 'hidden';
  readonly code: string;
}

/** Entries of the line as merges change them; always in the transaction of the merge. */
export const mergingPlaces = {
  async find(positions: readonly number[]): Promise<MergingPlace[]> {
    if (positions.length === 0) return [];
    return LineMemberModel.find({ position: { $in: [...positions] } }, FIELDS).lean<MergingPlace[]>();
  },

  /** Whoever it is that stands there from now on. */
  async occupy(position: number, revision: number, standing: Standing): Promise<void> {
    await LineMemberModel.updateOne({ position }, { $set: { ...standing, revision } });
  },

  /** Codes of places that were put away for this one: whoever comes by them comes by its owner. */
  async setAliases(position: number, aliases: readonly string[]): Promise<void> {
    const change = aliases.length > 0 ? { $set: { aliases: [...aliases] } } : { $unset: { aliases: 1 } };
    await LineMemberModel.updateOne({ position }, change as never);
  },

  /** Positions of whoever came by the invitation of the member at `position`. */
  async invitedBy(position: number, limit: number): Promise<number[]> {
    const options = { projection: { _id: 0, position: 1 }, sort: { position: -1 }, limit } as const;
    const rows = await findRows<{ position: number }>(LineMemberModel, { sponsor: position }, options);
    return rows.map((row) => row.position);
  },

  /** Gives these another sponsor. */
  async setSponsors(positions: readonly number[], sponsor: number): Promise<void> {
    if (positions.length === 0) return;
    await LineMemberModel.updateMany({ position: { $in: [...positions] } }, { $set: { sponsor } });
  },
};
