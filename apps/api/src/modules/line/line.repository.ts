import type { PersonId } from '@stageline/contracts';
import type { LineNameParts } from '@stageline/domain';
import { newId } from '@stageline/platform';
import { bulkInsert, bulkUpdate, findRows, raiseCounter } from '@stageline/tenancy';
import { LineCounterModel, LineMemberModel } from './line.model.ts';

/** A stored member of the line. */
export interface LineMemberRow extends LineNameParts {
  readonly position: number;
  readonly joinedAt: Date;
}

/** A site has one line today; the name keeps room for others. */
const MAIN_LINE = 'main';
/** A member as the transaction of a join writes them. */
export interface NewLineMember extends LineMemberRow {
  readonly personId: PersonId;
}

const PUBLIC_FIELDS = { _id: 0, position: 1, firstName: 1, lastInitial: 1, joinedAt: 1 } as const;

/** Writes down whose entries these are, in the current tenant; for what was stored before entries said it. */
export async function nameMembers(rows: readonly { position: number; personId: PersonId }[]): Promise<void> {
  await bulkUpdate(
    LineMemberModel,
    rows.map(({ position, personId }) => ({ match: { position }, set: { personId } })) as never[],
  );
}

/** Reads and writes of the line; every call runs in the current tenant. */
export function createLineRepository() {
  return {
    /**
     * Takes the next `count` positions and returns the first. Call it in a transaction: positions that are rolled back
     * are given again, so they have no gap, and what is committed is always a prefix 1 … n.
     */
    async takePositions(count: number): Promise<number> {
      const step = { match: { line: MAIN_LINE }, field: 'position', by: count, id: newId('lin') };
      return (await raiseCounter(LineCounterModel, step)) - count + 1;
    },

    async insert(members: readonly NewLineMember[]): Promise<void> {
      await bulkInsert(
        LineMemberModel,
        members.map((member) => ({ _id: newId('lin'), ...member })),
      );
    },

    /** Members at or after `position`, newest first, at most `limit`. */
    async newest(limit: number, position = 0): Promise<LineMemberRow[]> {
      const filter = { position: { $gte: position } };
      return findRows(LineMemberModel, filter, { projection: PUBLIC_FIELDS, sort: { position: -1 }, limit });
    },

    /** The highest position: no position is free below it. */
    async lastPosition(): Promise<number> {
      const newest = await LineMemberModel.findOne({}, { _id: 0, position: 1 })
        .sort({ position: -1 })
        .lean<{ position: number }>();
      return newest?.position ?? 0;
    },
  };
}
export type LineRepository = ReturnType<typeof createLineRepository>;
