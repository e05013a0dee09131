import { defineGlobalModel, defineTenantModel } from '@stageline/tenancy';
import mongoose from 'mongoose';

const deadLetterFields = {
  /** The job's id; a job that fails again replaces its letter. */
  _id: { type: String, required: true },
  lane: { type: String, required: true },
  job: { type: String, required: true },
  payload: { type: mongoose.Schema.Types.Mixed },
  actor: { type: String, default: null },
  traceId: { type: String, required: true },
  error: { message: { type: String, required: true }, stack: { type: String, default: '' } },
  attempts: { type: Number, required: true },
  maxAttempts: { type: Number, required: true },
  failedAt: { type: Date, required: true },
} as const;

const tenantSchema = new mongoose.Schema(deadLetterFields);
export type DeadLetterRow = mongoose.InferSchemaType<typeof tenantSchema>;
tenantSchema.index({ failedAt: -1 });
/** Jobs and event deliveries of a tenant that failed for good. */
export const DeadLetterModel = defineTenantModel('DeadLetter', tenantSchema, { collection: 'dead_letters' });

/** Jobs that failed for good and belong to no tenant, such as the provisioning of one. */
export const PlatformDeadLetterModel = defineGlobalModel(
  'PlatformDeadLetter',
  new mongoose.Schema(deadLetterFields),
  'Jobs that run before a tenant exists, or for none, have no tenant to keep their failure.',
  { collection: 'platform_dead_letters' },
);
