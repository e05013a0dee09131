import type { MailSkipReason, PersonId, SessionId } from '@stageline/contracts';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { PlannedMailModel } from './planned-mail.model.ts';
import type { PlannedMail } from './sequences.types.ts';

type Done = Pick<PlannedMail, 'state' | 'doneAt'> &
  Partial<Pick<PlannedMail, 'reason' | 'mailId' | 'templateVersion' | 'facts'>>;
const CLOSED = { dueAt: null, batch: null } as const;
const FIELDS = {
  sessionId: 1,
  personId: 1,
  stepId: 1,
  plan: 1,
  isReminder: 1,
  plannedFor: 1,
  dueAt: 1,
  state: 1,
  batch: 1,
  attempts: 1,
} as const;

export interface StepCount {
  readonly sessionId: SessionId;
  readonly stepId: string;
  readonly state: PlannedMail['state'];
  readonly reason: MailSkipReason | null;
  readonly count: number;
  readonly next: Date;
}
export interface SentBefore {
  readonly personId: PersonId;
  readonly stepId: string;
  readonly isReminder: boolean;
  readonly plannedFor: Date;
  readonly doneAt: Date;
}

/** The key under which the mail of a planned one is known to those who send it. */
export const mailKeyOf = (plannedMailId: string): string => `sequence:${plannedMailId}`;

/** Rows that are read together. */
const PAGE_ROWS = 500;
type SentRow = Pick<PlannedMail, '_id' | 'stepId' | 'plannedFor'>;

/** Planned mails of the current tenant. */
export const plannedMailsRepository = {
  /** Those that are not there yet. */
  async insertNew(rows: readonly PlannedMail[]): Promise<number> {
    return rows.length === 0 ? 0 : (await bulkInsert(PlannedMailModel, rows as never[])).inserted;
  },

  /** What these people have had of a masterclass already. */
  sentTo: (sessionId: SessionId, people: readonly PersonId[]): Promise<SentBefore[]> =>
    PlannedMailModel.find(
      { sessionId, personId: { $in: [...people] }, state: 'sent' },
      { _id: 0, personId: 1, stepId: 1, isReminder: 1, plannedFor: 1, doneAt: 1 },
    ).lean<SentBefore[]>(),

  /** Those that were handed over to be sent, some hundred at a time. */
  async *handedOver(of: {
    readonly sessionId: SessionId;
    readonly personId?: PersonId;
    readonly reminders?: true;
  }): AsyncGenerator<readonly SentRow[]> {
    const { sessionId, personId, reminders } = of;
    const filter = {
      sessionId,
      state: 'sent',
      ...(personId !== undefined && { personId }),
      ...(reminders === true && { isReminder: true }),
    };
    let rows: SentRow[] = [];
    for await (const row of PlannedMailModel.find(filter, { stepId: 1, plannedFor: 1 }).lean<SentRow[]>().cursor()) {
      rows.push(row as unknown as SentRow);
      if (rows.length < PAGE_ROWS) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  },

  /** Nothing of these goes out any more. */
  async skip(
    of: {
      readonly sessionId: SessionId;
      readonly personId?: PersonId;
      readonly below?: number;
      readonly reminders?: true;
      /** But for reminders whose time has come: they are on their way, and no later plan has them. */
      readonly dueAfter?: Date;
    },
    reason: MailSkipReason,
    doneAt: Date,
  ): Promise<void> {
    const { sessionId, personId, below, reminders, dueAfter } = of;
    const filter = {
      sessionId,
      state: 'planned',
      ...(personId !== undefined && { personId }),
      ...(below !== undefined && { plan: { $lt: below } }),
      ...(reminders === true && { isReminder: true }),
      ...(dueAfter !== undefined && { $or: [{ isReminder: false }, { plannedFor: { $gt: dueAfter } }] }),
    };
    await PlannedMailModel.updateMany(filter, { $set: { state: 'skipped', reason, doneAt, ...CLOSED } });
  },

  /** Whoever takes a seat again after giving it up is planned for anew. */
  async forgetReleased(sessionId: SessionId, personId: PersonId): Promise<void> {
    await PlannedMailModel.deleteMany({ sessionId, personId, state: 'skipped', reason: 'released' });
  },

  /** A step of a masterclass that has ended is due at another time. */
  async moveStep(sessionId: SessionId, stepId: string, plannedFor: Date): Promise<void> {
    await PlannedMailModel.updateMany(
      { sessionId, state: 'planned', stepId, isReminder: false },
      { $set: { plannedFor, dueAt: plannedFor, batch: null } },
    );
  },

  /**
   * Puts rows that are due into the hands of a job until `until`; whoever dies with them gives them back at that time.
   * @returns how many
   */
  async claim(ids: readonly string[], batch: string, now: Date, until: Date): Promise<number> {
    const { modifiedCount } = await PlannedMailModel.updateMany(
      { _id: { $in: [...ids] }, state: 'planned', dueAt: { $lte: now } },
      { $set: { batch, dueAt: until } },
    );
    return modifiedCount;
  },

  ofBatch: (batch: string, limit: number): Promise<PlannedMail[]> =>
    findRows(PlannedMailModel, { batch, state: 'planned' }, { projection: FIELDS, sort: { _id: 1 }, limit }),

  /** @returns false where somebody else has it in hand, or it is done */
  async finish({ _id, batch }: Pick<PlannedMail, '_id' | 'batch'>, done: Done): Promise<boolean> {
    const { modifiedCount } = await PlannedMailModel.updateOne(
      { _id, batch, state: 'planned' },
      { $set: { ...done, ...CLOSED } },
    );
    return modifiedCount === 1;
  },

  /** Looks at it again at `dueAt`. */
  async putOff({ _id, batch }: Pick<PlannedMail, '_id' | 'batch'>, dueAt: Date, attempts: number): Promise<void> {
    await PlannedMailModel.updateOne({ _id, batch, state: 'planned' }, { $set: { dueAt, attempts, batch: null } });
  },

  /** Which of these people have had a reminder since. */
  async remindedSince(people: readonly PersonId[], since: Date): Promise<Set<PersonId>> {
    const rows = await PlannedMailModel.find(
      { personId: { $in: [...people] }, doneAt: { $gt: since }, state: 'sent', isReminder: true },
      { _id: 0, personId: 1 },
    ).lean<{ personId: PersonId }[]>();
    return new Set(rows.map(({ personId }) => personId));
  },

  /** What became of the mails of these masterclasses, by step. */
  counts(sessionIds: readonly SessionId[]): Promise<StepCount[]> {
    const key = { sessionId: '$sessionId', stepId: '$stepId', state: '$state', reason: '$reason' };
    return PlannedMailModel.aggregate<StepCount>([
      { $match: { sessionId: { $in: [...sessionIds] } } },
      { $group: { _id: key, count: { $sum: 1 }, next: { $min: '$plannedFor' } } },
      {
        $project: {
          _id: 0,
          sessionId: '$_id.sessionId',
          stepId: '$_id.stepId',
          state: '$_id.state',
          reason: '$_id.reason',
          count: 1,
          next: 1,
        },
      },
    ]);
  },
};
