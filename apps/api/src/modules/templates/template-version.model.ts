import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** A published version: it never changes, because sites are compared with the one they began with. */
const templateVersionSchema = new Schema(
  {
    /** `key@version`: two that publish at once cannot make the same version. */
    _id: { type: String, required: true },
    key: { type: String, required: true },
    version: { type: Number, required: true },
    name: { type: String, required: true },
    description: { type: String, required: true },
    note: { type: String, required: true },
    source: { type: String, required: true, enum: ['folder', 'site'] },
    content: { type: Schema.Types.Mixed, required: true },
    /** Where its pictures lie; null without any. */
    media: { type: String, default: null },
    publishedAt: { type: Date, required: true },
  },
  { id: false },
);
templateVersionSchema.index({ key: 1, version: -1 }, { unique: true });

export const TemplateVersionModel = defineGlobalModel(
  'TemplateVersion',
  templateVersionSchema,
  'Templates are the platform’s and are offered to every site',
  { collection: 'template_versions' },
);
