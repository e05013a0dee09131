import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/**
 * The pictures of one publication. It is noted before its files are stored, so that whatever a crash leaves behind is known
 * and goes.
 */
const templateMediaSchema = new Schema(
  {
    /** Made up for each publication: no two ever share a file, so what goes with one is missed by no other. */
    _id: { type: String, required: true },
    /** `{ kind, picture, files }`: names of files in its folder. */
    pictures: { type: [Schema.Types.Mixed], required: true },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
templateMediaSchema.index({ createdAt: 1 });

export const TemplateMediaModel = defineGlobalModel(
  'TemplateMedia',
  templateMediaSchema,
  'Pictures of templates are the platform’s, and outlive the site that they were published from',
  { collection: 'template_media' },
);
