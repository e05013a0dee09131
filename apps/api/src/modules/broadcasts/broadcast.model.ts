import { broadcasts } from '@stageline/contracts';
import { defineGlobalModel } from '@stageline/tenancy';
import { Schema, type InferSchemaType } from 'mongoose';

const broadcastSchema = new Schema(
  {
    _id: { type: String, required: true },
    /** Of the form that sent it: a second sending is the same broadcast. */
    key: { type: String, required: true },
    title: { type: String, required: true },
    text: { type: String, required: true },
    level: { type: String, required: true, enum: broadcasts.NoticeLevel.options },
    /** Null for every site. */
    tenantIds: { type: [String], default: null },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    /** When an administrator took it down. */
    endedAt: { type: Date, default: null },
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
    /** The last site that has its event; the next is the one with the next higher id. */
    cursor: { type: String, default: '' },
    reached: { type: Number, required: true, default: 0 },
    /** Whether no site is left. */
    done: { type: Boolean, required: true, default: false },
  },
  { id: false },
);
broadcastSchema.index({ key: 1 }, { unique: true });
broadcastSchema.index({ startsAt: 1 }, { partialFilterExpression: { done: false } });
broadcastSchema.index({ endsAt: 1 });

export type BroadcastRow = InferSchemaType<typeof broadcastSchema>;
export const BroadcastModel = defineGlobalModel(
  'Broadcast',
  broadcastSchema,
  'A notice of the platform belongs to no tenant; whom it reaches is written down in each of them',
);
