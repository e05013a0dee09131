import {
  followUps,
  type EngagementTier,
  type FollowUpId,
  type FollowUpRunId,
  FollowUpState,
  type WebinarAttendeeId,
  type WebinarId,
} from '@stageline/contracts';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { FollowUpModel } from './follow-ups.model.ts';
import type { FollowUpFault, FollowUpRow } from './follow-ups.types.ts';

const UNSENT = FollowUpState.options.filter((state) => state !== 'sent');

/** Where a list goes on. */
export interface MailBound {
  readonly rank: number;
  readonly id: FollowUpId;
}
export interface MailFilter {
  readonly tier?: EngagementTier | undefined;
  readonly state?: FollowUpState | undefined;
  readonly exportId?: string;
}
type Listed = Pick<
  FollowUpRow,
  | '_id'
  | 'webinarId'
  | 'attendeeId'
  | 'name'
  | 'email'
  | 'personId'
  | 'tier'
  | 'rank'
  | 'state'
  | 'subject'
  | 'userEdited'
  | 'bar'
  | 'flags'
  | 'error'
>;
const LISTED = Object.fromEntries(
  [
    'webinarId',
    'attendeeId',
    'name',
    'email',
    'personId',
    'tier',
    'rank',
    'state',
    'subject',
    'userEdited',
    'bar',
    'flags',
    'error',
  ].map((field) => [field, 1]),
);
const WRITTEN_STATES = ['draft', 'approved', 'exported', 'sent'] as const;
const below = (after: MailBound | null) =>
  after === null ? {} : { $or: [{ rank: { $lt: after.rank } }, { rank: after.rank, _id: { $gt: after.id } }] };
const next = { rank: -1, _id: 1 } as const;

/** Follow-up mails of the current tenant. */
export const followUpsRepository = {
  find: (id: FollowUpId): Promise<FollowUpRow | null> =>
    FollowUpModel.findOne({ _id: id }, { tenantId: 0 }).lean<FollowUpRow>(),

  ofAttendees: (webinarId: WebinarId, ids: readonly WebinarAttendeeId[]): Promise<FollowUpRow[]> =>
    FollowUpModel.find(
      { webinarId, attendeeId: { $in: [...ids] } },
      { attendeeId: 1, state: 1, userEdited: 1, runId: 1, variant: 1, version: 1 },
    ).lean<FollowUpRow[]>(),

  page(
    webinarId: WebinarId | null,
    { tier, state, exportId }: MailFilter,
    after: MailBound | null,
    limit: number,
  ): Promise<Listed[]> {
    const where = {
      ...(webinarId !== null && { webinarId }),
      ...(tier !== undefined && { tier }),
      ...(state !== undefined && { state }),
      ...(exportId !== undefined && { exportIds: exportId }),
      ...below(after),
    };
    return FollowUpModel.find(where, LISTED).sort(next).limit(limit).lean<Listed[]>();
  },

  /** The same with everything that they say. */
  whole(
    where: { readonly exportId: string } | { readonly askedOf: WebinarId },
    after: MailBound | null,
    limit: number,
  ): Promise<FollowUpRow[]> {
    const among =
      'exportId' in where
        ? { exportIds: where.exportId }
        : { webinarId: where.askedOf, sendAskedAt: { $type: 'date' as const } };
    return FollowUpModel.find({ ...among, ...below(after) }, { tenantId: 0 })
      .sort(next)
      .limit(limit)
      .lean<FollowUpRow[]>();
  },

  byIds: (webinarId: WebinarId, ids: readonly FollowUpId[]): Promise<Listed[]> =>
    FollowUpModel.find({ webinarId, _id: { $in: [...ids] } }, LISTED)
      .sort(next)
      .lean<Listed[]>(),

  async counts(webinarId: WebinarId, tier: EngagementTier | undefined): Promise<Record<FollowUpState, number>> {
    const rows = await FollowUpModel.aggregate<{ _id: FollowUpState; count: number }>([
      { $match: { webinarId, ...(tier !== undefined && { tier }) } },
      { $group: { _id: '$state', count: { $sum: 1 } } },
    ]);
    const of = new Map(rows.map(({ _id, count }) => [_id, count]));
    return Object.fromEntries(followUps.FollowUpState.options.map((state) => [state, of.get(state) ?? 0])) as Record<
      FollowUpState,
      number
    >;
  },

  /** How far a run is: how many of its mails are in which state, and what they have used up. */
  async progress(runId: FollowUpRunId) {
    const rows = await FollowUpModel.aggregate<{
      _id: FollowUpState;
      count: number;
      prompt: number;
      output: number;
      cost: number;
    }>([
      { $match: { runId } },
      {
        $group: {
          _id: '$state',
          count: { $sum: 1 },
          prompt: { $sum: '$writer.promptTokens' },
          output: { $sum: '$writer.outputTokens' },
          cost: { $sum: '$writer.costMicros' },
        },
      },
    ]);
    const of = (...states: readonly FollowUpState[]) => rows.filter(({ _id }) => states.includes(_id));
    const sum = (some: typeof rows, what: 'count' | 'prompt' | 'output' | 'cost') =>
      some.reduce((all, each) => all + each[what], 0);
    const written = of(...WRITTEN_STATES);
    return {
      waiting: sum(of('waiting'), 'count'),
      writing: sum(of('writing'), 'count'),
      failed: sum(of('failed'), 'count'),
      written: sum(written, 'count'),
      promptTokens: sum(written, 'prompt'),
      outputTokens: sum(written, 'output'),
      costMicros: sum(written, 'cost'),
    };
  },

  /** New mails, of attendees that have none. */
  async insert(rows: readonly FollowUpRow[]): Promise<void> {
    if (rows.length > 0) await bulkInsert(FollowUpModel, rows as never[]);
  },

  /** Mails that are to be written over. */
  async requeue(ids: readonly FollowUpId[], runId: FollowUpRunId, at: Date): Promise<void> {
    await FollowUpModel.updateMany(
      { _id: { $in: [...ids] }, state: { $nin: ['writing', 'exported', 'sent'] } },
      {
        $set: {
          state: 'waiting',
          error: null,
          runId,
          claims: 0,
          claim: null,
          approvedBy: null,
          sendAskedAt: null,
          updatedAt: at,
        },
        $inc: { variant: 1, version: 1 },
      },
    );
  },

  /** Takes the next of these runs, the highest score first. */
  claim: (runIds: readonly FollowUpRunId[], claim: string, at: Date): Promise<FollowUpRow | null> =>
    FollowUpModel.findOneAndUpdate(
      { runId: { $in: [...runIds] }, state: 'waiting' },
      { $set: { state: 'writing', claim, updatedAt: at }, $inc: { claims: 1 } },
      { new: true, sort: { rank: -1, _id: 1 } },
    ).lean<FollowUpRow>(),

  hasWaiting: async (runIds: readonly FollowUpRunId[]): Promise<boolean> =>
    (await FollowUpModel.exists({ runId: { $in: [...runIds] }, state: 'waiting' })) !== null,

  isOver: async (runId: FollowUpRunId): Promise<boolean> =>
    (await FollowUpModel.exists({ runId, state: { $in: ['waiting', 'writing'] } })) === null,

  /** What became of a mail that somebody was writing. @returns false where it is theirs no more */
  async settle(id: FollowUpId, claim: string, set: Partial<FollowUpRow>): Promise<boolean> {
    const mine = { _id: id, state: 'writing', claim };
    const write = { $set: { ...set, claim: null }, $inc: { version: 1 } };
    return (await FollowUpModel.updateOne(mine, write as never)).modifiedCount === 1;
  },

  /** Mails of a run that nobody writes any more: those that say something already say that, the others are failed, or gone. */
  async giveUp(runId: FollowUpRunId, error: FollowUpFault | null, at: Date): Promise<void> {
    const open = { runId, state: 'waiting' };
    await FollowUpModel.updateMany(
      { ...open, text: { $ne: '' } },
      { $set: { state: 'draft', updatedAt: at }, $inc: { version: 1 } },
    );
    if (error === null) await FollowUpModel.deleteMany(open);
    else
      await FollowUpModel.updateMany(open, { $set: { state: 'failed', error, updatedAt: at }, $inc: { version: 1 } });
  },

  /** Changes one as somebody has seen it. @returns it; null where it is another by now */
  change: (id: FollowUpId, version: number, set: Partial<FollowUpRow>): Promise<FollowUpRow | null> =>
    FollowUpModel.findOneAndUpdate(
      { _id: id, version, state: { $in: ['draft', 'approved', 'failed'] } },
      { $set: set, $inc: { version: 1 } } as never,
      { new: true },
    ).lean<FollowUpRow>(),

  /** Moves those in one state to another. @returns which ones */
  async move(ids: readonly FollowUpId[], from: FollowUpState, set: Partial<FollowUpRow>): Promise<number> {
    const write = { $set: set, $inc: { version: 1 } };
    return (await FollowUpModel.updateMany({ _id: { $in: [...ids] }, state: from }, write as never)).modifiedCount;
  },

  /** They are not sent after all. */
  async withhold(ids: readonly FollowUpId[]): Promise<void> {
    await FollowUpModel.updateMany({ _id: { $in: [...ids] } }, { $set: { sendAskedAt: null } });
  },

  async setBars(bars: ReadonlyMap<FollowUpId, FollowUpRow['bar']>): Promise<void> {
    for (const [bar, some] of Map.groupBy(bars, ([, each]) => each))
      await FollowUpModel.updateMany({ _id: { $in: some.map(([id]) => id) } }, { $set: { bar } });
  },

  async noteExport(ids: readonly FollowUpId[], exportId: string): Promise<void> {
    await FollowUpModel.updateMany(
      { _id: { $in: [...ids] } },
      { $push: { exportIds: { $each: [exportId], $slice: -5 } } },
    );
  },

  /** Some of what was not sent of a webinar. */
  async unsentOf(webinarId: WebinarId, limit: number): Promise<FollowUpId[]> {
    const filter = { webinarId, state: { $in: UNSENT } };
    const options = { projection: { _id: 1 }, sort: { rank: -1, _id: 1 }, limit } as const;
    const rows = await findRows<{ _id: FollowUpId }>(FollowUpModel, filter as never, options);
    return rows.map(({ _id }) => _id);
  },

  async removeUnsent(ids: readonly FollowUpId[]): Promise<void> {
    await FollowUpModel.deleteMany({ _id: { $in: [...ids] }, state: { $ne: 'sent' } });
  },

  async remove(id: FollowUpId): Promise<void> {
    await FollowUpModel.deleteOne({ _id: id, state: { $ne: 'sent' } });
  },
};
export type FollowUpsRepository = typeof followUpsRepository;
export type ListedFollowUp = Listed;
