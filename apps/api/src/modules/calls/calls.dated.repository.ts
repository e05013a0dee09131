import type { LeadId } from '@stageline/contracts';
import { CallModel } from './calls.model.ts';

/** Calls of the current tenant that were booked since then, in the states named, the newest first. */
async function since(from: Date, states: readonly string[], limit: number): Promise<{ leadId: LeadId; at: Date }[]> {
  type Row = { readonly leadId: LeadId; readonly createdAt: Date };
  const filter = { createdAt: { $gte: from }, state: { $in: [...states] } };
  const rows = await CallModel.find(filter as never, { _id: 0, leadId: 1, createdAt: 1 })
    .sort({ createdAt: -1 })
    .limit(limit)
    .lean<Row[]>();
  return rows.map(({ leadId, createdAt: at }) => ({ leadId, at }));
}

/** Those that are certain, or were called off since. */
export const callsBookedSince = (from: Date, limit: number) => since(from, ['confirmed', 'cancelled'], limit);
/** Those that were called off, by when they had been booked. */
export const callsCancelledSince = (from: Date, limit: number) => since(from, ['cancelled'], limit);
