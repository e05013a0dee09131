import type { SalesSellerBody, SalesSellerView } from '@stageline/contracts';
import { isDuplicateKey } from '@stageline/tenancy';
import { SalesSellerModel } from './sales-seller.model.ts';

const ID = 'platform';

/** Reads and writes who sells plans and credits: one for the whole platform. */
export const salesSellerRepository = {
  async find(): Promise<SalesSellerView> {
    const row = await SalesSellerModel.findOne({ _id: ID }, { version: 1, seller: 1 }).lean();
    return { version: row?.version ?? 0, seller: (row?.seller as SalesSellerBody | undefined) ?? null };
  },

  /** @param version 0 where nothing was said yet. @returns false where another was faster */
  async replace(version: number, seller: SalesSellerBody, updatedAt: Date): Promise<boolean> {
    try {
      const change = { $set: { seller, updatedAt }, $inc: { version: 1 } };
      const { matchedCount, upsertedCount } = await SalesSellerModel.updateOne({ _id: ID, version }, change, {
        upsert: version === 0,
      });
      return matchedCount + upsertedCount === 1;
    } catch (error) {
      // It was said for the first time by somebody else in the same moment.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  },
};
