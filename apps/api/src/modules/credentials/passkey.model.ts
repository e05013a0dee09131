import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const passkeySchema = new Schema(
  {
    _id: { type: String, required: true },
    /** An account's or an administrator's id; also the user handle that the authenticator keeps. */
    ownerId: { type: String, required: true },
    /** Base64url, as the authenticator made it. */
    credentialId: { type: String, required: true },
    /** COSE key, base64url. */
    publicKey: { type: String, required: true },
    /** Uses, as the authenticator counts them; many always say 0. */
    counter: { type: Number, required: true },
    transports: { type: [String], required: true, default: [] },
    /** The relying party that it was made for. */
    rpId: { type: String, required: true },
    name: { type: String, required: true },
    synced: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    lastUsedAt: { type: Date, default: null },
  },
  { id: false },
);
passkeySchema.index({ credentialId: 1 }, { unique: true });
passkeySchema.index({ ownerId: 1 });

export const PasskeyModel = defineGlobalModel(
  'Passkey',
  passkeySchema,
  'Belongs to a login, which is for the whole platform',
);
