import { savedViews } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

/** Filters of the leads that a member keeps under a name. */
const savedViewSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** Rises with every change; who changes it names the one that they saw. */
    version: { type: Number, required: true },
    name: { type: String, required: true },
    isShared: { type: Boolean, required: true },
    authorId: { type: String, required: true },
    authorName: { type: String, required: true },
    /** As the contract has it. */
    query: { type: Object, required: true },
    /** What its name must not share with another one of the author; missing of one that was removed. */
    ownName: { type: String },
    /** The same among those of the team; missing of one that is not shared. */
    teamName: { type: String },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    /** When it was removed; the database takes it away some days after. */
    removedAt: { type: Date, default: null },
  },
  { id: false, minimize: false },
);
const known = (field: string) => ({ unique: true, partialFilterExpression: { [field]: { $type: 'string' } } });
savedViewSchema.index({ authorId: 1, ownName: 1 }, known('ownName'));
savedViewSchema.index({ teamName: 1 }, known('teamName'));
savedViewSchema.index({ authorId: 1, removedAt: 1, _id: 1 });
savedViewSchema.index({ isShared: 1, removedAt: 1, _id: 1 });
savedViewSchema.index({ removedAt: 1 }, { expireAfterSeconds: savedViews.VIEW_UNDO_DAYS * 86_400 });

export const SavedViewModel = defineTenantModel('SavedView', savedViewSchema, { collection: 'saved_views' });

/** In which order one member sees views, and which opens first. */
const arrangementSchema = new Schema(
  {
    _id: { type: String, required: true },
    membershipId: { type: String, required: true },
    order: { type: [String], required: true },
    defaultId: { type: String, default: null },
  },
  { id: false },
);
arrangementSchema.index({ membershipId: 1 }, { unique: true });

export const ViewArrangementModel = defineTenantModel('ViewArrangement', arrangementSchema, {
  collection: 'view_arrangements',
});
