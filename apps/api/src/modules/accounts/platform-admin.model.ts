import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const platformAdminSchema = new Schema(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    name: { type: String, required: true },
    passwordHash: { type: String, required: true },
    sessionVersion: { type: Number, required: true, default: 1 },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
platformAdminSchema.index({ email: 1 }, { unique: true });

export const PlatformAdminModel = defineGlobalModel(
  'PlatformAdmin',
  platformAdminSchema,
  'Runs the platform and belongs to no tenant',
);
