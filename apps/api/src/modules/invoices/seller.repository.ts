import { retryUpsert } from '@stageline/platform/mongo';
import { currentTenantId } from '@stageline/tenancy';
import { SellerModel } from './invoice.model.ts';
import type { Seller } from './invoices.types.ts';

/** Who sells on the current tenant's site. */
export const sellerRepository = {
  async find(): Promise<{ readonly version: number; readonly details: Seller } | null> {
    const row = await SellerModel.findOne({ _id: currentTenantId() }, { version: 1, details: 1 }).lean();
    return row === null ? null : { version: row.version, details: row.details as Seller };
  },

  /** @param lookAt kept where it is the first. @returns false where another was faster */
  async save(version: number, details: Seller, lookAt: Date): Promise<boolean> {
    const _id = currentTenantId();
    const $set = { version: version + 1, details };
    if (version > 0) return (await SellerModel.updateOne({ _id, version }, { $set })).matchedCount === 1;
    const { upsertedCount } = await retryUpsert(() =>
      SellerModel.updateOne({ _id }, { $setOnInsert: { ...$set, lookAt } } as never, { upsert: true }),
    );
    return upsertedCount === 1;
  },

  async lookedAfter(): Promise<void> {
    await SellerModel.updateOne({ _id: currentTenantId() }, { $set: { lookAt: null } });
  },
};
export type SellerRepository = typeof sellerRepository;
