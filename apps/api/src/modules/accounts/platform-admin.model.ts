import { AdminRole, DEFAULT_LOCALE, LOCALES } from '@stageline/contracts';
import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const platformAdminSchema = new Schema(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    name: { type: String, required: true },
    /** What they may do: the contracts' adminRolePermissions. */
    role: { type: String, enum: AdminRole.options, required: true },
    passwordHash: { type: String, required: true },
    /** What we write to them is in it. */
    locale: { type: String, required: true, enum: LOCALES, default: DEFAULT_LOCALE },
    sessionVersion: { type: Number, required: true, default: 1 },
    createdAt: { type: Date, required: true },
    /** Written to all owners by whoever takes one away, so that two who do so at once collide. */
    ownersCountedAt: { type: Date, default: null },
  },
  { id: false },
);
platformAdminSchema.index({ email: 1 }, { unique: true });

export const PlatformAdminModel = defineGlobalModel(
  'PlatformAdmin',
  platformAdminSchema,
  'Runs the platform and belongs to no tenant',
);
