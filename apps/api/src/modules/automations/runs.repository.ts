import type { AutomationId, AutomationRunId, LeadId } from '@stageline/contracts';
import { bulkInsert, DUPLICATE_KEY } from '@stageline/tenancy';
import type { Run, RunState, RunStop, Step } from './automations.types.ts';
import { AutomationRunModel } from './run.model.ts';

const FIELDS = { tenantId: 0 } as const;
const UNDER_WAY: readonly RunState[] = ['running', 'waiting'];

/** What came of the runs of one rule. */
export interface RunCounts {
  readonly done: number;
  readonly stopped: number;
  readonly failed: number;
  readonly waiting: number;
  readonly lastRunAt: Date | null;
}

const countIf = (states: readonly RunState[]) => ({ $sum: { $cond: [{ $in: ['$state', states] }, 1, 0] } });

/** The runs of the current tenant's rules. */
export const runsRepository = {
  async exists(automationId: AutomationId, occurrence: string, leadId: LeadId): Promise<boolean> {
    return (await AutomationRunModel.exists({ automationId, occurrence, leadId })) !== null;
  },
  /** @throws a duplicate-key error where this has a run already */
  async insert(run: Run): Promise<void> {
    const { inserted } = await bulkInsert(AutomationRunModel, [run as never]);
    if (inserted === 0) throw Object.assign(new Error('There is such a run already'), { code: DUPLICATE_KEY });
  },
  /** Those that are not there yet. */
  async insertNew(runs: readonly Run[]): Promise<void> {
    await bulkInsert(AutomationRunModel, runs as never[]);
  },
  async find(id: AutomationRunId): Promise<Run | null> {
    return AutomationRunModel.findOne({ _id: id }, FIELDS).lean<Run>();
  },
  /** Runs of a rule for a lead that began since, and did something. */
  async countOfLead(automationId: AutomationId, leadId: LeadId, since: Date): Promise<number> {
    const began = { leadId, automationId, startedAt: { $gt: since } };
    return AutomationRunModel.countDocuments({ ...began, $or: [{ stop: null }, { 'steps.0': { $exists: true } }] });
  },
  /**
   * Moves a run on, if it still stands before this step.
   * @returns false when somebody else moved it meanwhile
   */
  async move(
    { _id, step }: Pick<Run, '_id' | 'step'>,
    set: Partial<Pick<Run, 'state' | 'stop' | 'step' | 'attempts' | 'dueAt' | 'endedAt'>>,
    done?: Step,
  ): Promise<boolean> {
    const { modifiedCount } = await AutomationRunModel.updateOne({ _id, step, state: { $in: [...UNDER_WAY] } }, {
      $set: set,
      ...(done !== undefined && { $push: { steps: done } }),
    } as never);
    return modifiedCount === 1;
  },
  /** Ends a run that waits. @returns null for any other */
  async stop(id: AutomationRunId, stop: RunStop, endedAt: Date): Promise<Run | null> {
    return AutomationRunModel.findOneAndUpdate(
      { _id: id, state: { $in: [...UNDER_WAY] } },
      { $set: { state: 'stopped', stop, dueAt: null, endedAt } },
      { new: true, projection: FIELDS },
    ).lean<Run>();
  },
  /** Newest first; one row more than `limit` tells whether another page follows. */
  async page(automationId: AutomationId, after: { at: Date; id: string } | undefined, limit: number): Promise<Run[]> {
    const below =
      after === undefined
        ? {}
        : {
            startedAt: { $lte: after.at },
            $or: [{ startedAt: { $lt: after.at } }, { startedAt: after.at, _id: { $lt: after.id } }],
          };
    return AutomationRunModel.find({ automationId, ...below }, FIELDS)
      .sort({ startedAt: -1, _id: -1 })
      .limit(limit)
      .lean<Run[]>();
  },
  /** Of every rule that has any since; `waiting` counts those under way. */
  async counts(since: Date): Promise<Map<AutomationId, RunCounts>> {
    const rows = await AutomationRunModel.aggregate<RunCounts & { _id: AutomationId }>([
      { $match: { startedAt: { $gte: since } } },
      {
        $group: {
          _id: '$automationId',
          done: countIf(['done']),
          stopped: countIf(['stopped']),
          failed: countIf(['failed']),
          waiting: countIf(UNDER_WAY),
          lastRunAt: { $max: '$startedAt' },
        },
      },
    ]);
    return new Map(rows.map(({ _id, ...counts }) => [_id, counts]));
  },
};
export type RunsRepository = typeof runsRepository;
