import { defineTenantModel } from '@stageline/tenancy';
import mongoose from 'mongoose';

const DAY_SECONDS = 86_400;

/** Relayed rows are kept for a day, to answer what happened; then the server removes them. */
const RELAYED_TTL_SECONDS = DAY_SECONDS;
/** Longer than any event can come again: rows live a day, finished jobs an hour, and a dead letter was never processed. */
const PROCESSED_TTL_SECONDS = 30 * DAY_SECONDS;

const outboxSchema = new mongoose.Schema({
  /** The event's id; ids of one process sort as they were recorded. */
  _id: { type: String, required: true },
  event: { type: String, required: true },
  version: { type: Number, required: true },
  payload: { type: mongoose.Schema.Types.Mixed, required: true },
  recordedAt: { type: Date, required: true },
  traceId: { type: String, required: true },
  actor: { type: String, default: null },
  relayed: { type: Boolean, required: true },
  /** The claim that may relay this row until `leaseUntil`; the epoch when none does. */
  claim: { type: String, default: null },
  leaseUntil: { type: Date, required: true },
  relayedAt: Date,
});
outboxSchema.index({ relayedAt: 1 }, { expireAfterSeconds: RELAYED_TTL_SECONDS });

/** Events that were recorded with a write and are to be handed to their subscribers. */
export const OutboxRowModel = defineTenantModel('OutboxRow', outboxSchema, {
  collection: 'outbox',
  systemIndexes: [
    {
      fields: { relayed: 1, _id: 1 },
      options: { partialFilterExpression: { relayed: false } },
      reason: 'The relay claims the pending rows of all tenants in the order in which they were recorded.',
    },
  ],
});
export type OutboxRow = mongoose.InferSchemaType<typeof outboxSchema> & { tenantId: string };

const processedSchema = new mongoose.Schema({
  _id: { type: String, required: true },
  subscriberId: { type: String, required: true },
  eventId: { type: String, required: true },
  at: { type: Date, required: true },
});
processedSchema.index({ subscriberId: 1, eventId: 1 }, { unique: true });
processedSchema.index({ at: 1 }, { expireAfterSeconds: PROCESSED_TTL_SECONDS });

/** Written with a handler's effect, so that an event that comes twice has one effect. */
export const ProcessedEventModel = defineTenantModel('ProcessedEvent', processedSchema, {
  collection: 'processed_events',
});
