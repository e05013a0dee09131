import type { SequenceBody, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, isDuplicateKey } from '@stageline/tenancy';
import { defaultSequence } from './default-sequence.ts';
import { MailPlanModel, MailSequenceModel } from './sequence.model.ts';
import type { PlanRow, Sequence } from './sequences.types.ts';

const FIELDS = { tenantId: 0 } as const;
type Times = Pick<PlanRow, 'startsAt' | 'endsAt' | 'sequenceVersion'>;

/** Sequences of the current tenant, and by which of them each masterclass is planned. */
export const sequencesRepository = {
  /** What is planned by now. */
  async current(): Promise<Sequence> {
    const row = await MailSequenceModel.findOne({}, FIELDS).sort({ version: -1 }).lean<Sequence>();
    return row ?? defaultSequence;
  },
  async ofVersion(version: number): Promise<Sequence> {
    const row = await MailSequenceModel.findOne({ version }, FIELDS).lean<Sequence>();
    return row ?? defaultSequence;
  },
  /** False where there is such a version already. */
  async insert(version: number, { steps, minimumGapMinutes }: SequenceBody, savedAt: Date): Promise<boolean> {
    const row = { _id: newId('msq'), version, steps, minimumGapMinutes, savedAt };
    const { inserted } = await bulkInsert(MailSequenceModel, [row as never]);
    return inserted === 1;
  },

  findPlan: (sessionId: SessionId): Promise<PlanRow | null> =>
    MailPlanModel.findOne({ sessionId }, FIELDS).lean<PlanRow>(),

  openSessions: async (): Promise<SessionId[]> =>
    (await MailPlanModel.find({ state: 'open' }, { sessionId: 1 }).lean<Pick<PlanRow, 'sessionId'>[]>()).map(
      ({ sessionId }) => sessionId,
    ),

  /** The first plan of a masterclass; of two at once, one. */
  async open(sessionId: SessionId, times: Times): Promise<void> {
    try {
      await bulkInsert(MailPlanModel, [
        { _id: newId('msq'), sessionId, plan: 1, timesSince: 1, ...times, state: 'open' },
      ]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  },
  /** The next plan, if this is still the one that it follows. */
  async raise(known: PlanRow, times: Times): Promise<void> {
    const { sessionId, plan } = known;
    const next = { ...times, plan: plan + 1, timesSince: hasMoved(known, times) ? plan + 1 : timesSince(known) };
    await MailPlanModel.updateOne({ sessionId, plan }, { $set: { ...next, state: 'open' } });
  },
  /** Nothing is planned any more. */
  async close(sessionId: SessionId, state: 'ended' | 'cancelled', endsAt?: Date): Promise<void> {
    await MailPlanModel.updateOne({ sessionId }, { $set: { state, ...(endsAt !== undefined && { endsAt }) } });
  },
};

/** The first plan with the times that a masterclass has now. */
export const timesSince = (row: Pick<PlanRow, 'plan' | 'timesSince'>): number => row.timesSince ?? row.plan;

/** Whether a masterclass has other times than it is planned by. */
export const hasMoved = (a: Pick<PlanRow, 'startsAt' | 'endsAt'>, b: Pick<PlanRow, 'startsAt' | 'endsAt'>): boolean =>
  a.startsAt.getTime() !== b.startsAt.getTime() || a.endsAt.getTime() !== b.endsAt.getTime();
