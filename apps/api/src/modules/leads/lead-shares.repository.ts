import type { LeadId, MembershipId } from '@stageline/contracts';
import { leadQuery, shareToken } from './leads.filter.ts';
import { LeadModel } from './leads.model.ts';
import type { LeadAssignee, LeadPerson, LeadScope } from './leads.types.ts';

/** A lead as far as it is shared. */
export interface SharedLead {
  readonly _id: LeadId;
  readonly person: Pick<LeadPerson, 'firstName' | 'lastName'>;
  readonly assignee: LeadAssignee | null;
  readonly sharedWith: readonly MembershipId[];
}

const FIELDS = { 'person.firstName': 1, 'person.lastName': 1, assignee: 1, readers: 1 } as const;
type Stored = Omit<SharedLead, 'sharedWith'> & { readonly readers: readonly string[] };

const SHARE = shareToken('' as MembershipId);
const sharedWith = (readers: readonly string[] = []): MembershipId[] =>
  readers.filter((token) => token.startsWith(SHARE)).map((token) => token.slice(SHARE.length) as MembershipId);

/** With whom leads are shared; every call runs in the current tenant. */
export const leadShares = {
  async find(scope: LeadScope, leadId: LeadId): Promise<SharedLead | null> {
    const lead = await LeadModel.findOne({ _id: leadId, ...leadQuery(scope) }, FIELDS).lean<Stored>();
    if (lead === null) return null;
    const { readers, ...rest } = lead;
    return { ...rest, sharedWith: sharedWith(readers) };
  },

  /** Members with whom each of these is shared. */
  async readersOfAll(leadIds: readonly LeadId[]): Promise<Map<LeadId, MembershipId[]>> {
    const leads = await LeadModel.find({ _id: { $in: [...leadIds] } }, { readers: 1 }).lean<
      Pick<Stored, '_id' | 'readers'>[]
    >();
    return new Map(leads.map(({ _id, readers }) => [_id, sharedWith(readers)]));
  },

  /** @returns false where it was shared with them already, or with as many as it may be */
  async add(leadId: LeadId, membershipId: MembershipId, atMost: number): Promise<boolean> {
    const token = shareToken(membershipId);
    // One of the tokens is the owner's.
    const match = { _id: leadId, readers: { $ne: token }, [`readers.${atMost}`]: { $exists: false } };
    return (await LeadModel.updateOne(match, { $push: { readers: token } })).modifiedCount === 1;
  },

  /** @returns false where it was not shared with them */
  async remove(leadId: LeadId, membershipId: MembershipId): Promise<boolean> {
    const readers = shareToken(membershipId);
    return (await LeadModel.updateOne({ _id: leadId, readers }, { $pull: { readers } })).modifiedCount === 1;
  },

  /** Takes a member who left out of everything that was shared with them. */
  async forget(membershipId: MembershipId): Promise<void> {
    const readers = shareToken(membershipId);
    await LeadModel.updateMany({ readers }, { $pull: { readers } });
  },
};
export type LeadSharesRepository = typeof leadShares;
