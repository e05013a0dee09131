import { admin, DEFAULT_LOCALE, LOCALES, Plan, signups } from '@stageline/contracts';
import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** Names of the unique indexes: MongoDB 4.0 says which index refused a write only in the text of the error. */
export const SLUG_INDEX = 'tenant_slug';
export const PENDING_EMAIL_INDEX = 'tenant_pending_email';

const signupSchema = new Schema(
  {
    id: { type: String, required: true },
    tokenHash: { type: String, required: true },
    name: { type: String, required: true },
    email: { type: String, required: true },
    /** Present until the account exists: two sign-ups for one address cannot both be under way. */
    pendingEmail: { type: String },
    /** Moves to the account in the first step and is then removed from here. */
    passwordHash: { type: String },
    timeZone: { type: String, required: true },
    /** Of the page that carried the form. */
    locale: { type: String, required: true, enum: LOCALES, default: DEFAULT_LOCALE },
    /** What the site begins with. */
    template: { type: String },
    // Ids are chosen at sign-up, so that a step that runs twice meets what it made the first time.
    accountId: { type: String, required: true },
    membershipId: { type: String, required: true },
    sessionId: { type: String, required: true },
    doneSteps: { type: [{ type: String, enum: signups.ProvisioningStep.options }], default: [] },
    failure: { type: String, default: null },
    pending: { type: Boolean, default: true },
    touchedAt: { type: Date, required: true },
  },
  { _id: false, id: false },
);

const suspensionSchema = new Schema(
  {
    reason: { type: String, required: true },
    adminId: { type: String, required: true },
    at: { type: Date, required: true },
    statusBefore: { type: String, required: true, enum: admin.TenantStatus.options },
  },
  { _id: false, id: false },
);

const closingSchema = new Schema(
  {
    reason: { type: String, required: true },
    /** An administrator or the owner's account. */
    by: { type: String, required: true },
    at: { type: Date, required: true },
    statusBefore: { type: String, required: true, enum: admin.TenantStatus.options },
    /** From here on there is no way back: data may be gone already. */
    purgeBegan: { type: Date, default: null },
    /** Documents by collection as the purge found them, before it removed the first. */
    held: { type: Schema.Types.Mixed },
  },
  { _id: false, id: false },
);

/** What the purge found and left, as the proof of it. */
const purgeSchema = new Schema(
  {
    at: { type: Date, required: true },
    removed: { type: Schema.Types.Mixed, required: true },
    left: { type: Schema.Types.Mixed, required: true },
  },
  // An empty list of what is left is the proof; it has to be stored as such.
  { _id: false, id: false, minimize: false },
);

const tenantSchema = new Schema(
  {
    _id: { type: String, required: true },
    slug: { type: String, required: true },
    name: { type: String, required: true },
    status: { type: String, required: true, enum: admin.TenantStatus.options },
    /** Rises with every change that the resolver must know of; an older answer never replaces a newer one in a cache. */
    version: { type: Number, required: true },
    ownerAccountId: { type: String, default: null },
    /** The custom domain that visitors of the site's other hosts are led to, while it is live. */
    primaryHost: { type: String, default: null },
    suspension: { type: suspensionSchema, default: null },
    closing: { type: closingSchema, default: null },
    purge: { type: purgeSchema, default: null },
    /** Made by the platform to test itself: in no list and no count. */
    synthetic: { type: Boolean, default: false },
    /** Only a site that is nobody's business may show simulated members (H-08). */
    kind: { type: String, required: true, enum: ['public', 'demo', 'preview'], default: 'public' },
    signup: { type: signupSchema, required: true },
    plan: { type: String, enum: Plan.options, default: 'free' },
    /** The owner's word that support may not look at the site from inside (L-05). */
    supportForbidden: { type: Boolean, default: false },
    createdAt: { type: Date, required: true },
    activatedAt: { type: Date, default: null },
  },
  { id: false },
);
tenantSchema.index({ slug: 1 }, { unique: true, name: SLUG_INDEX });
tenantSchema.index({ 'signup.id': 1 }, { unique: true });
tenantSchema.index(
  { 'signup.pendingEmail': 1 },
  { unique: true, name: PENDING_EMAIL_INDEX, partialFilterExpression: { 'signup.pendingEmail': { $type: 'string' } } },
);
tenantSchema.index({ 'signup.touchedAt': 1 }, { partialFilterExpression: { 'signup.pending': true } });
tenantSchema.index({ status: 1, _id: -1 });
tenantSchema.index({ synthetic: 1 }, { partialFilterExpression: { synthetic: true } });
tenantSchema.index({ 'closing.at': 1 }, { partialFilterExpression: { status: 'closing' } });

export const TenantModel = defineGlobalModel(
  'Tenant',
  tenantSchema,
  'A tenant is what the other data belongs to; it is looked up by host before any tenant is known',
);
