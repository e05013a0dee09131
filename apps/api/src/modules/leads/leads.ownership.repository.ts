import type { AssignmentCause, LeadId, MembershipId, StageKind } from '@stageline/contracts';
import { leadQuery, ownerToken } from './leads.filter.ts';
import { LeadModel } from './leads.model.ts';
import type { LeadAssignee, LeadPerson, LeadScope, PastOwner } from './leads.types.ts';

/** A lead as far as its assignment needs it. */
export interface OwnedLead {
  readonly _id: LeadId;
  readonly person: Pick<LeadPerson, 'firstName' | 'lastName'>;
  readonly assignee: LeadAssignee | null;
  readonly outcome: StageKind;
  /** Oldest first. */
  readonly owners?: readonly PastOwner[];
}

/** What one member has in hand, and what became of the rest. */
export interface Holding {
  readonly open: number;
  readonly won: number;
  /** Won or lost. */
  readonly decided: number;
}

const OWNED = { 'person.firstName': 1, 'person.lastName': 1, assignee: 1, outcome: 1, owners: 1 } as const;
const WAITING = { 'assignee.membershipId': null, outcome: 'open' } as const;
const countIf = (outcome: string) => ({ $sum: { $cond: [{ $eq: ['$outcome', outcome] }, 1, 0] } });

/** Past owners that are kept per lead. */
const MAX_OWNERS = 100;

/** Whose leads are: who writes it keeps the history. Every call runs in the current tenant. */
export const leadOwnership = {
  /** @param scope who asks; the product itself sees all */
  async find(leadId: LeadId, scope: LeadScope = { kind: 'all' }): Promise<OwnedLead | null> {
    return LeadModel.findOne({ _id: leadId, ...leadQuery(scope) }, OWNED).lean<OwnedLead>();
  },

  /** Open leads that nobody has, in the order in which they came. */
  async waiting(limit: number): Promise<OwnedLead[]> {
    return LeadModel.find(WAITING, OWNED).sort({ createdAt: 1, _id: 1 }).limit(limit).lean<OwnedLead[]>();
  },

  async countWaiting(): Promise<number> {
    return LeadModel.countDocuments(WAITING);
  },

  /** Open leads of a member, oldest first. */
  async openOf(membershipId: MembershipId, limit: number): Promise<OwnedLead[]> {
    return LeadModel.find({ 'assignee.membershipId': membershipId, outcome: 'open' }, OWNED)
      .sort({ createdAt: 1, _id: 1 })
      .limit(limit)
      .lean<OwnedLead[]>();
  },

  /** Members without a lead are missing. */
  async holdings(membershipIds: readonly MembershipId[]): Promise<Map<MembershipId, Holding>> {
    const rows = await LeadModel.aggregate<{ _id: MembershipId; open: number; won: number; lost: number }>([
      { $match: { 'assignee.membershipId': { $in: [...membershipIds] } } },
      {
        $group: {
          _id: '$assignee.membershipId',
          open: countIf('open'),
          won: countIf('won'),
          lost: countIf('lost'),
        },
      },
    ]);
    return new Map(rows.map(({ _id, open, won, lost }) => [_id, { open, won, decided: won + lost }]));
  },

  /**
   * Hands a lead over, if it is still whose it was.
   * @param to null for nobody: it waits again
   * @returns false when somebody else has it by now
   */
  async handOver(
    leadId: LeadId,
    from: LeadAssignee | null,
    to: LeadAssignee | null,
    change: { readonly at: Date; readonly cause: AssignmentCause },
  ): Promise<boolean> {
    const readers = ownerToken(from?.membershipId);
    const match = { _id: leadId, 'assignee.membershipId': from?.membershipId ?? null, readers };
    const { modifiedCount } = await LeadModel.updateOne(match, {
      $set: { assignee: to, 'readers.$': ownerToken(to?.membershipId) },
      ...(from !== null && { $push: { owners: { $each: [pastOwner(from, change)], $slice: -MAX_OWNERS } } }),
    } as never);
    return modifiedCount === 1;
  },
};
export type LeadOwnership = typeof leadOwnership;

const pastOwner = (
  { membershipId, name, at: from, response }: LeadAssignee,
  { at: until, cause }: { readonly at: Date; readonly cause: AssignmentCause },
): PastOwner => ({
  membershipId,
  name,
  from,
  until,
  cause,
  dueAt: response?.dueAt ?? null,
  answeredAt: response?.touchedAt ?? null,
});
