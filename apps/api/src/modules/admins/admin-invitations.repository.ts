import type { AdminInvitationId } from '@stageline/contracts';
import { AdminInvitationModel, type AdminInvitationRow } from './admin-invitation.model.ts';

export type AdminInvitation = Omit<AdminInvitationRow, '_id'> & { readonly id: AdminInvitationId };

/** Reads and writes invitations to administer the platform. */
export const adminInvitationsRepository = {
  async list(): Promise<AdminInvitation[]> {
    return (await AdminInvitationModel.find({}).sort({ _id: -1 }).lean()).map(toInvitation);
  },
  async find(id: AdminInvitationId): Promise<AdminInvitation | null> {
    const row = await AdminInvitationModel.findById(id).lean();
    return row === null ? null : toInvitation(row);
  },
  async insert({ id, ...rest }: AdminInvitation): Promise<void> {
    await AdminInvitationModel.create([{ _id: id, ...rest }]);
  },
  async removeByEmail(email: string): Promise<void> {
    await AdminInvitationModel.deleteOne({ email });
  },
  /** @returns whether it was there, with this secret where one is given */
  async take(id: AdminInvitationId, secretHash?: string): Promise<boolean> {
    const filter = secretHash === undefined ? { _id: id } : { _id: id, secretHash };
    return (await AdminInvitationModel.deleteOne(filter)).deletedCount === 1;
  },
};

const toInvitation = ({ _id: id, ...rest }: AdminInvitationRow): AdminInvitation => ({ id, ...rest });
