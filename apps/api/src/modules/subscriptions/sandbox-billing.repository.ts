import type { SandboxBillingStore, SandboxCustomer, SandboxNotice } from '@stageline/integrations/payments';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { bulkInsert, runInTenant } from '@stageline/tenancy';
import { findCustomerTenant } from './subscriptions.cross-tenant.repository.ts';
import { SandboxCustomerModel } from './subscriptions.model.ts';

/** The sandbox's memory lies with the tenant whose customer it is. One that is nobody's has none. */
export function createSandboxBillingStore(
  unitOfWork: UnitOfWork,
  keepNotices: (notices: readonly SandboxNotice[]) => Promise<void>,
): SandboxBillingStore {
  async function of<T>(customerId: string, work: () => Promise<T>): Promise<T | null> {
    const tenantId = await findCustomerTenant(customerId);
    return tenantId === null ? null : runInTenant(tenantId, work);
  }
  async function keep(customer: SandboxCustomer, before: number): Promise<boolean> {
    const { id: _id, version } = customer;
    if (before === 0)
      return (await bulkInsert(SandboxCustomerModel, [{ _id, version, customer } as never])).inserted === 1;
    const set = { $set: { customer, version } };
    return (await SandboxCustomerModel.updateOne({ _id, version: before }, set)).modifiedCount === 1;
  }

  return {
    find: (customerId) =>
      of(customerId, async () => {
        const row = await SandboxCustomerModel.findOne({ _id: customerId }).lean();
        return (row?.customer as SandboxCustomer | undefined) ?? null;
      }),
    async replace(customer, version, notices) {
      const isKept = await of(customer.id, async () => {
        // An insert that comes second would end a transaction, so the first of a customer stands alone.
        if (version === 0) return (await keep(customer, 0)) && (await keepNotices(notices), true);
        return unitOfWork.run(async () => {
          if (!(await keep(customer, version))) return false;
          await keepNotices(notices);
          return true;
        });
      });
      return isKept === true;
    },
  };
}
