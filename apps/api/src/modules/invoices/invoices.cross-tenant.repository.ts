import type { InvoiceId, TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { InvoiceModel, NumberSeriesModel, SellerModel } from './invoice.model.ts';

/** Invoices of all tenants but `except` that wait for their payment and whose time is over. Ids only. */
export function overdueInvoices(
  now: Date,
  except: readonly TenantId[],
  limit: number,
): Promise<{ readonly id: InvoiceId; readonly tenantId: TenantId }[]> {
  return runAsSystem('invoices: whose time is over', async () => {
    const due = {
      state: { $in: ['issued', 'partially_paid'] },
      $or: [{ payBy: null, dueAt: { $lt: now } }, { payBy: { $type: 'date', $lt: now } }],
      tenantId: { $nin: [...except] },
    };
    const rows = await InvoiceModel.find(due as object, { tenantId: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ id: row._id as InvoiceId, tenantId: tenantOf(row) }));
  });
}

/**
 * Tenants but `except` that said who sells a few minutes ago: what was sold in that very moment may not have seen it, and is looked
 * for once more.
 */
export function newSellers(now: Date, except: readonly TenantId[], limit: number): Promise<TenantId[]> {
  return runAsSystem('invoices: who has just said who sells', async () => {
    const due = { lookAt: { $type: 'date' as const, $lte: now }, tenantId: { $nin: [...except] } };
    const rows = await SellerModel.find(due, { tenantId: 1 }).sort({ lookAt: 1 }).limit(limit).lean();
    return rows.map((row) => tenantOf(row));
  });
}

/** Tenants that have issued an invoice, behind one of them, in the order of their ids. */
export function sellingTenants(after: TenantId | null, limit: number): Promise<TenantId[]> {
  return runAsSystem('invoices: who has books to be checked', async () => {
    const issued = { series: 'invoice', ...(after !== null && { tenantId: { $gt: after } }) };
    const rows = await NumberSeriesModel.find(issued as object, { tenantId: 1 })
      .sort({ tenantId: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => tenantOf(row));
  });
}
