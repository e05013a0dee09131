import type { PageArm, PageVariant, SiteAuthor, TenantId } from '@stageline/contracts';
import type { AbArm } from '@stageline/domain';
import { bulkUpsert, isDuplicateKey } from '@stageline/tenancy';
import { ExperimentModel, ExperimentVisitorModel } from './experiment.model.ts';

export type ArmTotals = Readonly<Record<PageArm, AbArm>>;
export interface ExperimentRecord {
  readonly experimentId: string;
  readonly state: 'running' | 'ended';
  readonly variant: PageVariant;
  readonly effect: number;
  readonly salt: string | null;
  readonly startedAt: Date;
  readonly startedBy: SiteAuthor;
  readonly endedAt: Date | null;
  readonly kept: PageArm | null;
  readonly totals: ArmTotals | null;
  /** The smallest p-value that somebody saw; missing before anybody looked. */
  readonly smallestP?: number;
}

const HIDDEN = { _id: 0, tenantId: 0 } as const;

/** The experiment of the current tenant. */
export const experimentRepository = {
  async find(): Promise<ExperimentRecord | null> {
    return (await ExperimentModel.findOne({}, HIDDEN).lean()) as ExperimentRecord | null;
  },
  /** @returns false while another one runs */
  async start(tenantId: TenantId, experiment: ExperimentRecord): Promise<boolean> {
    const before = await ExperimentModel.findOne({ _id: tenantId }, { state: 1 }).lean();
    if (before !== null) {
      const { matchedCount } = await ExperimentModel.updateOne(
        { _id: tenantId, state: 'ended' },
        { $set: experiment, $unset: { smallestP: 1 } },
      );
      return matchedCount === 1;
    }
    try {
      await ExperimentModel.create([{ _id: tenantId, ...experiment }]);
      return true;
    } catch (error) {
      // One runs, or has begun in this moment.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  },
  /** Ends that experiment, once. */
  async end(experimentId: string, kept: PageArm, totals: ArmTotals, endedAt: Date): Promise<void> {
    await ExperimentModel.updateOne(
      { experimentId, state: 'running' },
      { $set: { state: 'ended', kept, totals, endedAt, salt: null } },
    );
  },
  /** Whoever was seen before stays with the version that they saw; of an experiment that has ended nobody is kept. */
  async see(experimentId: string, visitors: readonly { readonly hash: string; readonly arm: PageArm }[]) {
    if ((await ExperimentModel.findOne({ experimentId, state: 'running' }, { _id: 1 }).lean()) === null) return;
    const rows = visitors.map(({ hash, arm }) => ({
      match: { _id: `${experimentId}.${hash}`, experimentId },
      setOnInsert: { arm, registered: false },
    }));
    await bulkUpsert(ExperimentVisitorModel, rows as never[]);
  },
  /** Notes that these visitors registered; one who was not seen counts for no version. */
  async register(experimentId: string, hashes: readonly string[]): Promise<void> {
    const _id = { $in: hashes.map((hash) => `${experimentId}.${hash}`) };
    await ExperimentVisitorModel.updateMany({ _id, experimentId, registered: false }, { $set: { registered: true } });
  },
  async count(experimentId: string): Promise<ArmTotals> {
    const rows = await ExperimentVisitorModel.aggregate<{ _id: { arm: PageArm; registered: boolean }; count: number }>([
      { $match: { experimentId } },
      { $group: { _id: { arm: '$arm', registered: '$registered' }, count: { $sum: 1 } } },
    ]);
    const of = (arm: PageArm): AbArm => {
      const own = rows.filter((row) => row._id.arm === arm);
      return {
        visitors: own.reduce((sum, { count }) => sum + count, 0),
        registrations: own.find((row) => row._id.registered)?.count ?? 0,
      };
    };
    return { a: of('a'), b: of('b') };
  },
  /** Forgets who saw what, but for one experiment. */
  async forgetAllBut(experimentId: string | null): Promise<void> {
    await ExperimentVisitorModel.deleteMany(experimentId === null ? {} : { experimentId: { $ne: experimentId } });
  },
  async noteP(experimentId: string, p: number): Promise<void> {
    await ExperimentModel.updateOne({ experimentId, state: 'running' }, { $min: { smallestP: p } });
  },
};
