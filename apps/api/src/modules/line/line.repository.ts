import type { PersonId, places } from '@stageline/contracts';
import type { LineNameParts } from '@stageline/domain';
import { newId } from '@stageline/platform';
import { bulkInsert, bulkUpdate, findRows, raiseCounter } from '@stageline/tenancy';
import { newInviteCode } from './invite-code.ts';
import { LineCounterModel, LineMemberModel } from './line.model.ts';

/** How an entry is shown; see the model. */
export type LineState = 'shown' | 'hidden' | 'left';

/** A stored member of the line. */
export interface LineMemberRow extends LineNameParts {
  readonly position: number;
  readonly joinedAt: Date;
  /** Shown, where nothing is said. */
  readonly state?: LineState;
}

/** Who brought somebody, by position, and why them. */
export interface Sponsorship {
  readonly sponsor: number | null;
  readonly sponsorCause: places.SponsorCause;
}

/** A member as the transaction of a join writes them. */
export interface NewLineMember extends LineMemberRow, Sponsorship {
  readonly personId: PersonId;
}

/** A member with what only they themselves and the site's own people may know. */
export interface LinePlaceRow extends LineMemberRow, Sponsorship {
  readonly personId: PersonId | null;
  readonly code?: string;
  readonly state: LineState;
}

/** What a line counts. */
export interface LineCounts {
  /** Places given, the empty ones among them. */
  readonly position: number;
  readonly left: number;
  readonly revision: number;
}

/** How many stand in the line by the invitation of whoever is at `position`. */
export interface Standing {
  readonly position: number;
  readonly count: number;
}

/** A site has one line today; the name keeps room for others. */
const MAIN_LINE = 'main';
const PUBLIC_FIELDS = { _id: 0, position: 1, firstName: 1, lastInitial: 1, joinedAt: 1, state: 1 } as const;
const PLACE_FIELDS = { ...PUBLIC_FIELDS, personId: 1, code: 1, sponsor: 1, sponsorCause: 1 } as const;

/** Writes down whose entries these are, in the current tenant; for what was stored before entries said it. */
export async function nameMembers(rows: readonly { position: number; personId: PersonId }[]): Promise<void> {
  const unnamed = new Set(
    (
      await LineMemberModel.find(
        { position: { $in: rows.map(({ position }) => position) }, code: { $exists: false } },
        { position: 1 },
      ).lean<{ position: number }[]>()
    ).map(({ position }) => position),
  );
  await bulkUpdate(
    LineMemberModel,
    rows
      .filter(({ position }) => unnamed.has(position))
      .map(({ position, personId }) => ({ match: { position }, set: { personId, code: newInviteCode() } })) as never[],
  );
}

/** Reads and writes of the line; every call runs in the current tenant. */
export function createLineRepository() {
  const raise = (field: 'position' | 'left' | 'revision' | 'corrections', by = 1): Promise<number> =>
    raiseCounter(LineCounterModel, { match: { line: MAIN_LINE }, field, by, id: newId('lin') });

  return {
    /**
     * Takes the next `count` positions and returns the first. Call it in a transaction: positions that are rolled back
     * are given again, so they have no gap, and what is committed is always a prefix 1 … n.
     */
    takePositions: async (count: number): Promise<number> => (await raise('position', count)) - count + 1,

    /** Takes the number of the next change to an entry, in a transaction. */
    takeRevision: (): Promise<number> => raise('revision'),

    /** Counts a place that is empty from now on, in a transaction; -1 for one that is not any more. */
    countLeft: (by = 1): Promise<number> => raise('left', by),

    /** Of two transactions that come here at once, one waits for what the other has written. */
    beginCorrection: (): Promise<number> => raise('corrections'),

    async counts(): Promise<LineCounts> {
      const counter = await LineCounterModel.findOne({ line: MAIN_LINE }, { _id: 0 }).lean<Partial<LineCounts>>();
      return { position: counter?.position ?? 0, left: counter?.left ?? 0, revision: counter?.revision ?? 0 };
    },

    async insert(members: readonly NewLineMember[]): Promise<void> {
      await bulkInsert(
        LineMemberModel,
        members.map((member) => ({ _id: newId('lin'), ...member, code: newInviteCode(), state: 'shown' })) as never[],
      );
    },

    /** Members from `position` on, up to `last`, newest first, at most `limit`. */
    async newest(limit: number, position = 0, last = Infinity): Promise<LineMemberRow[]> {
      const filter = { position: last === Infinity ? { $gte: position } : { $gte: position, $lte: last } };
      return findRows(LineMemberModel, filter, { projection: PUBLIC_FIELDS, sort: { position: -1 }, limit });
    },

    /** Entries that changed after `revision`, the first change first, at most `limit`. */
    async changedAfter(revision: number, limit: number): Promise<LineMemberRow[]> {
      const filter = { revision: { $gt: revision } };
      return findRows(LineMemberModel, filter, { projection: PUBLIC_FIELDS, sort: { revision: 1 }, limit });
    },

    async find(position: number): Promise<LinePlaceRow | null> {
      return LineMemberModel.findOne({ position }, PLACE_FIELDS).lean<LinePlaceRow>();
    },

    /** Whose invitations these are; who has left has none. */
    async findByCodes(codes: readonly string[]): Promise<(LinePlaceRow & { readonly code: string })[]> {
      const wanted = new Set(codes);
      const of = (field: string) =>
        LineMemberModel.find({ [field]: { $in: codes, $exists: true } }, { ...PLACE_FIELDS, aliases: 1 }).lean<
          (LinePlaceRow & { aliases?: readonly string[] })[]
        >();
      const rows = [...(await of('code')), ...(await of('aliases'))];
      return rows.flatMap(({ aliases = [], ...row }) =>
        [row.code, ...aliases].flatMap((code) => (code !== undefined && wanted.has(code) ? [{ ...row, code }] : [])),
      );
    },

    /** Members after `position` whose place is empty. */
    async countLeftAfter(position: number): Promise<number> {
      return LineMemberModel.countDocuments({ state: 'left', position: { $gt: position } });
    },

    /** Who stands in the line by the invitation of the member at `position`: the newest first, and how many in all. */
    async invitedBy(position: number, limit: number): Promise<{ newest: LineMemberRow[]; count: number }> {
      const filter = { sponsor: position, state: { $ne: 'left' } };
      const sort = { position: -1 } as const;
      const newest = await findRows<LineMemberRow>(LineMemberModel, filter, { projection: PUBLIC_FIELDS, sort, limit });
      return { newest, count: await LineMemberModel.countDocuments(filter) };
    },

    /**
     * Everybody by whose invitation somebody stands in the line and who stands in it themselves: whoever invited most
     * first, of two with the same number whoever stood in the line first.
     */
    async standings(): Promise<Standing[]> {
      const groups = await LineMemberModel.aggregate<{ _id: number; count: number }>([
        { $match: { sponsor: { $gt: 0 }, state: { $ne: 'left' } } },
        { $group: { _id: '$sponsor', count: { $sum: 1 } } },
        { $sort: { count: -1, _id: 1 } },
      ]);
      if (groups.length === 0) return [];
      const rows = await LineMemberModel.find({ state: 'left' }, { _id: 0, position: 1 }).lean<
        { position: number }[]
      >();
      const left = new Set(rows.map(({ position }) => position));
      return groups.flatMap(({ _id: position, count }) => (left.has(position) ? [] : [{ position, count }]));
    },

    /** Members at these positions, in no order. */
    async findMany(positions: readonly number[]): Promise<LineMemberRow[]> {
      if (positions.length === 0) return [];
      return LineMemberModel.find({ position: { $in: [...positions] } }, PUBLIC_FIELDS).lean<LineMemberRow[]>();
    },

    /** How many stand in the line by somebody's invitation. */
    async countInvited(): Promise<number> {
      return LineMemberModel.countDocuments({ sponsor: { $gt: 0 }, state: { $ne: 'left' } });
    },

    async show(position: number, state: 'shown' | 'hidden', revision: number): Promise<void> {
      await LineMemberModel.updateOne({ position }, { $set: { state, revision } });
    },

    /** Leaves an empty place: nothing of the person stays. */
    async clear(position: number, revision: number): Promise<void> {
      await LineMemberModel.updateOne(
        { position },
        {
          $set: { state: 'left', revision, firstName: '', lastInitial: '', personId: null },
          $unset: { code: 1, aliases: 1 },
        },
      );
    },

    async setSponsor(position: number, { sponsor, sponsorCause }: Sponsorship): Promise<void> {
      await LineMemberModel.updateOne({ position }, { $set: { sponsor, sponsorCause } });
    },
  };
}
export type LineRepository = ReturnType<typeof createLineRepository>;
