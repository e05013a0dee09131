import type { CreditEntryId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { bulkInsert, isDuplicateKey } from '@stageline/tenancy';
import { BillingCustomerModel, CreditPurchaseModel, SubscriptionModel } from './subscriptions.model.ts';
import type { CreditPurchaseRow, SubscriptionRow } from './subscriptions.types.ts';

const KEY = { key: 'plan' } as const;
const MAX_OPEN = 20;

/** What the current tenant pays the platform for. */
export const subscriptionsRepository = {
  find: (): Promise<SubscriptionRow | null> => SubscriptionModel.findOne(KEY).lean<SubscriptionRow>(),

  async ensure(): Promise<SubscriptionRow> {
    const known = await subscriptionsRepository.find();
    if (known !== null) return known;
    const fresh = { _id: newId('sub'), invoices: [], told: [], version: 0 };
    await retryUpsert(() => SubscriptionModel.updateOne(KEY, { $setOnInsert: fresh }, { upsert: true }));
    return (await subscriptionsRepository.find())!;
  },

  /** @returns false where somebody else has changed it meanwhile, or there may be news */
  async change({ version }: SubscriptionRow, set: Partial<SubscriptionRow>): Promise<boolean> {
    const update = { $set: set, $inc: { version: 1 } };
    return (await SubscriptionModel.updateOne({ ...KEY, version }, update)).modifiedCount === 1;
  },

  /** There may be news: whoever has asked before this asks again. */
  async touch(lookAt: Date): Promise<void> {
    await SubscriptionModel.updateOne(KEY, { $set: { lookAt }, $inc: { version: 1 } });
  },

  /** Nobody could be asked: then. */
  async lookLater(lookAt: Date): Promise<void> {
    await SubscriptionModel.updateOne(KEY, { $set: { lookAt } });
  },
};
export type SubscriptionsRepository = typeof subscriptionsRepository;

/** Who the current tenant is for the provider. */
export const customersRepository = {
  async find(provider: string): Promise<string | null> {
    return (await BillingCustomerModel.findOne({ provider }, { _id: 1 }).lean())?._id ?? null;
  },
  async insert(id: string, provider: string, at: Date): Promise<void> {
    await bulkInsert(BillingCustomerModel, [{ _id: id, provider, at } as never]).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  },
};

export const purchasesRepository = {
  async insert(row: CreditPurchaseRow): Promise<void> {
    await bulkInsert(CreditPurchaseModel, [row as never]);
  },
  find: (id: CreditEntryId): Promise<CreditPurchaseRow | null> =>
    CreditPurchaseModel.findOne({ _id: id }).lean<CreditPurchaseRow>(),
  async opened(id: CreditEntryId, pageId: string): Promise<void> {
    await CreditPurchaseModel.updateOne({ _id: id }, { $set: { pageId } });
  },
  /** The oldest first. */
  open: (): Promise<CreditPurchaseRow[]> =>
    CreditPurchaseModel.find({ state: 'open' }).sort({ _id: 1 }).limit(MAX_OPEN).lean<CreditPurchaseRow[]>(),
  /** @returns whether it was open until now */
  async close(id: CreditEntryId, state: 'paid' | 'closed'): Promise<boolean> {
    return (await CreditPurchaseModel.updateOne({ _id: id, state: 'open' }, { $set: { state } })).modifiedCount === 1;
  },
};
