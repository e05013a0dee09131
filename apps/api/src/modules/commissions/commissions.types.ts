import type {
  CommissionEntryId,
  CommissionId,
  CommissionLine,
  CommissionPayoutId,
  Currency,
  InvoiceId,
  PersonId,
} from '@stageline/contracts';

export interface CommissionRow {
  readonly _id: CommissionId;
  readonly invoiceId: InvoiceId;
  readonly level: number;
  /** In thousandths of a percent. */
  readonly rate: number;
  readonly personId: PersonId;
  readonly currency: Currency;
}

export interface EntryRow {
  readonly _id: CommissionEntryId;
  readonly personId: PersonId;
  readonly kind: CommissionLine['kind'];
  readonly currency: Currency;
  readonly amount: number;
  readonly at: Date;
  readonly commissionId: CommissionId | null;
  readonly invoiceId: InvoiceId | null;
  readonly level: number | null;
  readonly rate: number | null;
  readonly base: number | null;
  readonly payoutId: CommissionPayoutId | null;
  readonly note: string | null;
}

/** What held from an instant on. */
export interface RatesThen {
  readonly from: Date;
  readonly levels: readonly number[];
}
/** What a span of time brought somebody in one currency. */
export interface PersonSums {
  readonly personId: PersonId;
  readonly currency: Currency;
  readonly before: number;
  readonly earned: number;
  readonly takenBack: number;
  readonly paidOut: number;
}
