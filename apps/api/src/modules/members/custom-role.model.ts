import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const customRoleSchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true, default: 1 },
    name: { type: String, required: true },
    /** The name as it is compared: one role of a name per site, whatever its case. */
    nameKey: { type: String, required: true },
    permissions: { type: [String], required: true },
    /** When somebody was last given the role: it cannot be removed in the same moment. */
    heldAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
customRoleSchema.index({ nameKey: 1 }, { unique: true });

export const CustomRoleModel = defineTenantModel('CustomRole', customRoleSchema);
