import type { WebhookEventId } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { MerchantAccountModel, WebhookEventModel } from './payments.model.ts';
import type { EventState, MerchantAccountRow, WebhookEventRow } from './payments.types.ts';

/** Of one charge. */
const MAX_PARKED = 100;

/** What providers told the current tenant. */
export const webhookEventsRepository = {
  /** @returns those that were not told before */
  async insert(rows: readonly WebhookEventRow[]): Promise<WebhookEventRow[]> {
    const { duplicates } = await bulkInsert(WebhookEventModel, rows as never[]);
    const before = new Set(duplicates);
    return rows.filter((_row, index) => !before.has(index));
  },

  find: (id: WebhookEventId): Promise<WebhookEventRow | null> =>
    WebhookEventModel.findOne({ _id: id }).lean<WebhookEventRow>(),

  /** What waits for this charge to be known. */
  parkedOf: (chargeId: string): Promise<WebhookEventRow[]> =>
    WebhookEventModel.find({ chargeId, state: { $in: ['received', 'parked'] } })
      .sort({ _id: 1 })
      .limit(MAX_PARKED)
      .lean<WebhookEventRow[]>(),

  /** @returns false for one that is worked off */
  async close(id: WebhookEventId, state: EventState, lookAt: Date | null = null): Promise<boolean> {
    const open = { _id: id, state: { $in: ['received', 'parked'] } };
    return (await WebhookEventModel.updateOne(open, { $set: { state, lookAt } })).matchedCount === 1;
  },

  async lookLater(id: WebhookEventId, lookAt: Date): Promise<void> {
    await WebhookEventModel.updateOne({ _id: id, state: { $in: ['received', 'parked'] } }, { $set: { lookAt } });
  },
};

/** The account of the current tenant with a provider. */
export const merchantAccountsRepository = {
  find: (provider: string): Promise<MerchantAccountRow | null> =>
    MerchantAccountModel.findOne({ provider }).lean<MerchantAccountRow>(),

  async insert(row: MerchantAccountRow): Promise<void> {
    await bulkInsert(MerchantAccountModel, [row as never]);
  },

  async set(id: string, set: Pick<MerchantAccountRow, 'isChargeable' | 'isPayable'>): Promise<void> {
    await MerchantAccountModel.updateOne({ _id: id }, { $set: set });
  },
};
