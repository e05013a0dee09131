import type { AiSettings } from '@stageline/contracts';
import type { AiUsage } from '@stageline/integrations/ai';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { bulkInsert } from '@stageline/tenancy';
import { AiAnswerModel, AiMonthModel, AiSettingsModel, AiUseModel } from './ai.model.ts';

export interface MonthSums {
  readonly requests: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
}
export interface KeptAnswer {
  readonly text: string;
  readonly usage: AiUsage;
}
const NAME = { name: 'main' };
const NONE: MonthSums = { requests: 0, promptTokens: 0, outputTokens: 0, costMicros: 0 };

/** What the current tenant wants of the AI, and what it has cost. */
export const aiRepository = {
  settings: (): Promise<AiSettings | null> =>
    AiSettingsModel.findOne(NAME, { _id: 0, tenantId: 0, name: 0 }).lean<AiSettings>(),

  async saveSettings(settings: AiSettings): Promise<void> {
    const write = { $set: settings, $setOnInsert: { _id: newId('job') } };
    await retryUpsert(() => AiSettingsModel.updateOne(NAME, write as never, { upsert: true }));
  },

  async month(month: string): Promise<MonthSums> {
    const row = await AiMonthModel.findOne({ month }, { _id: 0, tenantId: 0, month: 0 }).lean<MonthSums>();
    return row ?? NONE;
  },

  /**
   * Counts a request before it is made, as dear as it may get.
   * @param most the most that the month may cost; null for no limit
   * @returns its id; null where it might cost more than is left
   */
  async begin(
    month: string,
    micros: number,
    most: number | null,
    of: { subject: string; at: Date },
  ): Promise<string | null> {
    if ((await AiMonthModel.exists({ month })) === null)
      await retryUpsert(() =>
        AiMonthModel.updateOne({ month }, { $setOnInsert: { _id: newId('job') } }, { upsert: true }),
      );
    const room = most === null ? {} : { costMicros: { $lte: most - micros } };
    const { modifiedCount } = await AiMonthModel.updateOne(
      { month, ...room },
      { $inc: { costMicros: micros, requests: 1 } },
    );
    if (modifiedCount === 0) return null;
    const _id = newId('aiu');
    await bulkInsert(AiUseModel, [{ _id, month, ...of, state: 'open', costMicros: micros } as never]);
    return _id;
  },

  /** What the request has cost in truth; once. */
  async end(id: string, usage: AiUsage | null, isAnswered: boolean): Promise<void> {
    const { promptTokens = 0, outputTokens = 0, costMicros = 0, model = null } = usage ?? {};
    const done = { state: isAnswered ? 'done' : 'failed', promptTokens, outputTokens, costMicros, model };
    const before = await AiUseModel.findOneAndUpdate({ _id: id, state: 'open' }, { $set: done }).lean<{
      month: string;
      costMicros: number;
    }>();
    if (before === null) return;
    const more = { costMicros: costMicros - before.costMicros, promptTokens, outputTokens };
    await AiMonthModel.updateOne({ month: before.month }, { $inc: more });
  },

  kept: (key: string): Promise<KeptAnswer | null> =>
    AiAnswerModel.findOne({ key }, { _id: 0, text: 1, usage: 1 }).lean<KeptAnswer>(),

  async keep(key: string, subject: string, { text, usage }: KeptAnswer, at: Date): Promise<void> {
    await bulkInsert(AiAnswerModel, [{ _id: newId('aiu'), key, subject, text, usage, at } as never]);
  },

  /** Answers about these are gone. */
  async forget(subjects: readonly string[]): Promise<void> {
    await AiAnswerModel.deleteMany({ subject: { $in: [...subjects] } });
  },
};
export type AiRepository = typeof aiRepository;
