import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const membershipSchema = new Schema(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    /** What this site calls them; the account may carry another name elsewhere. */
    name: { type: String, required: true },
    email: { type: String, required: true },
    /** Names of roles that every site has, and ids of this site's own. */
    roles: { type: [String], required: true },
    /** What they have achieved with the promoter, 1 to 10. */
    rank: { type: Number, required: true, default: 1 },
    /** Who leads them. */
    leaderId: { type: String, default: null },
    /** When the chain of leaders above somebody was last looked at: two transactions that close a circle collide. */
    chainReadAt: { type: Date, default: null },
    /** When the owners were last told apart: two transactions that both do so collide. */
    ownersCountedAt: { type: Date, default: null },
    /** Whether new leads are assigned to them. */
    active: { type: Boolean, required: true, default: true },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
membershipSchema.index({ accountId: 1 }, { unique: true });
membershipSchema.index({ leaderId: 1, _id: 1 });
membershipSchema.index({ roles: 1, _id: 1 });

export const MembershipModel = defineTenantModel('Membership', membershipSchema);
