import { defineGlobalModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const KEEP_SECONDS = 30 * 86_400;

const canaryRunSchema = new Schema(
  {
    _id: { type: String, required: true },
    startedAt: { type: Date, required: true },
    finishedAt: { type: Date, required: true },
    attacks: { type: Number, required: true },
    refused: { type: Number, required: true },
    leaks: { type: [{ _id: false, attack: String, what: String }], default: [] },
    failures: { type: [String], default: [] },
    told: { type: Boolean, default: false },
  },
  { id: false },
);
canaryRunSchema.index({ finishedAt: -1 }, { expireAfterSeconds: KEEP_SECONDS });

export const CanaryRunModel = defineGlobalModel(
  'CanaryRun',
  canaryRunSchema,
  'The check that no tenant reaches another belongs to none of them',
  { collection: 'canary_runs' },
);
