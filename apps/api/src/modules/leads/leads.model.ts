import { leads } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const stage = { type: String, required: true, enum: leads.LeadStage.options };

const personSchema = new Schema(
  {
    firstName: { type: String, required: true },
    lastName: { type: String, required: true },
    email: { type: String, required: true },
    phone: { type: String, default: null },
    company: { type: String, default: null },
  },
  { _id: false, id: false },
);

const assigneeSchema = new Schema(
  {
    membershipId: { type: String, required: true },
    name: { type: String, required: true },
    at: { type: Date, required: true },
    reason: new Schema(
      { method: { type: String, required: true }, pool: { type: String, required: true } },
      { _id: false, id: false },
    ),
  },
  { _id: false, id: false },
);

const stageChangeSchema = new Schema(
  {
    stage,
    at: { type: Date, required: true },
    actorId: { type: String, default: null },
    actorName: { type: String, default: null },
  },
  { _id: false, id: false },
);

const leadSchema = new Schema(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    /** The masterclass that they registered for; null where none was planned. */
    sessionId: { type: String, default: null },
    linePosition: { type: Number, required: true },
    person: { type: personSchema, required: true },
    stage,
    /** Rises with every move; the caller of a move names the one that they saw. */
    version: { type: Number, required: true },
    stageChangedAt: { type: Date, required: true },
    history: { type: [stageChangeSchema], required: true },
    assignee: { type: assigneeSchema, default: null },
    attendance: { type: Map, of: Number, default: {} },
    createdAt: { type: Date, required: true },
  },
  { id: false },
);
leadSchema.index({ personId: 1 }, { unique: true });
leadSchema.index({ createdAt: -1, _id: -1 });
leadSchema.index({ stage: 1, createdAt: -1, _id: -1 });
leadSchema.index({ 'assignee.membershipId': 1, createdAt: -1, _id: -1 });
leadSchema.index({ 'assignee.membershipId': 1, stage: 1, createdAt: -1, _id: -1 });

export const LeadModel = defineTenantModel('Lead', leadSchema);
