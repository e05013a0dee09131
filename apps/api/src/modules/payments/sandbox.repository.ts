import type { SandboxCheckout, SandboxNotice, SandboxStore } from '@stageline/integrations/payments';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { bulkInsert, runInTenant } from '@stageline/tenancy';
import { findAccountTenant } from './payments.cross-tenant.repository.ts';
import { SandboxCheckoutModel, SandboxNoticeModel } from './sandbox.model.ts';

const toCheckout = (row: { readonly checkout?: unknown } | null): SandboxCheckout | null =>
  row === null ? null : (row.checkout as SandboxCheckout);

/** Checkouts of a span that are listed. */
const MOST_LISTED = 10_000;

/** The sandbox's memory lies with the tenant whose account it is. An account that is nobody's has none. */
export function createSandboxStore(unitOfWork: UnitOfWork): SandboxStore {
  async function of<T>(accountId: string, work: () => Promise<T>): Promise<T | null> {
    const tenantId = await findAccountTenant(accountId);
    return tenantId === null ? null : runInTenant(tenantId, work);
  }
  const find = async (accountId: string, _id: string) =>
    of(accountId, async () => toCheckout(await SandboxCheckoutModel.findOne({ _id, accountId }).lean()));

  return {
    find,
    findByCharge: (accountId, chargeId) =>
      of(accountId, async () => toCheckout(await SandboxCheckoutModel.findOne({ chargeId, accountId }).lean())),
    between: async (accountId, from, to) =>
      (await of(accountId, async () => {
        const rows = await SandboxCheckoutModel.find({ accountId, begunAt: { $gte: from, $lt: to } })
          .sort({ begunAt: 1 })
          .limit(MOST_LISTED)
          .lean();
        return rows.map(({ checkout }) => checkout as SandboxCheckout);
      })) ?? [],
    async insert(checkout) {
      const { id: _id, accountId, chargeId, version, createdAt: begunAt } = checkout;
      await of(accountId, () =>
        bulkInsert(SandboxCheckoutModel, [
          { _id, accountId, chargeId, version, checkout, begunAt, at: new Date() } as never,
        ]),
      );
      return (await find(accountId, _id)) ?? checkout;
    },
    async replace(checkout, version, notices) {
      const { id: _id, accountId } = checkout;
      const isReplaced = await of(accountId, () =>
        unitOfWork.run(async () => {
          const set = { $set: { checkout, version: checkout.version } };
          if ((await SandboxCheckoutModel.updateOne({ _id, accountId, version }, set)).modifiedCount === 0)
            return false;
          await keepNotices(notices);
          return true;
        }),
      );
      return isReplaced === true;
    },
  };
}

/** What the gateway has to tell of customers of the platform, in the caller's transaction. */
export async function keepNotices(notices: readonly SandboxNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await bulkInsert(SandboxNoticeModel, notices.map(({ id, ...rest }) => ({ _id: id, ...rest })) as never[]);
}

/** One sending of a notice is done; after the last it is gone. */
export async function noticeSent(id: string, times: number): Promise<void> {
  if (times > 1) await SandboxNoticeModel.updateOne({ _id: id }, { $set: { times: times - 1 } });
  else await SandboxNoticeModel.deleteOne({ _id: id });
}

/** Nobody took it: it is tried again then. */
export async function noticeLater(id: string, dueAt: Date): Promise<void> {
  await SandboxNoticeModel.updateOne({ _id: id }, { $set: { dueAt } });
}
