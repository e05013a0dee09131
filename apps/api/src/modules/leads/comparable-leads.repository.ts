import type { LeadId } from '@stageline/contracts';
import { bulkUpdate, findRows } from '@stageline/tenancy';
import { leadQuery } from './leads.filter.ts';
import { LeadModel } from './leads.model.ts';
import { LIST_FIELDS } from './leads.repository.ts';
import type { LeadPerson, LeadRow, LeadScope } from './leads.types.ts';

/** A lead as it is compared with others. */
export interface ComparableLead {
  readonly _id: LeadId;
  readonly person: LeadPerson;
  readonly duplicateKeys: readonly string[];
}

const FIELDS = { person: 1, duplicateKeys: 1 } as const;

/** Leads of the current tenant, as far as it takes to find those that may be the same person. */
export const comparableLeads = {
  /** Those that nobody has compared since who they are was written, by an index that holds nothing else. */
  async unchecked(limit: number): Promise<ComparableLead[]> {
    return findRows(LeadModel, { unchecked: true }, { projection: FIELDS, sort: { unchecked: 1, _id: 1 }, limit });
  },

  /**
   * Who shares each of these keys, where that is more than one lead and not more than `most`: what many share says nothing.
   * Answered by the index of the keys.
   */
  async sharing(keys: readonly string[], most: number): Promise<LeadId[][]> {
    const among = { duplicateKeys: { $in: [...keys] } };
    const groups = await LeadModel.aggregate<{ ids: LeadId[] }>([
      { $match: among },
      { $project: { duplicateKeys: 1 } },
      { $unwind: '$duplicateKeys' },
      { $match: among },
      { $group: { _id: '$duplicateKeys', ids: { $push: '$_id' }, count: { $sum: 1 } } },
      { $match: { count: { $gt: 1, $lte: most } } },
      { $project: { _id: 0, ids: 1 } },
    ]);
    return groups.map(({ ids }) => ids);
  },

  async find(leadIds: readonly LeadId[]): Promise<ComparableLead[]> {
    const filter = { _id: { $in: [...leadIds] } };
    return findRows(LeadModel, filter, { projection: FIELDS, sort: { _id: 1 }, limit: leadIds.length });
  },

  /** Those of them that the reader sees, as lists show them. */
  async seen(scope: LeadScope, leadIds: readonly LeadId[]): Promise<Map<LeadId, LeadRow>> {
    if (leadIds.length === 0) return new Map();
    const filter = { _id: { $in: [...leadIds] }, ...leadQuery(scope) };
    const rows = await findRows<LeadRow>(LeadModel, filter, {
      projection: LIST_FIELDS,
      sort: { _id: 1 },
      limit: leadIds.length,
    });
    return new Map(rows.map((row) => [row._id, row]));
  },

  /** They are compared; whose keys have changed meanwhile is to be compared again. */
  async setChecked(leads: readonly ComparableLead[]): Promise<void> {
    const rows = leads.map(({ _id, duplicateKeys }) => ({ match: { _id, duplicateKeys }, set: { unchecked: false } }));
    await bulkUpdate(LeadModel, rows as never[]);
  },
};
