import { PersonModel } from './person.model.ts';

/** People of one span of time, by when they registered. */
export interface PeopleCount {
  readonly registered: number;
  /** Those who have proved their address since: the pre-enrollees. */
  readonly confirmed: number;
}

/** The one place that says who is a pre-enrollee: somebody whose address is proved. */
const CONFIRMED = { verifiedAt: { $ne: null } } as const;
const IS_CONFIRMED = { $gt: ['$verifiedAt', null] };

/** Numbers over the people of the current tenant; all of them come from an index alone. */
export function createPeopleStatistics() {
  return {
    /** When the first one registered. */
    async firstAt(): Promise<Date | null> {
      const row = await PersonModel.findOne({}, { _id: 0, createdAt: 1 })
        .sort({ createdAt: 1 })
        .lean<{ createdAt: Date }>();
      return row?.createdAt ?? null;
    },

    /**
     * @param boundaries the beginning of each bucket and the end of the last one, rising
     * @returns one per bucket
     */
    async countBy(boundaries: readonly Date[]): Promise<PeopleCount[]> {
      const starts = boundaries.slice(0, -1);
      const rows = await PersonModel.aggregate<PeopleCount & { _id: Date }>([
        { $match: { createdAt: { $gte: boundaries[0], $lt: boundaries.at(-1) } } },
        {
          $bucket: {
            groupBy: '$createdAt',
            boundaries: [...boundaries],
            output: { registered: { $sum: 1 }, confirmed: { $sum: { $cond: [IS_CONFIRMED, 1, 0] } } },
          },
        },
      ]);
      const found = new Map(rows.map((row) => [row._id.getTime(), row]));
      return starts.map((start) => {
        const { registered = 0, confirmed = 0 } = found.get(start.getTime()) ?? {};
        return { registered, confirmed };
      });
    },

    /** Those of them who registered in the span; `from` included, `to` not. */
    async countConfirmed(from: Date, to: Date): Promise<number> {
      return PersonModel.countDocuments({ createdAt: { $gte: from, $lt: to }, ...CONFIRMED });
    },
  };
}
export type PeopleStatistics = ReturnType<typeof createPeopleStatistics>;
