import type { Currency, InvoiceId, StatementLineId, StatementLineState } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { StatementLineModel } from './statement-line.model.ts';

export interface StatementLineRow {
  readonly _id: StatementLineId;
  readonly key: string;
  readonly state: StatementLineState;
  /** A day: `2026-03-01`. */
  readonly bookedOn: string;
  readonly amount: number;
  readonly currency: Currency;
  readonly name: string;
  readonly reference: string;
  readonly account: string;
  readonly fileName: string;
  readonly broughtAt: Date;
  readonly parts: readonly { readonly invoiceId: InvoiceId; readonly number: string; readonly amount: number }[];
}

/** Reads and writes of what banks told; every call runs in the current tenant. */
export const statementsRepository = {
  /** @returns how many of them nobody had brought before */
  async insert(rows: readonly StatementLineRow[]): Promise<number> {
    return rows.length === 0 ? 0 : (await bulkInsert(StatementLineModel, rows as never)).inserted;
  },

  find: (id: StatementLineId): Promise<StatementLineRow | null> =>
    StatementLineModel.findOne({ _id: id }, { tenantId: 0 }).lean<StatementLineRow>(),

  /** The latest brought first. */
  page: (
    state: StatementLineState,
    { after, limit }: { readonly after: StatementLineId | null; readonly limit: number },
  ): Promise<StatementLineRow[]> =>
    StatementLineModel.find({ state, ...(after !== null && { _id: { $lt: after } }) }, { tenantId: 0 })
      .sort({ _id: -1 })
      .limit(limit)
      .lean<StatementLineRow[]>(),

  /** @returns whether it was in that state: of two at once, one moves it */
  async move(
    id: StatementLineId,
    from: StatementLineState,
    set: Pick<StatementLineRow, 'state'> & Partial<Pick<StatementLineRow, 'parts'>>,
  ): Promise<boolean> {
    return (await StatementLineModel.updateOne({ _id: id, state: from }, { $set: set as never })).modifiedCount === 1;
  },
};
export type StatementsRepository = typeof statementsRepository;
