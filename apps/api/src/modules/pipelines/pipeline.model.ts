import { EntryRule, StageKind } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const stageSchema = new Schema(
  {
    id: { type: String, required: true },
    /** Null for a built-in stage under its own name. */
    name: { type: String, default: null },
    kind: { type: String, required: true, enum: StageKind.options },
    entry: { type: [{ type: String, enum: EntryRule.options }], default: [] },
    leadsTo: { type: [String], default: null },
    origin: { type: String, default: null },
  },
  { _id: false, id: false },
);

const pipelineSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** What other rows call it: the id, or `default` for the one that every site has. */
    key: { type: String, required: true },
    version: { type: Number, required: true },
    name: { type: String, default: null },
    /** The name as it is compared: one pipeline of a name per site, whatever its case. Empty for the default one under its own. */
    nameKey: { type: String, default: '' },
    stages: { type: [stageSchema], required: true },
    formerStages: { type: [stageSchema], default: [] },
    /** Its key in the template that it came with; null for one that the site made. */
    origin: { type: String, default: null },
    createdAt: { type: Date, required: true },
    /** Of one that was removed: kept, because histories name it. */
    removedAt: { type: Date, default: null },
  },
  { id: false },
);
pipelineSchema.index({ key: 1 }, { unique: true });
pipelineSchema.index({ nameKey: 1 }, { unique: true });

export const PipelineModel = defineTenantModel('Pipeline', pipelineSchema);
