import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const inner = { _id: false, id: false } as const;
const sideSchema = new Schema(
  { leadId: { type: String, required: true }, personId: { type: String, required: true } },
  inner,
);
const actorSchema = new Schema(
  {
    at: { type: Date, required: true },
    membershipId: { type: String, required: true },
    name: { type: String, default: null },
  },
  inner,
);

/**
 * One merge: what became part of what, and all that it takes to undo it. While it is not undone, the lead and the person that
 * became part of another are kept here and nowhere else: no list, count, sweep or search can come across them.
 */
const leadMergeSchema = new Schema(
  {
    _id: { type: String, required: true },
    from: { type: sideSchema, required: true },
    into: { type: sideSchema, required: true },
    /** The name of what became part of the other, as it was. */
    fromName: { type: String, required: true },
    merged: { type: actorSchema, required: true },
    undoUntil: { type: Date, required: true },
    /** False once it is undone. */
    active: { type: Boolean, required: true },
    undone: { type: actorSchema, default: null },
    /** Both documents as they were; gone once it is undone. */
    lead: { type: Schema.Types.Mixed, default: null },
    person: { type: Schema.Types.Mixed, default: null },
    /** Fields of the survivor that the merge has set: before and after. */
    changes: { type: [Schema.Types.Mixed], default: [] },
    /** By kind, the ids of the records that were moved. */
    moved: { type: Schema.Types.Mixed, default: {} },
    /** Until when records that were being written in the same moment are looked for; missing once that is done. */
    gatherAt: { type: Date },
  },
  { id: false, minimize: false },
);
const active = { partialFilterExpression: { active: true } };
// A lead is part of one other at a time; links that are out in the world follow it.
leadMergeSchema.index({ 'from.leadId': 1 }, { unique: true, ...active });
leadMergeSchema.index({ 'from.personId': 1 }, { unique: true, ...active });
leadMergeSchema.index({ 'into.leadId': 1, 'merged.at': -1 }, active);

export const LeadMergeModel = defineTenantModel('LeadMerge', leadMergeSchema, {
  collection: 'lead_merges',
  systemIndexes: [
    {
      fields: { gatherAt: 1 },
      options: { partialFilterExpression: { gatherAt: { $type: 'date' } } },
      reason: 'A schedule looks for what was written to leads of all sites while they were merged',
    },
  ],
});
