import { CanaryRunModel } from './canary-run.model.ts';
import type { KeptRun } from './canary.types.ts';

/** Keeps the runs of the last 30 days. */
export const canaryRepository = {
  async insert({ id, ...run }: KeptRun): Promise<void> {
    await CanaryRunModel.create([{ _id: id, ...run }]);
  },
  async noteTold(id: string): Promise<void> {
    await CanaryRunModel.updateOne({ _id: id }, { $set: { told: true } });
  },
  /** Newest first. */
  async latest(limit: number): Promise<KeptRun[]> {
    const newest = CanaryRunModel.find({}, { __v: 0 }).sort({ finishedAt: -1 }).limit(limit);
    const rows = await newest.lean<(Omit<KeptRun, 'id'> & { readonly _id: string })[]>();
    // Runs from before it was noted have nobody told.
    return rows.map(({ _id: id, ...run }) => ({ ...run, id, told: run.told === true }));
  },
};
