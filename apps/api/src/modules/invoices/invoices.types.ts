import type {
  CreditNoteId,
  Currency,
  DisputeId,
  InvoiceId,
  InvoiceState,
  LeadId,
  Locale,
  PaymentId,
  PaymentMethod,
  PersonId,
  ReceiptId,
  RefundId,
  SellerBody,
  SessionId,
  Touch,
} from '@stageline/contracts';
import type { InvoiceFigures, LineTax, LineTotals, TaxTotals } from '@stageline/domain';

/** Whom an invoice is written to, as it stands on it; later changes of the person do not reach it. */
export interface Buyer {
  readonly name: string;
  readonly email: string;
  readonly company: string | null;
  /** Street, postcode and town, line by line. */
  readonly address: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly taxId: string | null;
  readonly locale: Locale;
}

export interface NewLine {
  readonly description: string;
  readonly quantity: number;
  /** Of one, in minor units; with or without tax, as the seller's prices are. */
  readonly unitAmount: number;
  /** As the seller has it where it is left out. */
  readonly tax?: LineTax;
}
export interface InvoiceLine extends Required<NewLine>, Omit<LineTotals, 'tax'> {
  readonly taxAmount: number;
}

/** The visits that brought somebody: the first one, and the one in which they last sent a form. */
export interface Touches {
  readonly first: Touch | null;
  readonly last: Touch | null;
}

/** What somebody is to pay. */
export interface NewInvoice {
  readonly personId: PersonId;
  readonly leadId: LeadId;
  readonly buyer: Buyer;
  readonly lines: readonly NewLine[];
  readonly currency: Currency;
  /** In the seller's usual time where it is left out. */
  readonly dueAt?: Date;
  /** Whether the buyer owes the tax; it takes their tax id. */
  readonly reverseCharge?: boolean;
  /** What it is for; null where it is for no masterclass. */
  readonly about: { readonly sessionId: SessionId } | null;
}

export type Seller = SellerBody;

export interface InvoiceRow {
  readonly _id: InvoiceId;
  /** By which it is issued once; missing of one that a member wrote. */
  readonly key?: string;
  /** `INV-0042`; null for a draft. */
  readonly number: string | null;
  readonly state: InvoiceState;
  readonly personId: PersonId;
  readonly leadId: LeadId;
  readonly sessionId: SessionId | null;
  readonly currency: Currency;
  readonly buyer: Buyer;
  readonly lines: readonly InvoiceLine[];
  readonly totals: LineTotals & { readonly taxes: readonly TaxTotals[] };
  readonly pricesIncludeTax: boolean;
  readonly reverseCharge: boolean;
  /** As they were at issue; null for a draft. */
  readonly seller: Seller | null;
  readonly createdAt: Date;
  /** How the buyer came, as it was known at issue. */
  readonly came?: Touches;
  readonly issuedAt: Date | null;
  /** Null for a draft whose time begins at issue. */
  readonly dueAt: Date | null;
  /** Until when it is in time instead, as it is paid in parts; missing on old ones. */
  readonly payBy?: Date | null;
  /** What the ledger says of it, as of the last posting. */
  readonly figures: InvoiceFigures;
  /** Rises with every change. */
  readonly version: number;
}

export interface PaymentApplied {
  readonly invoiceId: InvoiceId;
  readonly paymentId: PaymentId;
  readonly amount: number;
  /** What provider and platform kept of it. */
  readonly fee: number;
  readonly at: Date;
  readonly method: PaymentMethod;
}
export interface RefundApplied {
  readonly invoiceId: InvoiceId;
  readonly paymentId: PaymentId;
  readonly refundId: RefundId;
  readonly amount: number;
  /** The lines that it takes back; none where it takes back a share of all. */
  readonly lines?: readonly LinePart[];
  readonly reason: string;
  readonly at: Date;
  /** The invoice whose credit had paid; null, or missing, where money had. */
  readonly creditOf?: InvoiceId | null;
}
/** Credit of one invoice that pays another one, or does no longer. */
export interface CreditMoved {
  readonly from: InvoiceId;
  readonly to: InvoiceId;
  readonly paymentId: PaymentId;
  readonly amount: number;
  readonly at: Date;
}
/** A part of a line of an invoice. */
export interface LinePart {
  /** Its place, from 0 on. */
  readonly line: number;
  readonly amount: number;
}
/** Money that went back did not arrive, after it had been heard to. */
export type RefundReturned = Omit<RefundApplied, 'lines' | 'reason' | 'creditOf'>;
export interface DisputeApplied {
  readonly invoiceId: InvoiceId;
  readonly disputeId: DisputeId;
  readonly amount: number;
  readonly outcome: 'opened' | 'won' | 'lost';
  readonly at: Date;
}

/** What somebody gets who has paid, also a part. */
export interface ReceiptRow {
  readonly _id: ReceiptId;
  readonly number: string;
  readonly invoiceId: InvoiceId;
  readonly paymentId: PaymentId;
  readonly amount: number;
  /** What was still to be paid after it. */
  readonly dueAfter: number;
  /** What of it was beyond the invoice. */
  readonly overpaid: number;
  readonly method: PaymentMethod;
  readonly at: Date;
}

/** Takes an invoice back, or a part of it. */
export interface CreditNoteRow {
  readonly _id: CreditNoteId;
  readonly number: string;
  readonly invoiceId: InvoiceId;
  /** Null where nothing had been paid of what it takes back. */
  readonly refundId: RefundId | null;
  readonly amount: number;
  readonly taxes: readonly TaxTotals[];
  /** Missing on old ones. */
  readonly lines?: readonly LinePart[];
  readonly reason: string;
  readonly at: Date;
}
