import type { SeriesId, SeriesRule } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { SeriesModel } from './series.model.ts';
import type { SessionFacts } from './sessions.types.ts';

export interface SeriesRow {
  readonly _id: SeriesId;
  readonly rule: SeriesRule;
  readonly facts: SessionFacts;
  readonly durationMinutes: number;
  /** The last occurrence that was planned; empty before the first. */
  readonly through: string;
  /** Missing where there is nothing more to plan. */
  readonly fillAt?: Date;
  readonly version: number;
  readonly createdAt: Date;
}

/** Series of the current tenant. */
export const seriesRepository = {
  async insert(series: SeriesRow): Promise<void> {
    await bulkInsert(SeriesModel, [series as never]);
  },

  async find(seriesId: SeriesId): Promise<SeriesRow | null> {
    return SeriesModel.findOne({ _id: seriesId }).lean<SeriesRow>();
  },

  /** Takes one in hand to plan it, in a transaction: of two workers one waits here, and then finds nothing due. */
  async takeDue(seriesId: SeriesId, now: Date, next: Date): Promise<SeriesRow | null> {
    return SeriesModel.findOneAndUpdate(
      { _id: seriesId, fillAt: { $lte: now } },
      { $set: { fillAt: next } },
      { new: true },
    ).lean<SeriesRow>();
  },

  /** Notes how far it is planned, and with null that there is nothing more. */
  async setPlanned(seriesId: SeriesId, through: string, fillAt: Date | null): Promise<void> {
    const set = { through, ...(fillAt !== null && { fillAt }) };
    await SeriesModel.updateOne({ _id: seriesId }, { $set: set, ...(fillAt === null && { $unset: { fillAt: 1 } }) });
  },

  /** Ends it with a rule, if nobody changed it in the meantime; null otherwise. No further dates are planned. */
  async end(seriesId: SeriesId, version: number, rule: SeriesRule): Promise<SeriesRow | null> {
    return SeriesModel.findOneAndUpdate(
      { _id: seriesId, version },
      { $set: { rule }, $unset: { fillAt: 1 }, $inc: { version: 1 } },
      { new: true },
    ).lean<SeriesRow>();
  },
};
export type SeriesRepository = typeof seriesRepository;
