import { DEFAULT_LOCALE, LOCALES } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** An invitation that waits; accepting it and taking it back both remove it. */
const invitationSchema = new Schema(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    roles: { type: [String], required: true },
    rank: { type: Number, required: true },
    invitedBy: { type: String, default: null },
    /** Of whoever invited; the mail is in it where the address has no account with a language of its own. */
    locale: { type: String, required: true, enum: LOCALES, default: DEFAULT_LOCALE },
    /** SHA-256 of the secret in the link; the secret itself is in the mail only. */
    secretHash: { type: String, required: true },
    sentAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { id: false },
);
invitationSchema.index({ email: 1 }, { unique: true });
invitationSchema.index({ sentAt: -1 });
invitationSchema.index({ roles: 1 });

export const InvitationModel = defineTenantModel('Invitation', invitationSchema);
