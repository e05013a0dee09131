import { randomUUID } from 'node:crypto';
import { bulkInsert, bulkUpsert, currentTenantId } from '@stageline/tenancy';
import type { DecisionSum, VisitDay } from '@stageline/domain';
import { DecisionTimeModel, VisitDayModel, VisitModel } from './visit.model.ts';

/** A visitor of a day, as they were seen first. */
export interface NewVisit {
  readonly hash: string;
  readonly slot: number;
  readonly seenAt: Date;
}
/** A registration of a visitor of the same day. */
export interface NewDecision {
  readonly hash: string;
  readonly slot: number;
  readonly at: Date;
}

const KEEP_MS = 3 * 86_400_000;
const dayId = (day: string): string => `${currentTenantId()}:${day}`;

/** Visits of the current tenant. */
export function createVisitsRepository() {
  return {
    /**
     * Makes a day known, before its first visit. @param closesAt when it is over
     */
    async openDay(day: string, closesAt: Date): Promise<void> {
      const row = {
        match: { _id: dayId(day), day },
        setOnInsert: { closesAt, rolledAt: null, visitors: 0, slots: [] },
      };
      await bulkUpsert(VisitDayModel, [row as never]);
    },

    /** Whoever was seen that day already stays as they are. */
    async add(day: string, closesAt: Date, visits: readonly NewVisit[]): Promise<void> {
      const expiresAt = new Date(closesAt.getTime() + KEEP_MS);
      const rows = visits.map(({ hash, slot, seenAt }) => ({
        match: { _id: hash },
        setOnInsert: { day, slot, seenAt, decided: false, expiresAt },
      }));
      await bulkUpsert(VisitModel, rows as never[]);
    },

    /** Takes the decision time of each of them who was seen that day; the first registration of a visitor counts. */
    async decide(day: string, decisions: readonly NewDecision[]): Promise<void> {
      const found = await VisitModel.find(
        { _id: { $in: decisions.map(({ hash }) => hash) }, day, decided: false },
        { seenAt: 1 },
      ).lean<{ _id: string; seenAt: Date }[]>();
      if (found.length === 0) return;
      await VisitModel.updateMany({ _id: { $in: found.map(({ _id }) => _id) } }, { $set: { decided: true } });
      const seen = new Map(found.map(({ _id, seenAt }) => [_id, seenAt]));
      const rows = decisions.flatMap(({ hash, slot, at }) => {
        const seenAt = seen.get(hash);
        if (seenAt === undefined) return [];
        const seconds = Math.max(0, Math.round((at.getTime() - seenAt.getTime()) / 1000));
        return [{ _id: randomUUID(), day, slot, seconds }];
      });
      await bulkInsert(DecisionTimeModel, rows as never[]);
    },

    /** Writes the numbers of a day that is over, once. */
    async rollUp(day: string, now: Date): Promise<void> {
      const slots = (await countRaw([day])).get(day) ?? [];
      const visitors = slots.reduce((sum, count) => sum + count, 0);
      await VisitDayModel.updateOne({ day, rolledAt: null }, { $set: { slots, visitors, rolledAt: now } });
    },

    /** The first day with a visit. */
    async firstDay(): Promise<string | null> {
      const row = await VisitDayModel.findOne({}, { day: 1 }).sort({ day: 1 }).lean<{ day: string }>();
      return row?.day ?? null;
    },

    /**
     * Visitors of the days from `first` to `last`, both included; days without one may be missing.
     * @param withSlots whether the quarters of an hour are wanted
     */
    async days(first: string, last: string, withSlots: boolean): Promise<VisitDay[]> {
      const fields = { _id: 0, day: 1, rolledAt: 1, visitors: 1, ...(withSlots ? { slots: 1 } : {}) };
      const rows = await VisitDayModel.find({ day: { $gte: first, $lte: last } }, fields).lean<
        (VisitDay & { rolledAt: Date | null })[]
      >();
      const open = rows.filter(({ rolledAt }) => rolledAt === null).map(({ day }) => day);
      const raw = open.length === 0 ? new Map<string, number[]>() : await countRaw(open);
      return rows.map(({ day, visitors, slots, rolledAt }) => {
        if (rolledAt !== null) return { day, visitors, ...(slots && { slots }) };
        const counted = raw.get(day) ?? [];
        return { day, visitors: counted.reduce((sum, count) => sum + count, 0), slots: counted };
      });
    },

    /**
     * Decision times of days, by day or by hour of the one day.
     * @returns by the day, or by the number of the hour as text
     */
    async decisionsBy(step: 'hour' | 'day', first: string, last: string): Promise<Map<string, DecisionSum>> {
      const rows = await DecisionTimeModel.aggregate<DecisionSum & { _id: string | number }>([
        { $match: { day: { $gte: first, $lte: last } } },
        {
          $group: {
            _id: step === 'day' ? '$day' : { $floor: { $divide: ['$slot', 4] } },
            count: { $sum: 1 },
            seconds: { $sum: '$seconds' },
          },
        },
      ]);
      return new Map(rows.map(({ _id, count, seconds }) => [String(_id), { count, seconds }]));
    },

    /** How many took so many seconds. */
    async decisionTimes(first: string, last: string): Promise<{ seconds: number; count: number }[]> {
      return DecisionTimeModel.aggregate<{ seconds: number; count: number }>([
        { $match: { day: { $gte: first, $lte: last } } },
        { $group: { _id: '$seconds', count: { $sum: 1 } } },
        { $project: { _id: 0, seconds: '$_id', count: 1 } },
      ]);
    },

    /** All of the days, and of the last one the first so many quarters of an hour. */
    async decisionsUntil(days: readonly string[], lastSlots: number): Promise<DecisionSum> {
      const [first, last] = [days[0], days.at(-1)];
      const [sum] = await DecisionTimeModel.aggregate<DecisionSum>([
        { $match: { day: { $gte: first, $lte: last }, $or: [{ day: { $lt: last } }, { slot: { $lt: lastSlots } }] } },
        { $group: { _id: null, count: { $sum: 1 }, seconds: { $sum: '$seconds' } } },
      ]);
      return sum === undefined ? { count: 0, seconds: 0 } : { count: sum.count, seconds: sum.seconds };
    },
  };
}
export type VisitsRepository = ReturnType<typeof createVisitsRepository>;

/** Visitors per quarter of an hour, counted from the visits themselves. */
async function countRaw(days: readonly string[]): Promise<Map<string, number[]>> {
  const rows = await VisitModel.aggregate<{ _id: { day: string; slot: number }; count: number }>([
    { $match: { day: { $in: [...days] } } },
    { $group: { _id: { day: '$day', slot: '$slot' }, count: { $sum: 1 } } },
  ]);
  const counted = new Map<string, number[]>();
  for (const { _id, count } of rows) {
    const slots = counted.get(_id.day) ?? Array.from({ length: 100 }, () => 0);
    slots[_id.slot] = count;
    counted.set(_id.day, slots);
  }
  return counted;
}
