import type { DuplicateId, DuplicateReason, LeadId, LeadMergeId, MembershipId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, bulkUpdate, findRows } from '@stageline/tenancy';
import { LeadDuplicateModel } from './duplicate.model.ts';

export interface Dismissal {
  readonly at: Date;
  readonly membershipId: MembershipId;
  readonly name: string | null;
  readonly mergeId?: LeadMergeId;
}
export interface DuplicateRow {
  readonly _id: DuplicateId;
  readonly pair: string;
  readonly leadIds: readonly [LeadId, LeadId];
  readonly state: 'open' | 'dismissed' | 'gone';
  readonly reasons: readonly DuplicateReason[];
  readonly score: number;
  readonly foundAt: Date;
  readonly dismissed: Dismissal | null;
}
/** A pair that looks alike. */
export interface Suspicion {
  readonly leadIds: readonly [LeadId, LeadId];
  readonly reasons: readonly DuplicateReason[];
}
export interface DuplicateCursor {
  readonly score: number;
  readonly id: string;
}

const FIELDS = { pair: 1, leadIds: 1, state: 1, reasons: 1, score: 1, foundAt: 1, dismissed: 1 } as const;
const WEIGHTS: Readonly<Record<DuplicateReason, number>> = {
  'same-phone': 50,
  'same-mailbox': 45,
  'same-name-and-company': 30,
  'similar-name-and-company': 20,
  'same-name': 10,
};
const pairOf = (leadIds: readonly LeadId[]): string => leadIds.toSorted().join(' ');
const scoreOf = (reasons: readonly DuplicateReason[]) => reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0);
/** Pairs of one lead: it has few that it is compared with. */
const MAX_OF_LEAD = 500;

/** Pairs of the current tenant's leads that may be the same person. */
export const duplicates = {
  async find(id: DuplicateId): Promise<DuplicateRow | null> {
    return LeadDuplicateModel.findOne({ _id: id }, FIELDS).lean<DuplicateRow>();
  },

  /** The most likely first, one index read in its order. */
  async page(state: 'open' | 'dismissed', after: DuplicateCursor | undefined, limit: number): Promise<DuplicateRow[]> {
    const below =
      after === undefined
        ? {}
        : {
            score: { $lte: after.score },
            $or: [{ score: { $lt: after.score } }, { score: after.score, _id: { $lt: after.id } }],
          };
    const sort = { score: -1, _id: -1 } as const;
    return findRows(LeadDuplicateModel, { state, ...below }, { projection: FIELDS, sort, limit });
  },

  /** @param limit from where on it is not counted */
  async countOpen(limit: number): Promise<number> {
    return LeadDuplicateModel.countDocuments({ state: 'open' }).limit(limit);
  },

  /**
   * Writes what a comparison has found; what somebody has said of a pair stays.
   * @returns whether any of it was not known
   */
  async suspect(found: readonly Suspicion[], at: Date): Promise<boolean> {
    const byPair = new Map(found.map((each) => [pairOf(each.leadIds), each]));
    const known = await LeadDuplicateModel.find({ pair: { $in: [...byPair.keys()] } }, FIELDS).lean<DuplicateRow[]>();
    const changes = known.flatMap(({ _id, pair, state, reasons, dismissed }) => {
      const now = byPair.get(pair)!;
      byPair.delete(pair);
      const isSame = state !== 'gone' && reasons.join() === now.reasons.join();
      if (isSame) return [];
      const set = {
        state: dismissed === null ? 'open' : 'dismissed',
        reasons: now.reasons,
        score: scoreOf(now.reasons),
      };
      return [{ match: { _id }, set: { ...set, ...(state === 'gone' && { foundAt: at }) } }];
    });
    if (changes.length > 0) await bulkUpdate(LeadDuplicateModel, changes as never[]);
    const rows = [...byPair].map(([pair, { leadIds, reasons }]) => ({
      _id: newId('dup'),
      pair,
      leadIds: leadIds.toSorted(),
      state: 'open',
      reasons,
      score: scoreOf(reasons),
      foundAt: at,
      dismissed: null,
    }));
    if (rows.length > 0) await bulkInsert(LeadDuplicateModel, rows as never[]);
    return changes.length + rows.length > 0;
  },

  /** Closes the open pairs of these leads that are not among those that look alike. */
  async forgetOthers(leadIds: readonly LeadId[], found: readonly Suspicion[]): Promise<void> {
    const pairs = found.map((each) => pairOf(each.leadIds));
    await LeadDuplicateModel.updateMany(
      { leadIds: { $in: [...leadIds] }, state: 'open', pair: { $nin: pairs } },
      { $set: { state: 'gone' } },
    );
  },

  /** Closes a pair of which one lead is not there. */
  async close(ids: readonly DuplicateId[]): Promise<void> {
    if (ids.length === 0) return;
    await LeadDuplicateModel.updateMany({ _id: { $in: [...ids] }, state: 'open' }, { $set: { state: 'gone' } });
  },

  /** Says that a pair is two people, or takes that back. @returns null where it is so already */
  async dismiss(id: DuplicateId, dismissed: Dismissal | null): Promise<DuplicateRow | null> {
    const [from, to] = dismissed === null ? ['dismissed', 'open'] : ['open', 'dismissed'];
    return LeadDuplicateModel.findOneAndUpdate(
      { _id: id, state: from },
      { $set: { state: to, dismissed } },
      { new: true, projection: FIELDS },
    ).lean<DuplicateRow>();
  },

  /** One lead became part of another: nothing is suspected of it, and whom it was not, the other is not either. */
  async join(mergeId: LeadMergeId, from: LeadId, into: LeadId, at: Date): Promise<void> {
    const options = { projection: FIELDS, sort: { _id: 1 }, limit: MAX_OF_LEAD } as const;
    const rows = await findRows<DuplicateRow>(LeadDuplicateModel, { leadIds: from }, options);
    const carried = rows.flatMap(({ leadIds, dismissed, reasons }) => {
      const other = leadIds.find((id) => id !== from)!;
      return dismissed === null || other === into ? [] : [{ leadIds: [other, into] as const, dismissed, reasons }];
    });
    await LeadDuplicateModel.updateMany({ leadIds: from, state: { $ne: 'gone' } }, { $set: { state: 'gone' } });
    await duplicates.suspect(carried, at);
    const marks = carried.map(({ leadIds, dismissed }) => ({
      match: { pair: pairOf(leadIds), state: 'open' },
      set: { state: 'dismissed', dismissed: { ...dismissed, mergeId } },
    }));
    if (marks.length > 0) await bulkUpdate(LeadDuplicateModel, marks as never[]);
  },

  /** It is a lead of its own again: what was said of it is, and what was carried over to the other is taken back. */
  async part(mergeId: LeadMergeId, from: LeadId, into: LeadId): Promise<void> {
    await LeadDuplicateModel.updateMany(
      { leadIds: into, 'dismissed.mergeId': mergeId, state: 'dismissed' },
      { $set: { state: 'gone', dismissed: null } },
    );
    await LeadDuplicateModel.updateMany(
      { leadIds: from, state: 'gone', dismissed: { $ne: null } },
      { $set: { state: 'dismissed' } },
    );
  },
};
