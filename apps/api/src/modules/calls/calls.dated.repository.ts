import type { CallOutcome, LeadId } from '@stageline/contracts';
import { CallModel } from './calls.model.ts';

/** Calls of the current tenant that were booked since then, in the states named, the newest first. */
async function since(
  from: Date,
  standing: { readonly states: readonly string[]; readonly outcome?: CallOutcome },
  limit: number,
): Promise<{ leadId: LeadId; at: Date }[]> {
  const { states, outcome } = standing;
  type Row = { readonly leadId: LeadId; readonly createdAt: Date };
  const filter = { createdAt: { $gte: from }, state: { $in: [...states] }, ...(outcome && { outcome }) };
  const rows = await CallModel.find(filter as never, { _id: 0, leadId: 1, createdAt: 1 })
    .sort({ createdAt: -1 })
    .limit(limit)
    .lean<Row[]>();
  return rows.map(({ leadId, createdAt: at }) => ({ leadId, at }));
}

/** Those that are certain, or were called off since. */
export const callsBookedSince = (from: Date, limit: number) =>
  since(from, { states: ['confirmed', 'cancelled'] }, limit);
/** Those that were called off, by when they had been booked. */
export const callsCancelledSince = (from: Date, limit: number) => since(from, { states: ['cancelled'] }, limit);
/** Those to which nobody came, by when they had been booked. */
export const callsMissedSince = (from: Date, limit: number) =>
  since(from, { states: ['confirmed'], outcome: 'no-show' }, limit);
