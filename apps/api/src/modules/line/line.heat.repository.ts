import type { PersonId } from '@stageline/contracts';
import { LineMemberModel } from './line.model.ts';

/** Somebody who stands in the line. */
export interface StandingMember {
  readonly position: number;
  readonly personId: PersonId | null;
  readonly sponsor: number | null;
  readonly joinedAt: Date;
}

const FIELDS = { _id: 0, position: 1, personId: 1, sponsor: 1, joinedAt: 1 } as const;
const STANDING = { state: { $ne: 'left' } } as const;

/** Who stands at these positions of the current tenant's line; whoever has left is missing. */
export async function standingAt(positions: readonly number[]): Promise<StandingMember[]> {
  if (positions.length === 0) return [];
  return LineMemberModel.find({ position: { $in: [...positions] }, ...STANDING }, FIELDS).lean<StandingMember[]>();
}

/** Who stands in the line by the invitation of whoever is at one of these positions. */
export async function broughtBy(positions: readonly number[]): Promise<StandingMember[]> {
  if (positions.length === 0) return [];
  const sponsor = { $in: [...positions], $gt: 0 };
  return LineMemberModel.find({ sponsor, ...STANDING }, FIELDS).lean<StandingMember[]>();
}
