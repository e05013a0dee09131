import type { PasskeyId } from '@stageline/contracts';
import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';
import type { FactorOwner } from './owner.ts';

/** A passkey as it is stored. */
export interface PasskeyRow {
  readonly _id: PasskeyId;
  /** Whose it is; also the user handle that the authenticator keeps. */
  readonly ownerId: FactorOwner;
  /** Base64url, as the authenticator made it. */
  readonly credentialId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  /** Uses, as the authenticator counts them; many always say 0. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** The relying party that it was made for. */
  readonly rpId: string;
  readonly name: string;
  readonly synced: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const passkeySchema = new Schema<PasskeyRow>(
  {
    _id: { type: String, required: true },
    ownerId: { type: String, required: true },
    credentialId: { type: String, required: true },
    publicKey: { type: String, required: true },
    counter: { type: Number, required: true },
    transports: { type: [String], required: true, default: [] },
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
