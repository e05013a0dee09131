import { assignment } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** What holds for one member, and what the fairness ledger owes them. */
const memberTermsSchema = new Schema(
  {
    membershipId: { type: String, required: true },
    share: { type: Number, required: true },
    capacity: { type: Number, default: null },
    /** In leads, between -1 and 1. */
    credit: { type: Number, required: true },
  },
  { _id: false, id: false },
);

/** How leads are assigned on a site, and the ledger; one row per site, so that decisions of a site come one after the other. */
const settingsSchema = new Schema(
  {
    /** The tenant's id. */
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    enabled: { type: Boolean, required: true },
    method: { type: String, required: true, enum: assignment.AssignmentMethod.options },
    minimumRank: { type: Number, default: null },
    requireActive: { type: Boolean, required: true },
    requireOnline: { type: Boolean, required: true },
    stickyOwner: { type: Boolean, required: true },
    capacity: { type: Number, default: null },
    members: { type: [memberTermsSchema], default: [] },
    /** Rises with every transaction that decides. */
    round: { type: Number, required: true, default: 0 },
  },
  { id: false },
);

export const AssignmentSettingsModel = defineTenantModel('AssignmentSettings', settingsSchema, {
  collection: 'assignment_settings',
});
