import type { InvoiceId, TenantId } from '@stageline/contracts';
import { figuresOf, type InvoiceFigures, type Sums } from '@stageline/domain';
import type { Clock, Logger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { LedgerService } from '../ledger/index.ts';
import { overdueInvoices, sellingTenants } from './invoices.cross-tenant.repository.ts';
import type { InvoicesRepository } from './invoices.repository.ts';
import type { InvoiceRow } from './invoices.types.ts';

export interface BooksDeps {
  readonly repository: Pick<InvoicesRepository, 'page' | 'find' | 'countIssued' | 'lastNumber'>;
  readonly ledger: LedgerService;
  readonly refresh: (id: InvoiceId) => Promise<void>;
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What in the books of a site does not agree. */
export type BookFault =
  | { readonly kind: 'posting-unbalanced'; readonly postingId: string }
  | { readonly kind: 'invoice-differs'; readonly invoiceId: InvoiceId }
  | { readonly kind: 'numbers-differ'; readonly last: number; readonly issued: number };

/** Invoices that are compared, or moved on, together. */
const PAGE = 200;
/** Faults of one site that are told. */
const MOST_FAULTS = 100;

type Compared = Pick<InvoiceRow, '_id' | 'figures' | 'totals' | 'version'>;

/** Looks whether invoices and books agree, and moves invoices on whose time is over. */
export function createBooks({ repository, ledger, refresh, pausedTenants, clock, logger }: BooksDeps) {
  const agrees = ({ figures, totals }: Compared, sums: Sums | undefined): boolean => {
    const derived = figuresOf(sums ?? {});
    const names = Object.keys(derived) as (keyof InvoiceFigures)[];
    return derived.total === totals.gross && names.every((name) => (figures[name] ?? 0) === derived[name]);
  };

  /** Whether it differs while nobody moves it: what was paid between two reads is no fault. */
  async function stillDiffers(id: InvoiceId): Promise<boolean> {
    const before = await repository.find(id);
    const sums = await ledger.sumsOf(id);
    const after = await repository.find(id);
    return before !== null && before.version === after?.version && !agrees(before, sums);
  }

  async function invoiceFaults(): Promise<BookFault[]> {
    const faults: BookFault[] = [];
    for (let after: InvoiceId | null = null; faults.length < MOST_FAULTS;) {
      const rows: Compared[] = await repository.page({}, { after, limit: PAGE });
      const issued = rows.filter((row) => (row as InvoiceRow).number !== null);
      const sums = await ledger.sumsOfMany(issued.map(({ _id }) => _id));
      for (const row of issued)
        if (!agrees(row, sums.get(row._id)) && (await stillDiffers(row._id)))
          faults.push({ kind: 'invoice-differs', invoiceId: row._id });
      if (rows.length < PAGE) break;
      after = rows.at(-1)!._id;
    }
    return faults;
  }

  async function numberFaults(): Promise<BookFault[]> {
    const last = await repository.lastNumber('invoice');
    const issued = await repository.countIssued();
    // An invoice that was issued meanwhile has raised the number.
    if (issued === last || (await repository.lastNumber('invoice')) !== last) return [];
    return [{ kind: 'numbers-differ', last, issued }];
  }

  /** What does not agree in the books of the current tenant; nothing, unless somebody wrote past them. */
  async function check(): Promise<BookFault[]> {
    const unbalanced = await ledger.unbalanced(MOST_FAULTS);
    return [
      ...unbalanced.map((postingId) => ({ kind: 'posting-unbalanced' as const, postingId })),
      ...(await numberFaults()),
      ...(await invoiceFaults()),
    ];
  }

  /** Visits every site that has books, one after the other, inside it. */
  async function eachSite(visit: (tenantId: TenantId) => Promise<void>): Promise<void> {
    for (let after: TenantId | null = null; ;) {
      const tenants: TenantId[] = await sellingTenants(after, PAGE);
      for (const tenantId of tenants) await runInTenant(tenantId, () => visit(tenantId));
      if (tenants.length < PAGE) return;
      after = tenants.at(-1)!;
    }
  }

  return {
    check,
    eachSite,

    /** Checks the books of all sites; what does not agree is told to whoever runs the platform, by the log. */
    checkAll: (): Promise<void> =>
      eachSite(async (tenantId) => {
        const faults = await check();
        if (faults.length > 0) logger.error({ tenantId, faults }, 'the books of a site do not agree');
      }),

    /** Invoices that are not paid in time are overdue from here on. */
    async moveOverdue(): Promise<void> {
      const due = await overdueInvoices(clock.now(), await pausedTenants(), PAGE);
      for (const { id, tenantId } of due) await runInTenant(tenantId, () => refresh(id));
    },
  };
}
export type Books = ReturnType<typeof createBooks>;
