import { defineTenantModel } from '@stageline/tenancy';
import mongoose from 'mongoose';

const parkedJobSchema = new mongoose.Schema({
  /** The job's id. */
  _id: { type: String, required: true },
  lane: { type: String, required: true },
  job: { type: String, required: true },
  payload: { type: mongoose.Schema.Types.Mixed },
  actor: { type: String, default: null },
  traceId: { type: String, required: true },
  attempts: { type: Number, required: true },
  /** Part of the id under which the job comes back, so that it comes back once from each time it was parked. */
  parkedAt: { type: Date, required: true },
});

/** Work of suspended tenants, kept until they are active again. */
export const ParkedJobModel = defineTenantModel('ParkedJob', parkedJobSchema, { collection: 'parked_jobs' });
export type ParkedJobRow = mongoose.InferSchemaType<typeof parkedJobSchema> & { tenantId: string };
