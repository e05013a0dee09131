import type { PersonId, SessionId } from '@stageline/contracts';
import { InvoiceModel } from './invoice.model.ts';

/** Who of these people has paid an invoice about a masterclass in full; whoever has all of it back has not. */
export async function payersAmong(sessionId: SessionId, people: readonly PersonId[]): Promise<Set<PersonId>> {
  const paid = {
    personId: { $in: [...people] },
    sessionId,
    state: 'paid' as const,
    // What came back from the bank is credit, and not a price that is paid.
    $expr: { $gt: [{ $subtract: ['$figures.refundable', { $ifNull: ['$figures.returned', 0] }] }, 0] },
  };
  const rows = await InvoiceModel.find(paid, { _id: 0, personId: 1 }).lean<{ personId: PersonId }[]>();
  return new Set(rows.map(({ personId }) => personId));
}
