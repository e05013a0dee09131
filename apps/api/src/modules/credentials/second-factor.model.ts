import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const plain = { _id: false, id: false } as const;
const totpSchema = new Schema(
  {
    /** The seed, sealed (AES-256-GCM) under the owner's id. */
    sealed: { type: String, required: true },
    /** The latest time step (RFC 6238) whose code was accepted; each is accepted once. */
    lastStep: { type: Number, required: true },
    since: { type: Date, required: true },
  },
  plain,
);
const recoveryCodeSchema = new Schema(
  { hash: { type: String, required: true }, usedAt: { type: Date, default: null } },
  plain,
);

const secondFactorSchema = new Schema(
  {
    /** An account's or an administrator's id. */
    _id: { type: String, required: true },
    totp: { type: totpSchema, default: null },
    /** Rises with every removal of a factor, so that two at once meet here and not at the last factor. */
    removals: { type: Number, default: 0 },
    recoveryCodes: { type: [recoveryCodeSchema], required: true, default: [] },
  },
  { id: false },
);

export const SecondFactorModel = defineGlobalModel(
  'SecondFactor',
  secondFactorSchema,
  'Belongs to a login, which is for the whole platform',
);
