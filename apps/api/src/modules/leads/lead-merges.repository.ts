import type { LeadId, LeadMergeId, MembershipId, PersonId } from '@stageline/contracts';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { LeadMergeModel } from './lead-merge.model.ts';

/** A lead and the person that it is of. */
export interface LeadAndPerson {
  readonly leadId: LeadId;
  readonly personId: PersonId;
}
export interface MergeActor {
  readonly at: Date;
  readonly membershipId: MembershipId;
  readonly name: string | null;
}
/** One field of the survivor that a merge has set. */
export interface MergeChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}
/** What was moved, by kind of record; what a kind remembers is its own affair. */
export type MovedRecords = Readonly<Record<string, readonly unknown[]>>;

/** A merge without the documents that it keeps. */
export interface LeadMergeRow {
  readonly _id: LeadMergeId;
  readonly from: LeadAndPerson;
  readonly into: LeadAndPerson;
  readonly fromName: string;
  readonly merged: MergeActor;
  readonly undoUntil: Date;
  readonly active: boolean;
  readonly undone: MergeActor | null;
}
/** All of it. The documents are as the database has them, without their owner. */
export interface LeadMerge extends LeadMergeRow {
  readonly lead: Readonly<Record<string, unknown>> | null;
  readonly person: Readonly<Record<string, unknown>> | null;
  readonly changes: readonly MergeChange[];
  readonly moved: MovedRecords;
  readonly gatherAt?: Date;
}

/** As much of a merge as a timeline reads. */
export type MergedPart = Pick<LeadMerge, '_id' | 'from' | 'fromName' | 'merged' | 'lead' | 'moved'>;

const ROW = { from: 1, into: 1, fromName: 1, merged: 1, undoUntil: 1, active: 1, undone: 1 } as const;
/** Merges that follow each other on the way to a survivor: a circle is impossible, and a limit is cheap. */
const MAX_STEPS = 100;
/** Merges of one lead that are shown. */
const MAX_SHOWN = 100;

/** Merges of the current tenant's leads. */
export const leadMerges = {
  async insert(merge: LeadMerge): Promise<void> {
    await bulkInsert(LeadMergeModel, [merge as never]);
  },

  async find(id: LeadMergeId): Promise<LeadMerge | null> {
    return LeadMergeModel.findOne({ _id: id }, { tenantId: 0 }).lean<LeadMerge>();
  },

  /** The merge by which a lead is part of another now; null for one that stands for itself. */
  async ofFrom(leadId: LeadId): Promise<LeadMergeRow | null> {
    return LeadMergeModel.findOne({ 'from.leadId': leadId, active: true }, ROW).lean<LeadMergeRow>();
  },

  /** What became part of a lead directly and still is, the newest first. */
  async into(leadId: LeadId, limit = MAX_SHOWN): Promise<LeadMergeRow[]> {
    const filter = { 'into.leadId': leadId, active: true };
    return findRows(LeadMergeModel, filter, { projection: ROW, sort: { 'merged.at': -1 }, limit });
  },

  /** The same with what the merges have changed. */
  async changesInto(leadId: LeadId): Promise<Pick<LeadMerge, '_id' | 'changes' | 'merged'>[]> {
    const options = { projection: { changes: 1, merged: 1 }, sort: { 'merged.at': -1 }, limit: MAX_SHOWN } as const;
    return findRows(LeadMergeModel, { 'into.leadId': leadId, active: true }, options);
  },

  async setChanges(id: LeadMergeId, changes: readonly MergeChange[]): Promise<void> {
    await LeadMergeModel.updateOne({ _id: id }, { $set: { changes } });
  },

  /**
   * Adds records that came to light after the merge.
   * @param isLast nobody has to look for more
   * @returns false where it was undone meanwhile
   */
  async addMoved(id: LeadMergeId, moved: MovedRecords, isLast: boolean): Promise<boolean> {
    const lists = Object.entries(moved).filter(([, records]) => records.length > 0);
    const push = Object.fromEntries(lists.map(([kind, records]) => [`moved.${kind}`, { $each: records }]));
    if (lists.length === 0 && !isLast) return true;
    const { matchedCount } = await LeadMergeModel.updateOne({ _id: id, active: true }, {
      ...(lists.length > 0 && { $push: push }),
      ...(isLast && { $unset: { gatherAt: 1 } }),
    } as never);
    return matchedCount === 1;
  },

  /** The documents that it has kept are in their places again. @returns false where somebody else was first */
  async end(id: LeadMergeId, undone: MergeActor): Promise<boolean> {
    const { modifiedCount } = await LeadMergeModel.updateOne({ _id: id, active: true }, {
      $set: { active: false, undone, lead: null, person: null, changes: [], moved: {} },
      $unset: { gatherAt: 1 },
    } as never);
    return modifiedCount === 1;
  },

  /** The lead that an id of a link stands for now: itself, or what it has become part of. */
  async survivorOf(leadId: LeadId): Promise<LeadId> {
    let found = leadId;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const row = await LeadMergeModel.findOne({ 'from.leadId': found, active: true }, { 'into.leadId': 1 }).lean<
        Pick<LeadMergeRow, 'into'>
      >();
      if (row === null) return found;
      found = row.into.leadId;
    }
    return found;
  },

  /** The person that an id stands for now; ids of members are nobody's here and stay as they are. */
  async personOf<T extends string>(personId: T): Promise<T | PersonId> {
    let found: T | PersonId = personId;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const row: Pick<LeadMergeRow, 'into'> | null = await LeadMergeModel.findOne(
        { 'from.personId': found, active: true },
        { 'into.personId': 1 },
      ).lean<Pick<LeadMergeRow, 'into'>>();
      if (row === null) return found;
      found = row.into.personId;
    }
    return found;
  },

  /** Everything that is part of a lead by now, in as many steps as it took: what a timeline tells besides its own. */
  async partsOf(leadId: LeadId): Promise<MergedPart[]> {
    const parts: MergedPart[] = [];
    for (let wanted: readonly LeadId[] = [leadId]; wanted.length > 0 && parts.length < MAX_SHOWN;) {
      const rows: typeof parts = await findRows(
        LeadMergeModel,
        { 'into.leadId': { $in: wanted }, active: true },
        {
          projection: { from: 1, fromName: 1, merged: 1, 'lead.history': 1, 'moved.decisions': 1 },
          sort: { 'merged.at': -1 },
          limit: MAX_SHOWN,
        },
      );
      parts.push(...rows);
      wanted = rows.map(({ from }) => from.leadId);
    }
    return parts;
  },
};
export type LeadMerges = typeof leadMerges;
