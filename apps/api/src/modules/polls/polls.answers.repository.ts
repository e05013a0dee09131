import type { PersonId, PollAnswer, PollAnswerId, PollRunId, SessionId } from '@stageline/contracts';
import { bulkInsert, bulkUpdate, findRows } from '@stageline/tenancy';
import { PollAnswerModel } from './polls.model.ts';

export interface PollAnswerRow {
  readonly _id: PollAnswerId;
  readonly runId: PollRunId;
  readonly sessionId: SessionId;
  readonly identity: PersonId;
  readonly answers: readonly PollAnswer[];
  readonly answeredAt: Date;
}

const FIELDS = { runId: 1, sessionId: 1, identity: 1, answers: 1, answeredAt: 1 } as const;
/** Answers that are read together. */
const PAGE = 500;

/** Reads and writes of what people answered; every call runs in the current tenant. */
export function createPollAnswersRepository() {
  return {
    async of(runId: PollRunId, identities: readonly PersonId[]): Promise<PollAnswerRow[]> {
      const filter = { identity: { $in: [...identities] }, runId };
      return findRows(PollAnswerModel, filter, { projection: FIELDS, sort: { identity: 1 }, limit: identities.length });
    },

    /** What one person answered in these runs. */
    async ofPerson(identity: PersonId, runIds: readonly PollRunId[]): Promise<PollAnswerRow[]> {
      if (runIds.length === 0) return [];
      const filter = { identity, runId: { $in: [...runIds] } };
      return findRows(PollAnswerModel, filter, { projection: FIELDS, sort: { runId: 1 }, limit: runIds.length });
    },

    async insert(rows: readonly PollAnswerRow[]): Promise<void> {
      if (rows.length > 0) await bulkInsert(PollAnswerModel, rows as never[]);
    },

    async update(rows: readonly PollAnswerRow[]): Promise<void> {
      if (rows.length === 0) return;
      const changes = rows.map(({ _id, answers, answeredAt }) => ({ match: { _id }, set: { answers, answeredAt } }));
      await bulkUpdate(PollAnswerModel, changes as never[]);
    },

    /** The newest answers of a run. */
    async newest(runId: PollRunId, limit: number): Promise<PollAnswerRow[]> {
      return findRows(PollAnswerModel, { runId }, { projection: FIELDS, sort: { _id: -1 }, limit });
    },

    /** All answers of a run, the last one first, some hundred at a time. */
    async *all(runId: PollRunId): AsyncGenerator<readonly PollAnswerRow[]> {
      for (let below: string | null = null; ;) {
        const filter = { runId, ...(below !== null && { _id: { $lt: below } }) };
        const rows: PollAnswerRow[] = await findRows(PollAnswerModel, filter, {
          projection: FIELDS,
          sort: { _id: -1 },
          limit: PAGE,
        });
        if (rows.length > 0) yield rows;
        if (rows.length < PAGE) return;
        below = rows.at(-1)!._id;
      }
    },
  };
}
export type PollAnswersRepository = ReturnType<typeof createPollAnswersRepository>;
