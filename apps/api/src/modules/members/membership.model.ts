import { TenantRole } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const membershipSchema = new Schema(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    /** What this site calls them; the account may carry another name elsewhere. */
    name: { type: String, required: true },
    email: { type: String, required: true },
    roles: { type: [{ type: String, enum: TenantRole.options }], required: true },
    /** Whether new leads are assigned to them. */
    active: { type: Boolean, required: true, default: true },
    /** Rises with each lead assigned; the lowest is next. */
    turn: { type: Number, required: true, default: 0 },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
membershipSchema.index({ accountId: 1 }, { unique: true });
membershipSchema.index({ roles: 1, active: 1, turn: 1, _id: 1 });

export const MembershipModel = defineTenantModel('Membership', membershipSchema);
