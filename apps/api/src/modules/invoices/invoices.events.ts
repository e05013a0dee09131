import { InvoiceCancelled, InvoiceIssued, InvoiceRefunded, ReceiptIssued } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { InvoiceLetters } from './invoices.letters.ts';

/** Each mail is taken once by the document that it brings; what is printed lies outside the database. */
export const invoiceSubscribers = (letters: InvoiceLetters) => [
  subscriber({
    id: 'invoices.send-invoice',
    event: InvoiceIssued,
    transactional: false,
    handle: ({ invoiceId }) => letters.invoice(invoiceId),
  }),
  subscriber({
    id: 'invoices.send-receipt',
    event: ReceiptIssued,
    transactional: false,
    handle: ({ receiptId }) => letters.receipt(receiptId),
  }),
  subscriber({
    id: 'invoices.send-credit-note',
    event: InvoiceRefunded,
    transactional: false,
    handle: async ({ creditNoteId }) => {
      if (creditNoteId !== null) await letters.creditNote(creditNoteId);
    },
  }),
  subscriber({
    id: 'invoices.send-cancellation',
    event: InvoiceCancelled,
    transactional: false,
    handle: ({ creditNoteId }) => letters.creditNote(creditNoteId),
  }),
];
