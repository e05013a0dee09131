import { DEFAULT_LOCALE, LOCALES } from '@stageline/contracts';
import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const accountSchema = new Schema(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    /** When a mailed link showed that the address is theirs; null before. */
    emailVerifiedAt: { type: Date, default: null },
    name: { type: String, required: true },
    passwordHash: { type: String, required: true },
    /** What we write to them is in it. */
    locale: { type: String, required: true, enum: LOCALES, default: DEFAULT_LOCALE },
    /** Part of every session token; raising it ends them all. */
    sessionVersion: { type: Number, required: true, default: 1 },
    /** Where memberships of this account lie; the memberships themselves belong to the tenants. */
    tenantIds: { type: [String], required: true, default: [] },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
accountSchema.index({ email: 1 }, { unique: true });

export const AccountModel = defineGlobalModel(
  'Account',
  accountSchema,
  'One login for the whole platform; memberships tie it to tenants',
);
