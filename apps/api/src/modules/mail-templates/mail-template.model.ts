import { LOCALES, MailTemplateKey } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** One version of a mail. Nothing is changed and nothing removed: the one with the highest number is what goes out. */
const templateSchema = new Schema(
  {
    _id: { type: String, required: true },
    key: { type: String, required: true, enum: MailTemplateKey.options },
    locale: { type: String, required: true, enum: LOCALES },
    version: { type: Number, required: true },
    subject: { type: String, required: true },
    preheader: { type: String, default: '' },
    /** As the contract says: blocks or MJML. */
    content: { type: Schema.Types.Mixed, required: true },
    /** Whether it says what Stageline brings, whatever that is by now. */
    isDefault: { type: Boolean, required: true },
    savedBy: { type: String, default: null },
    savedAt: { type: Date, required: true },
  },
  { id: false, minimize: false },
);
templateSchema.index({ key: 1, locale: 1, version: -1 }, { unique: true });

export const MailTemplateModel = defineTenantModel('MailTemplate', templateSchema);
