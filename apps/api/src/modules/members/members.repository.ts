import type { AccountId, MembershipId, RoleRef } from '@stageline/contracts';
import { MembershipModel } from './membership.model.ts';

export interface Membership {
  readonly id: MembershipId;
  readonly accountId: AccountId;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly RoleRef[];
  /** 1 to 10. */
  readonly rank: number;
  /** Whether new leads are assigned to them. */
  readonly active: boolean;
  /** Who leads them. */
  readonly leaderId?: MembershipId | null;
  readonly createdAt: Date;
}

const FIELDS = { accountId: 1, name: 1, email: 1, roles: 1, rank: 1, active: 1, leaderId: 1, createdAt: 1 } as const;

/** Reads and writes the memberships of the current tenant. */
export const membersRepository = {
  async list(): Promise<Membership[]> {
    const rows = await MembershipModel.find({}, FIELDS).sort({ _id: 1 }).lean();
    return rows.map((row) => toMembership(row) as Membership);
  },
  async find(id: MembershipId): Promise<Membership | null> {
    return toMembership(await MembershipModel.findOne({ _id: id }, FIELDS).lean());
  },
  async findMany(ids: readonly MembershipId[]): Promise<Membership[]> {
    const rows = await MembershipModel.find({ _id: { $in: [...ids] } }, FIELDS).lean();
    return rows.map((row) => toMembership(row) as Membership);
  },
  async findByAccount(accountId: AccountId): Promise<Membership | null> {
    return toMembership(await MembershipModel.findOne({ accountId }, FIELDS).lean());
  },
  async owners(): Promise<Membership[]> {
    const rows = await MembershipModel.find({ roles: 'owner' }, FIELDS).sort({ _id: 1 }).lean();
    return rows.map((row) => toMembership(row) as Membership);
  },
  async insert(membership: Membership): Promise<void> {
    const { id, roles, ...rest } = membership;
    await MembershipModel.create([{ _id: id, roles: [...roles], ...rest }]);
  },
  async setActive(id: MembershipId, active: boolean): Promise<Membership | null> {
    const row = await MembershipModel.findOneAndUpdate(
      { _id: id },
      { $set: { active } },
      { new: true, projection: FIELDS },
    ).lean();
    return toMembership(row);
  },
  async ledBy(leaderId: MembershipId): Promise<MembershipId[]> {
    const rows = await MembershipModel.find({ leaderId }, { _id: 1 }).sort({ _id: 1 }).lean();
    return rows.map(({ _id }) => _id as MembershipId);
  },
  /** Marks a member's leader as read, so that whoever changes it in another transaction collides; null for an unknown one. */
  async readLeader(id: MembershipId, now: Date): Promise<{ leaderId: MembershipId | null } | null> {
    const options = { new: true, projection: { _id: 0, leaderId: 1 } } as const;
    const row = await MembershipModel.findOneAndUpdate({ _id: id }, { $set: { chainReadAt: now } }, options).lean();
    return row === null ? null : { leaderId: (row.leaderId ?? null) as MembershipId | null };
  },
  async setLeader(id: MembershipId, leaderId: MembershipId | null): Promise<Membership | null> {
    const options = { new: true, projection: FIELDS } as const;
    return toMembership(await MembershipModel.findOneAndUpdate({ _id: id }, { $set: { leaderId } }, options).lean());
  },
  /** Nobody is led by somebody who is not there. */
  async releaseLed(leaderId: MembershipId): Promise<void> {
    await MembershipModel.updateMany({ leaderId }, { $set: { leaderId: null } });
  },
  async setRoles(id: MembershipId, roles: readonly RoleRef[], rank: number): Promise<Membership | null> {
    const change = { $set: { roles: [...roles], rank } };
    return toMembership(
      await MembershipModel.findOneAndUpdate({ _id: id }, change, { new: true, projection: FIELDS }).lean(),
    );
  },
  async remove(id: MembershipId): Promise<void> {
    await MembershipModel.deleteOne({ _id: id });
  },
  async accountsWithRoles(roles: readonly RoleRef[]): Promise<AccountId[]> {
    const rows = await MembershipModel.find({ roles: { $in: [...roles] } }, { accountId: 1 }).lean();
    return rows.map(({ accountId }) => accountId as AccountId);
  },
  async withRole(role: RoleRef): Promise<Membership[]> {
    const rows = await MembershipModel.find({ roles: role }, FIELDS).lean();
    return rows.map((row) => toMembership(row) as Membership);
  },
  count: (): Promise<number> => MembershipModel.countDocuments({}),

  async countWithRole(role: RoleRef): Promise<number> {
    return MembershipModel.countDocuments({ roles: role });
  },
  /**
   * How many owners there are besides one member. Writes to all of them, so that of two transactions that each take an
   * owner away only one commits: the other runs again and counts anew.
   */
  async countOtherOwners(id: MembershipId, now: Date): Promise<number> {
    await MembershipModel.updateMany({ roles: 'owner' }, { $set: { ownersCountedAt: now } });
    return MembershipModel.countDocuments({ roles: 'owner', _id: { $ne: id } });
  },
};

function toMembership(row: unknown): Membership | null {
  if (row === null) return null;
  const { _id, tenantId: _tenantId, ...rest } = row as { _id: string; tenantId?: string };
  return { id: _id, ...rest } as Membership;
}
