import type { TenantId } from '@stageline/contracts';
import { tenantOf } from '@stageline/tenancy';
import { runAsSystem } from '@stageline/tenancy/system';
import { BillingCustomerModel, SandboxCustomerModel, SubscriptionModel } from './subscriptions.model.ts';
import type { SubscriptionRow } from './subscriptions.types.ts';

/** Whose customer of the provider this is, by our own records; null for none of ours. */
export function findCustomerTenant(customerId: string): Promise<TenantId | null> {
  return runAsSystem('a payment provider tells of a customer of the platform', async () => {
    const row = await BillingCustomerModel.findOne({ _id: customerId }, { tenantId: 1 }).lean();
    return row === null ? null : tenantOf(row);
  });
}

/** Sites whose plan is to be looked at, the longest due first. */
export function dueSubscriptions(now: Date, limit: number): Promise<TenantId[]> {
  return runAsSystem('sweep of plans: those whose time has come', async () => {
    const due = { lookAt: { $type: 'date' as const, $lte: now } };
    return (await SubscriptionModel.find(due, { tenantId: 1 }).sort({ lookAt: 1 }).limit(limit).lean()).map(tenantOf);
  });
}

/** The plans of these sites; those that never booked anything are missing. */
export function subscriptionsOf(ids: readonly TenantId[]): Promise<ReadonlyMap<TenantId, SubscriptionRow>> {
  return runAsSystem('the central admin lists sites with their plans', async () => {
    const rows = await SubscriptionModel.find({ tenantId: { $in: [...ids] } }, { invoices: 0, told: 0 }).lean();
    return new Map(rows.map((row) => [tenantOf(row), row as unknown as SubscriptionRow]));
  });
}

/** Plans that were written before changes could be planned have none planned. */
export function forgetKeeps(): Promise<void> {
  return runAsSystem('migration: plans learn that a change can be planned', async () => {
    const ofRow = { 'booked.keeps': { $exists: true } };
    await SubscriptionModel.updateMany(ofRow, { $set: { 'booked.next': null }, $unset: { 'booked.keeps': 1 } });
    const ofSandbox = { 'customer.subscription.keeps': { $exists: true } };
    const change = { $set: { 'customer.subscription.next': null }, $unset: { 'customer.subscription.keeps': 1 } };
    await SandboxCustomerModel.updateMany(ofSandbox, change);
  });
}

/** How plans are taxed has changed: every one of them is looked at. In the caller's transaction. */
export function lookAtAll(lookAt: Date): Promise<void> {
  return runAsSystem('the central admin changes how plans are taxed', async () => {
    await SubscriptionModel.updateMany({}, { $set: { lookAt }, $inc: { version: 1 } });
  });
}
