import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const undoSchema = new Schema(
  {
    /** The version before the update. */
    version: { type: Number, required: true },
    /** The draft before the update. */
    content: { type: Schema.Types.Mixed, required: true },
    /** What it takes to take the pipelines of the update back. */
    pipelines: { type: [Schema.Types.Mixed], default: [] },
    /** The same of its automations. */
    automations: { type: [Schema.Types.Mixed], default: [] },
    /** The draft's revision after the update; at another one somebody has edited it since. */
    revision: { type: Number, required: true },
  },
  { _id: false, id: false },
);

/** Which version of which template a site was last brought to; one per tenant, so the tenant's id is its `_id`. */
const templateLinkSchema = new Schema(
  {
    _id: { type: String, required: true },
    key: { type: String, required: true },
    version: { type: Number, required: true },
    /** The names that the version was filled with. */
    names: {
      type: new Schema(
        { siteName: { type: String, required: true }, promoterName: { type: String, required: true } },
        { _id: false, id: false },
      ),
      required: true,
    },
    undo: { type: undoSchema, default: null },
    updatedAt: { type: Date, required: true },
  },
  { id: false },
);

export const TemplateLinkModel = defineTenantModel('TemplateLink', templateLinkSchema, {
  collection: 'template_links',
  systemIndexes: [
    { fields: { key: 1, version: 1 }, reason: 'The central admin sees how many sites are on each version.' },
  ],
});
