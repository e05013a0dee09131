import type { FollowUpRunId, WebinarId } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { FollowUpRunModel } from './follow-ups.model.ts';
import type { RunRow } from './follow-ups.types.ts';

/** Runs of the current tenant. */
export const runsRepository = {
  find: (id: FollowUpRunId): Promise<RunRow | null> => FollowUpRunModel.findOne({ _id: id }).lean<RunRow>(),

  latest: (webinarId: WebinarId): Promise<RunRow | null> =>
    FollowUpRunModel.findOne({ webinarId }).sort({ startedAt: -1 }).lean<RunRow>(),

  /** Those whose mails are all planned. */
  async running(): Promise<FollowUpRunId[]> {
    const rows = await FollowUpRunModel.find({ state: 'running', total: { $gt: 0 } }, { _id: 1 }).lean<
      { _id: FollowUpRunId }[]
    >();
    return rows.map(({ _id }) => _id);
  },

  isRunning: async (id: FollowUpRunId): Promise<boolean> =>
    (await FollowUpRunModel.exists({ _id: id, state: 'running' })) !== null,

  isCalledOff: async (id: FollowUpRunId): Promise<boolean> =>
    (await FollowUpRunModel.exists({ _id: id, state: 'cancelled' })) !== null,

  /** @returns false where the webinar has one that is under way */
  async insert(row: RunRow): Promise<boolean> {
    return (await bulkInsert(FollowUpRunModel, [row as never])).inserted === 1;
  },

  async change(id: FollowUpRunId, set: Partial<RunRow>): Promise<void> {
    await FollowUpRunModel.updateOne({ _id: id }, { $set: set });
  },

  /** Ends one that is under way. @returns false for one that is not */
  async end(id: FollowUpRunId, set: Pick<RunRow, 'state' | 'stop' | 'endedAt'>): Promise<boolean> {
    const open = { _id: id, state: 'running' };
    return (await FollowUpRunModel.updateOne(open, { $set: { ...set, lookAt: null } })).modifiedCount === 1;
  },

  async removeOf(webinarId: WebinarId): Promise<void> {
    await FollowUpRunModel.deleteMany({ webinarId });
  },
};
export type RunsRepository = typeof runsRepository;
