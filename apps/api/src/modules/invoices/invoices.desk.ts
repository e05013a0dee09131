import {
  idSchemas,
  ProblemError,
  type BodyOf,
  type invoices,
  type InvoiceId,
  type InvoiceState,
  type InvoiceView,
  type LeadId,
  type PersonId,
} from '@stageline/contracts';
import type { AuditLog } from '../audit/index.ts';
import type { DocumentLinks } from './documents/document-links.ts';
import { presentInvoice, presentRow } from './invoices.presenter.ts';
import type { Issuing } from './invoices.service.ts';
import type { InvoiceRow } from './invoices.types.ts';
import type { Settlement } from './settlement.service.ts';

export interface InvoiceDeskDeps {
  readonly service: Issuing & Settlement;
  readonly links: DocumentLinks;
  readonly leads: { findRegistered(leadId: LeadId): Promise<{ readonly personId: PersonId } | null> };
  readonly audit: Pick<AuditLog, 'record'>;
}

/** How long the address of a document opens that a member was shown. */
const SHOWN_SECONDS = 3600;

type Draft = BodyOf<typeof invoices.changeInvoice>;

/** Invoices as members work with them: what they do is in the audit log. */
export function createInvoiceDesk({ service, links, leads, audit }: InvoiceDeskDeps) {
  async function present(row: InvoiceRow): Promise<InvoiceView> {
    const [receipts, creditNotes] =
      row.state === 'draft' ? [[], []] : [await service.receiptsOf(row._id), await service.creditNotesOf(row._id)];
    return presentInvoice(row, { receipts, creditNotes }, (id) => links.pathFor(id, SHOWN_SECONDS));
  }
  const orderOf = ({ buyer, currency, lines, reverseCharge, dueAt }: Omit<Draft, 'version'>) => ({
    ...{ buyer, currency, reverseCharge },
    lines: lines.map(({ tax, ...line }) => ({ ...line, ...(tax !== undefined && { tax }) })),
    ...(dueAt !== undefined && { dueAt: new Date(dueAt) }),
    about: null,
  });
  const record = (action: 'invoice.issued' | 'invoice.cancelled' | 'invoice.written-off', row: InvoiceRow) =>
    audit.record({
      action,
      target: { type: 'invoice', id: row._id, name: row.number! },
      after: { state: row.state, ...row.figures },
    });

  return {
    async list({ state, leadId, cursor, limit }: ListQuery) {
      const after = cursor === undefined ? null : parseCursor(cursor);
      const rows = await service.page({ state, leadId }, { after, limit: limit + 1 });
      const items = rows.slice(0, limit);
      return { items: items.map(presentRow), nextCursor: rows.length > limit ? items.at(-1)!._id : null };
    },

    get: async (id: InvoiceId) => present(await service.get(id)),

    /** @throws ProblemError `not-found` for a lead that is not there */
    async create({ leadId, ...draft }: BodyOf<typeof invoices.createInvoice>) {
      const lead = await leads.findRegistered(leadId);
      if (lead === null) throw new ProblemError('not-found');
      return present(await service.createDraft({ ...orderOf(draft), leadId, personId: lead.personId }));
    },

    change: async (id: InvoiceId, { version, ...draft }: Draft) =>
      present(await service.changeDraft(id, version, orderOf(draft))),

    discard: (id: InvoiceId) => service.discardDraft(id),

    async issue(id: InvoiceId, version: number) {
      const row = await service.issueDraft(id, version);
      await record('invoice.issued', row);
      return present(row);
    },
    async cancel(id: InvoiceId, reason: string) {
      const row = await service.cancel(id, reason);
      await record('invoice.cancelled', row);
      return present(row);
    },
    async writeOff(id: InvoiceId) {
      const row = await service.writeOff(id);
      await record('invoice.written-off', row);
      return present(row);
    },
  };
}
export type InvoiceDesk = ReturnType<typeof createInvoiceDesk>;

interface ListQuery {
  readonly state?: InvoiceState | undefined;
  readonly leadId?: LeadId | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** @throws ProblemError `validation-failed` for text that is no cursor of ours */
function parseCursor(text: string): InvoiceId {
  const id = idSchemas.ivc.safeParse(text);
  if (id.success) return id.data;
  const message = 'This cursor is not one of ours.';
  throw new ProblemError('validation-failed', { issues: [{ in: 'query', pointer: '/cursor', message }] });
}
