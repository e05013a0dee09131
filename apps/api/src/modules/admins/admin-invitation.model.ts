import { AdminRole, type AdminInvitationId } from '@stageline/contracts';
import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** An invitation as it is stored; of the secret in its link only the hash. */
export interface AdminInvitationRow {
  readonly _id: AdminInvitationId;
  readonly email: string;
  readonly role: AdminRole;
  readonly invitedBy: string;
  readonly secretHash: string;
  readonly expiresAt: Date;
}

const adminInvitationSchema = new Schema<AdminInvitationRow>(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    role: { type: String, enum: AdminRole.options, required: true },
    invitedBy: { type: String, required: true },
    secretHash: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { id: false },
);
adminInvitationSchema.index({ email: 1 }, { unique: true });

export const AdminInvitationModel = defineGlobalModel(
  'AdminInvitation',
  adminInvitationSchema,
  'Whom it invites runs the platform and belongs to no tenant',
  { collection: 'admin_invitations' },
);
