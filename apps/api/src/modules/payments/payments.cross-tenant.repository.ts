import type { PaymentId, RefundId, TenantId, WebhookEventId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { MerchantAccountModel, PaymentModel, RefundModel, WebhookEventModel } from './payments.model.ts';

/** Whose account with a provider this is, by our own records; null for none of ours. */
export function findAccountTenant(accountId: string): Promise<TenantId | null> {
  return runAsSystem('a payment provider tells of an account', async () => {
    const row = await MerchantAccountModel.findOne({ _id: accountId }, { tenantId: 1 }).lean();
    return row === null ? null : tenantOf(row);
  });
}

/** Tenants that have an account with a provider, behind one of them, in the order of their ids. */
export function accountTenants(provider: string, after: TenantId | null, limit: number): Promise<TenantId[]> {
  return runAsSystem('payments: whose records are compared with those of the provider', async () => {
    const rows = await MerchantAccountModel.find(
      { provider, ...(after !== null && { tenantId: { $gt: after } }) } as object,
      { tenantId: 1 },
    )
      .sort({ tenantId: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => tenantOf(row));
  });
}

interface Due<Id> {
  readonly tenantId: TenantId;
  readonly id: Id;
}
interface At {
  readonly now: Date;
  /** Tenants whose work waits. */
  readonly except: readonly TenantId[];
  readonly limit: number;
}
const overBy = ({ now }: At) => ({ $type: 'date' as const, $lte: now });
const others = ({ except }: At) => ({ $nin: [...except] });
const toDue = <Id>(rows: readonly { readonly _id: unknown }[]): Due<Id>[] =>
  rows.map((row) => ({ tenantId: tenantOf(row), id: row._id as Id }));

/** Events of all sites that may have lost their job, the longest due first; ids only. */
export function dueEvents(at: At): Promise<Due<WebhookEventId>[]> {
  return runAsSystem('sweep of payments: events that may have lost their job', async () => {
    const due = { lookAt: overBy(at), tenantId: others(at) };
    return toDue(await WebhookEventModel.find(due, { tenantId: 1 }).sort({ lookAt: 1 }).limit(at.limit).lean());
  });
}

/** Payments of all sites that nothing was heard of. */
export function duePayments(at: At): Promise<Due<PaymentId>[]> {
  return runAsSystem('sweep of payments: those that nothing was heard of', async () => {
    const due = { lookAt: overBy(at), tenantId: others(at) };
    return toDue(await PaymentModel.find(due, { tenantId: 1 }).sort({ lookAt: 1 }).limit(at.limit).lean());
  });
}

/** Refunds of all sites that may not have arrived. */
export function dueRefunds(at: At): Promise<Due<RefundId>[]> {
  return runAsSystem('sweep of payments: refunds that may not have arrived', async () => {
    const due = { sendAt: overBy(at), tenantId: others(at) };
    return toDue(await RefundModel.find(due, { tenantId: 1 }).sort({ sendAt: 1 }).limit(at.limit).lean());
  });
}
