import { newId } from '@stageline/platform';
import { CanaryRunModel } from './canary-run.model.ts';
import type { CanaryResult } from './canary.types.ts';

/** Keeps the runs of the last 30 days. */
export const canaryRepository = {
  async insert(run: CanaryResult): Promise<void> {
    await CanaryRunModel.create([{ _id: newId('evt'), ...run }]);
  },
  /** Newest first. */
  async latest(limit: number): Promise<CanaryResult[]> {
    return CanaryRunModel.find({}, { _id: 0 }).sort({ finishedAt: -1 }).limit(limit).lean<CanaryResult[]>();
  },
};
