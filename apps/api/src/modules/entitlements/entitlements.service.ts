import {
  EntitlementChanged,
  opensAnything,
  type InvoiceId,
  type LeadId,
  type OfferOpens,
  type OrderId,
  type PersonId,
  type SessionId,
} from '@stageline/contracts';
import { accessOf, type InstalmentsStanding } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { EntitlementRow, EntitlementsRepository } from './entitlements.repository.ts';

export interface EntitlementsDeps {
  readonly repository: EntitlementsRepository;
  readonly invoices: Pick<InvoicesService, 'find' | 'creditNotesOf'>;
  /** How an invoice stands that is paid in parts; null for one that is not. */
  readonly instalmentsOf: (invoice: InvoiceRow) => Promise<InstalmentsStanding | null>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** An order that was just made. */
export interface OrderedThing {
  readonly orderId: OrderId;
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  readonly leadId: LeadId;
  readonly invoiceId: InvoiceId | null;
  readonly title: string;
  readonly opens: OfferOpens;
}

/** What an order buys is the first line of its invoice, and its only one. */
const LINE = 0;

/**
 * What people have bought and may therefore do (ADR 0059): one row per order, open or closed by what its invoice came to.
 */
export function createEntitlements(deps: EntitlementsDeps) {
  const { repository, invoices, unitOfWork, clock } = deps;

  async function closedOf(invoice: InvoiceRow) {
    const notes = await invoices.creditNotesOf(invoice._id);
    const back = notes
      .flatMap(({ refundId, lines = [] }) => (refundId === null ? [] : lines))
      .reduce((sum, part) => (part.line === LINE ? sum + part.amount : sum), 0);
    const line = { gross: invoice.lines[LINE]?.gross ?? 0, back };
    return accessOf({ figures: invoice.figures, needed: null, parts: await deps.instalmentsOf(invoice), line });
  }

  return {
    /** What an order opens is kept with it, closed until it is paid. In the caller's transaction; once per order. */
    async ordered({ opens, invoiceId, ...order }: OrderedThing): Promise<void> {
      if (!opensAnything(opens)) return;
      await unitOfWork.run(async (tx) => {
        const [now, entitlementId, isOpen] = [clock.now(), newId('ent'), invoiceId === null];
        await repository.insert({
          ...{ _id: entitlementId, ...order, invoiceId, opens, callId: null, orderedAt: now, changedAt: now },
          closed: isOpen ? null : 'unpaid',
        });
        const { personId } = order;
        if (isOpen) tx.record(EntitlementChanged, { entitlementId, personId, isOpen, callId: null });
      });
    },

    /**
     * The figures of an invoice, or its parts, changed: what was bought with it opens or closes, in the caller's transaction where there
     * is one. May be repeated, and come in any order.
     */
    async review(invoiceId: InvoiceId): Promise<void> {
      await unitOfWork.run(async (tx) => {
        const row = await repository.findByInvoice(invoiceId);
        const invoice = row === null ? null : await invoices.find(invoiceId);
        if (row === null || invoice === null) return;
        const closed = await closedOf(invoice);
        if (closed === row.closed) return;
        await repository.settle(row._id, closed, clock.now());
        const isOpen = closed === null;
        if (isOpen === (row.closed === null)) return;
        const { _id: entitlementId, personId, callId } = row;
        tx.record(EntitlementChanged, { entitlementId, personId, isOpen, callId });
      });
    },

    /** Everything that somebody ordered and that opens something, open or not, the newest first. */
    of: (personId: PersonId): Promise<EntitlementRow[]> => repository.ofPerson(personId),
  };
}
export type Entitlements = ReturnType<typeof createEntitlements>;
