import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** A file of a masterclass. */
const materialSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    name: { type: String, required: true },
    bytes: { type: Number, required: true },
    pages: { type: Number, required: true },
    state: { type: String, required: true, enum: ['processing', 'ready', 'failed'] },
    pagesReady: { type: Number, required: true },
    isGiven: { type: Boolean, required: true },
    downloads: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
materialSchema.index({ sessionId: 1, _id: 1 });

export const MaterialModel = defineTenantModel('Material', materialSchema, {
  systemIndexes: [{ fields: { state: 1 }, reason: 'A sweep looks for files on all sites whose pages are not drawn' }],
});

/** What was before the audience from when on: the newest is what they see, all of them are the way of the slides. */
const slideTurnSchema = new Schema(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    /** Of the room, when it was shown. */
    revision: { type: Number, required: true },
    /** Null where a slide was taken off. */
    fileId: { type: String, default: null },
    page: { type: Number, default: null },
    pages: { type: Number, default: null },
    at: { type: Date, required: true },
    by: { type: String, required: true },
  },
  { id: false },
);
slideTurnSchema.index({ sessionId: 1, revision: 1 }, { unique: true });

export const SlideTurnModel = defineTenantModel('SlideTurn', slideTurnSchema, { collection: 'slide_turns' });

/** Who took which handout. */
const downloadSchema = new Schema(
  {
    _id: { type: String, required: true },
    fileId: { type: String, required: true },
    identity: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { id: false },
);
downloadSchema.index({ identity: 1, fileId: 1 }, { unique: true });

export const MaterialDownloadModel = defineTenantModel('MaterialDownload', downloadSchema, {
  collection: 'material_downloads',
});

/** That a file is being stored: from before it is until its row is. Where that was long ago, nothing names what is stored. */
const uploadSchema = new Schema(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { id: false },
);

export const MaterialUploadModel = defineTenantModel('MaterialUpload', uploadSchema, {
  collection: 'material_uploads',
  systemIndexes: [{ fields: { at: 1 }, reason: 'A sweep looks for stored files of all sites that nothing names' }],
});
