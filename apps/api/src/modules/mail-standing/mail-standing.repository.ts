import type { MailPause, MailStandingId, PauseCause } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { retryUpsert } from '@stageline/platform/mongo';
import { findRows } from '@stageline/tenancy';
import { MailStandingModel, MailVolumeModel, type MailStandingRow } from './mail-standing.model.ts';

export interface MailStanding {
  readonly id: MailStandingId;
  readonly state: 'paused' | 'released';
  readonly cause: PauseCause;
  readonly sent: number;
  readonly count: number;
  readonly pausedAt: Date;
  readonly countsFrom: Date | null;
  readonly keptBy: string | null;
  readonly note: string | null;
}

const KEY = { key: 'sending' } as const;
const HOUR_MS = 3_600_000;
const hourOf = (at: Date): string => at.toISOString().slice(0, 13);

/** What the current tenant has sent lately, and whether it may. */
export const mailStandingRepository = {
  async addSent(by: number, now: Date, keepMs: number): Promise<void> {
    const endsAt = new Date(now.getTime() + keepMs + HOUR_MS);
    const change = { $inc: { sent: by }, $setOnInsert: { _id: newId('mst'), endsAt } };
    await retryUpsert(() => MailVolumeModel.updateOne({ hour: hourOf(now) }, change, { upsert: true }));
  },
  /** @param hours a bound on the rows that are read */
  async sentSince(since: Date, hours: number): Promise<number> {
    const rows = await findRows<{ sent: number }>(
      MailVolumeModel,
      { hour: { $gte: hourOf(since) } },
      { projection: { sent: 1 }, sort: { hour: 1 }, limit: hours },
    );
    return rows.reduce((sum, { sent }) => sum + sent, 0);
  },
  find: async (): Promise<MailStanding | null> => orNull(await MailStandingModel.findOne(KEY).lean()),
  /** @returns false where it was paused already */
  async pause({ cause, sent, count }: Omit<MailPause, 'pausedAt'>, now: Date): Promise<boolean> {
    const set = { state: 'paused', cause, sent, count, pausedAt: now };
    const $unset = { keptBy: 1, note: 1 };
    const known = await MailStandingModel.updateOne({ ...KEY, state: 'released' }, { $set: set, $unset });
    if (known.matchedCount > 0) return true;
    const $setOnInsert = { _id: newId('mst'), ...set };
    const made = await retryUpsert(() => MailStandingModel.updateOne(KEY, { $setOnInsert }, { upsert: true }));
    return made.upsertedCount > 0;
  },
  /** @returns false where it is not paused */
  async release(note: string, countsFrom: Date): Promise<boolean> {
    const change = { $set: { state: 'released', note, countsFrom } };
    return (await MailStandingModel.updateOne({ ...KEY, state: 'paused' }, change)).matchedCount > 0;
  },
  /** The same. */
  async keep(keptBy: string, note: string): Promise<boolean> {
    const change = { $set: { keptBy, note } };
    return (await MailStandingModel.updateOne({ ...KEY, state: 'paused' }, change)).matchedCount > 0;
  },
};

/** A row as it is read. */
export function toStanding(row: MailStandingRow): MailStanding {
  const { _id, state, cause, sent, count, pausedAt } = row;
  const [countsFrom, keptBy, note] = [row.countsFrom ?? null, row.keptBy ?? null, row.note ?? null];
  return { id: _id as MailStandingId, state, cause, sent, count, pausedAt, countsFrom, keptBy, note };
}
const orNull = (row: MailStandingRow | null): MailStanding | null => (row === null ? null : toStanding(row));
