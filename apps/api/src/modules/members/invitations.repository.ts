import { DEFAULT_LOCALE, type InvitationId, type Locale, type RoleRef } from '@stageline/contracts';
import { InvitationModel } from './invitation.model.ts';

export interface Invitation {
  readonly id: InvitationId;
  readonly email: string;
  readonly roles: readonly RoleRef[];
  readonly rank: number;
  /** The name of whoever invited. */
  readonly invitedBy: string | null;
  /** Of whoever invited. */
  readonly locale: Locale;
  readonly secretHash: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

/** Reads and writes the invitations of the current tenant that wait. */
export const invitationsRepository = {
  async list(limit: number): Promise<Invitation[]> {
    const rows = await InvitationModel.find({}).sort({ sentAt: -1 }).limit(limit).lean();
    return rows.map((row) => toInvitation(row) as Invitation);
  },
  async find(id: InvitationId): Promise<Invitation | null> {
    return toInvitation(await InvitationModel.findOne({ _id: id }).lean());
  },
  async count(): Promise<number> {
    return InvitationModel.countDocuments({});
  },
  async existsWithRole(role: RoleRef): Promise<boolean> {
    return (await InvitationModel.findOne({ roles: role }, { _id: 1 }).lean()) !== null;
  },
  async insert({ id, roles, ...rest }: Invitation): Promise<void> {
    await InvitationModel.create([{ _id: id, roles: [...roles], ...rest }]);
  },
  async removeByEmail(email: string): Promise<void> {
    await InvitationModel.deleteOne({ email });
  },
  /** A new secret with a new time; the one before ends. */
  async renew(
    id: InvitationId,
    renewal: Pick<Invitation, 'secretHash' | 'sentAt' | 'expiresAt'>,
  ): Promise<Invitation | null> {
    return toInvitation(await InvitationModel.findOneAndUpdate({ _id: id }, { $set: renewal }, { new: true }).lean());
  },
  /** Takes it out if the secret is still this one. @returns whether it was there: of several callers one hears true */
  async take(id: InvitationId, secretHash: string): Promise<boolean> {
    return (await InvitationModel.deleteOne({ _id: id, secretHash })).deletedCount === 1;
  },
  async remove(id: InvitationId): Promise<void> {
    await InvitationModel.deleteOne({ _id: id });
  },
};

function toInvitation(row: unknown): Invitation | null {
  if (row === null) return null;
  const { _id, tenantId: _tenantId, ...rest } = row as { _id: InvitationId; tenantId?: string };
  // One from before there was a choice has none.
  return { id: _id, locale: DEFAULT_LOCALE, ...rest } as Invitation;
}
