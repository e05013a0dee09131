import type { LeadId, leads, PersonId, SessionId } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import type { HeldPlace } from '../line/index.ts';
import { foundBy } from './found-by.ts';
import { leadQuery } from './leads.filter.ts';
import { LeadModel } from './leads.model.ts';
import type { LeadAssignee, LeadPerson, LeadRow, LeadScope, PastOwner, StageChange } from './leads.types.ts';

/** A lead with all that the database has of it. */
export interface WholeLead extends LeadRow {
  readonly personId: PersonId;
  readonly sessionId: SessionId | null;
  readonly linePosition: number | null;
  readonly places?: readonly HeldPlace[];
  readonly via: string | null;
  readonly source: leads.LeadSource;
  readonly history: readonly StageChange[];
  readonly owners: readonly PastOwner[];
  readonly readers: readonly string[];
}

/** What a merge may set of the lead that stays. */
export interface MergedFields {
  readonly person: LeadPerson;
  readonly pipelineId: LeadRow['pipelineId'];
  readonly stage: LeadRow['stage'];
  readonly outcome: LeadRow['outcome'];
  readonly stageChangedAt: Date;
  readonly history: readonly StageChange[];
  readonly assignee: LeadAssignee | null;
  readonly owners: readonly PastOwner[];
  readonly readers: readonly string[];
  readonly source: leads.LeadSource;
  readonly via: string | null;
  readonly sessionId: SessionId | null;
  readonly attendance: Readonly<Record<string, number>>;
  readonly linePosition: number | null;
  readonly places: readonly HeldPlace[];
}

const WHOLE = { tenantId: 0 } as const;

/** Leads as a merge takes them out, changes them and puts them back; always in its transaction. */
export const mergingLeads = {
  /** Those of them that the reader sees. */
  async find(scope: LeadScope, leadIds: readonly LeadId[]): Promise<WholeLead[]> {
    return LeadModel.find({ _id: { $in: [...leadIds] }, ...leadQuery(scope) }, WHOLE).lean<WholeLead[]>();
  },

  /** Takes a lead out of everything that finds leads, if it still has this version. */
  async take(leadId: LeadId, version: number): Promise<boolean> {
    return (await LeadModel.deleteOne({ _id: leadId, version })).deletedCount === 1;
  },

  /** Puts one back that was taken out. */
  async putBack(lead: WholeLead): Promise<void> {
    await bulkInsert(LeadModel, [{ ...lead, ...foundBy(lead.person) } as never]);
  },

  /** Changes the lead that stays, if it still has this version. */
  async change(leadId: LeadId, version: number, { places, ...set }: MergedFields): Promise<boolean> {
    const { modifiedCount } = await LeadModel.updateOne({ _id: leadId, version }, {
      $set: { ...set, ...foundBy(set.person), ...(places.length > 1 && { places }) },
      ...(places.length < 2 && { $unset: { places: 1 } }),
      $inc: { version: 1 },
    } as never);
    return modifiedCount === 1;
  },
};
export type MergingLeads = typeof mergingLeads;
