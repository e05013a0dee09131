import type { PollBody, PollId, PollRunId, PollTally, SessionId } from '@stageline/contracts';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { PollModel, PollRunModel } from './polls.model.ts';

export interface PollRow extends PollBody {
  readonly _id: PollId;
  readonly sessionId: SessionId;
  readonly runs: number;
  readonly version: number;
}
export interface PollRunRow extends PollBody, PollTally {
  readonly _id: PollRunId;
  readonly pollId: PollId;
  readonly sessionId: SessionId;
  readonly number: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly shownAt: Date | null;
}

const ASKED = { sessionId: 1, title: 1, questions: 1, changeable: 1, version: 1 } as const;
const POLL = { ...ASKED, runs: 1 } as const;
const RUN = { ...ASKED, pollId: 1, number: 1, openedAt: 1, closedAt: 1, shownAt: 1, people: 1, counts: 1 } as const;
/** More than a session may have. */
const [ALL_POLLS, ALL_RUNS] = [200, 2000];
const EPOCH = new Date(0);

/** Reads and writes of polls and their runs; every call runs in the current tenant. */
export function createPollsRepository() {
  return {
    async find(sessionId: SessionId, id: PollId): Promise<PollRow | null> {
      return PollModel.findOne({ _id: id, sessionId }, POLL).lean<PollRow>();
    },

    /** In the order in which they were made. */
    async list(sessionId: SessionId): Promise<PollRow[]> {
      return findRows(PollModel, { sessionId }, { projection: POLL, sort: { _id: 1 }, limit: ALL_POLLS });
    },

    async count(sessionId: SessionId): Promise<number> {
      return PollModel.countDocuments({ sessionId });
    },

    async insert(row: PollRow): Promise<void> {
      await bulkInsert(PollModel, [row as never]);
    },

    /** Null where it was changed meanwhile. */
    async rewrite(id: PollId, version: number, body: PollBody): Promise<PollRow | null> {
      const change = { $set: { ...body }, $inc: { version: 1 } };
      const options = { new: true, projection: POLL } as const;
      return PollModel.findOneAndUpdate({ _id: id, version }, change, options).lean<PollRow>();
    },

    async remove(id: PollId): Promise<boolean> {
      return (await PollModel.deleteOne({ _id: id, runs: 0 })).deletedCount === 1;
    },

    /** The runs of a session, the last one first. */
    async runs(sessionId: SessionId): Promise<PollRunRow[]> {
      return findRows(PollRunModel, { sessionId }, { projection: RUN, sort: { _id: -1 }, limit: ALL_RUNS });
    },

    async findRun(sessionId: SessionId, id: PollRunId): Promise<PollRunRow | null> {
      return PollRunModel.findOne({ _id: id, sessionId }, RUN).lean<PollRunRow>();
    },

    async open(sessionId: SessionId): Promise<PollRunRow[]> {
      const filter = { sessionId, closedAt: null };
      return findRows(PollRunModel, filter, { projection: RUN, sort: { _id: -1 }, limit: 10 });
    },

    /** The run whose results were shown last, and are still. */
    async shown(sessionId: SessionId): Promise<PollRunRow[]> {
      const filter = { sessionId, shownAt: { $gt: EPOCH } };
      return findRows(PollRunModel, filter, { projection: RUN, sort: { shownAt: -1 }, limit: 1 });
    },

    /** Writes a run, and with its poll that there is one more. */
    async launch(row: PollRunRow): Promise<void> {
      await bulkInsert(PollRunModel, [row as never]);
      await PollModel.updateOne({ _id: row.pollId }, { $inc: { runs: 1, version: 1 } });
    },

    async setRun(id: PollRunId, fields: Partial<Pick<PollRunRow, 'closedAt' | 'shownAt'>>): Promise<void> {
      await PollRunModel.updateOne({ _id: id }, { $set: { ...fields } });
    },

    /** @param by of the counts, as `question.choice` @returns the results after that */
    async raise(id: PollRunId, people: number, by: ReadonlyMap<string, number>): Promise<PollTally> {
      const cells = [...by].map(([cell, amount]) => [`counts.${cell}`, amount] as const);
      const change = { $inc: { people, version: 1, ...Object.fromEntries(cells) } };
      const options = { new: true, projection: { people: 1, counts: 1, version: 1 } } as const;
      const {
        version,
        people: all,
        counts,
      } = (await PollRunModel.findOneAndUpdate({ _id: id }, change, options).lean<PollTally>())!;
      return { version, people: all, counts };
    },
  };
}
export type PollsRepository = ReturnType<typeof createPollsRepository>;
