import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const { Mixed } = Schema.Types;
const plain = { id: false } as const;
const author = {
  membershipId: { type: String, default: null },
  name: { type: String, required: true },
} as const;

/**
 * What visitors see: one per tenant, so the tenant's id is its `_id`. The contract's zod shapes are the schema of the parts;
 * a part that an older row does not have takes its default when it is read.
 */
const siteSchema = new Schema(
  {
    _id: { type: String, required: true },
    theme: { type: Mixed, required: true },
    profile: { type: Mixed, required: true },
    line: { type: Mixed, required: true },
    settings: { type: Mixed },
    logo: { type: Mixed },
    background: { type: Mixed },
    videos: { type: [Mixed], default: undefined },
    blocks: { type: [Mixed], default: undefined },
    customCss: { type: String },
    disclosure: { type: String },
    registration: { type: Mixed },
    /** `customCss` as a page gets it: scoped and checked. */
    styleText: { type: String },
    /** Number of the published version. */
    version: { type: Number, required: true },
    updatedAt: { type: Date, required: true },
  },
  plain,
);
export const SiteModel = defineTenantModel('Site', siteSchema);

/** What the owner is working on: one per tenant, under the tenant's id. */
const siteDraftSchema = new Schema(
  {
    _id: { type: String, required: true },
    revision: { type: Number, required: true },
    content: { type: Mixed, required: true },
    updatedAt: { type: Date, required: true },
    updatedBy: { type: new Schema(author, { _id: false, id: false }), required: true },
  },
  plain,
);
export const SiteDraftModel = defineTenantModel('SiteDraft', siteDraftSchema, { collection: 'site_drafts' });

/** A published version: written once, never changed. `_id` is `<tenantId>.<number>`. */
const siteVersionSchema = new Schema(
  {
    _id: { type: String, required: true },
    number: { type: Number, required: true },
    content: { type: Mixed, required: true },
    styleText: { type: String, default: '' },
    changes: { type: [Mixed], required: true },
    restoredFrom: { type: Number, default: null },
    publishedAt: { type: Date, required: true },
    publishedBy: { type: new Schema(author, { _id: false, id: false }), required: true },
  },
  plain,
);
siteVersionSchema.index({ number: -1 }, { unique: true });
export const SiteVersionModel = defineTenantModel('SiteVersion', siteVersionSchema, { collection: 'site_versions' });

/** A picture whose files are stored. `_id` is `<tenantId>.<picture id>`. */
const sitePictureSchema = new Schema(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true, enum: ['logo', 'background'] },
    picture: { type: Mixed, required: true },
    /** Names of its files among the tenant's media. */
    files: { type: [String], required: true },
    /** When it was uploaded or a draft last named it; one that nothing names any more goes some time after. */
    usedAt: { type: Date, required: true },
  },
  plain,
);
sitePictureSchema.index({ usedAt: 1 });
export const SitePictureModel = defineTenantModel('SitePicture', sitePictureSchema, { collection: 'site_pictures' });
