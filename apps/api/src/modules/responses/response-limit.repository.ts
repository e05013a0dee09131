import type { ResponseLimit } from '@stageline/contracts';
import { retryUpsert } from '@stageline/platform/mongo';
import { currentTenantId } from '@stageline/tenancy';
import { ResponseLimitModel } from './response-limit.model.ts';

export type StoredLimit = Pick<
  ResponseLimit,
  'version' | 'enabled' | 'limitMinutes' | 'remindMinutes' | 'reassignMinutes' | 'hours'
>;

const WEEKDAY = { from: '09:00', to: '18:00' };
/** As every site begins (F-07): four hours of a working week, a word an hour before, another member an hour after. */
export const beginningLimit: StoredLimit = {
  version: 0,
  enabled: true,
  limitMinutes: 240,
  remindMinutes: 60,
  reassignMinutes: 60,
  hours: { timeZone: null, week: [WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, null, null], holidays: [] },
};

/** The response limit of the current tenant. */
export const limitRepository = {
  async find(): Promise<StoredLimit> {
    const row = await ResponseLimitModel.findOne({ _id: currentTenantId() }, { _id: 0, tenantId: 0 }).lean();
    return (row as StoredLimit | null) ?? beginningLimit;
  },
  /** @returns whether the site still had the version before it */
  async save(limit: StoredLimit): Promise<boolean> {
    const _id = currentTenantId();
    if (limit.version === 1)
      await retryUpsert(() =>
        ResponseLimitModel.updateOne({ _id }, { $setOnInsert: beginningLimit } as never, { upsert: true }),
      );
    const match = { _id, version: limit.version - 1 };
    const { modifiedCount } = await ResponseLimitModel.updateOne(match, { $set: limit } as never);
    return modifiedCount === 1;
  },
};
