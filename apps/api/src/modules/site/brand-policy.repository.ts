import type { BrandPolicy } from '@stageline/contracts';
import { isDuplicateKey } from '@stageline/tenancy';
import { BrandPolicyModel } from './brand-policy.model.ts';

export interface PolicyRecord {
  readonly version: number;
  readonly policy: BrandPolicy;
  readonly updatedAt: Date;
}
const ID = 'platform';

/** Reads and writes the platform's one brand policy. */
export const brandPolicyRepository = {
  async find(): Promise<PolicyRecord | null> {
    return (await BrandPolicyModel.findOne({ _id: ID }, { _id: 0 }).lean()) as PolicyRecord | null;
  },
  /**
   * @param version of the policy that the change began with; 0 where there was none
   * @returns null when there is another one by now
   */
  async replace(version: number, policy: BrandPolicy, now: Date): Promise<PolicyRecord | null> {
    const change = { $set: { policy, updatedAt: now }, $inc: { version: 1 } };
    try {
      const row = await BrandPolicyModel.findOneAndUpdate({ _id: ID, version }, change, {
        upsert: version === 0,
        new: true,
      }).lean();
      return row as PolicyRecord | null;
    } catch (error) {
      // The first policy was set by somebody else in the same moment.
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  },
};
