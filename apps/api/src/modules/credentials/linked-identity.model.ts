import { IdentityProvider } from '@stageline/contracts';
import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const linkedIdentitySchema = new Schema(
  {
    /** Issuer and subject, so that one log-in belongs to one account (OpenID Connect Core, 2). */
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    provider: { type: String, required: true, enum: IdentityProvider.options },
    issuer: { type: String, required: true },
    subject: { type: String, required: true },
    /** The address at the provider when it was linked, for people to recognise it; it identifies nobody. */
    email: { type: String, default: null },
    linkedAt: { type: Date, required: true },
  },
  { id: false },
);
linkedIdentitySchema.index({ accountId: 1, provider: 1 }, { unique: true });

export const LinkedIdentityModel = defineGlobalModel(
  'LinkedIdentity',
  linkedIdentitySchema,
  'Belongs to a login, which is for the whole platform',
);
