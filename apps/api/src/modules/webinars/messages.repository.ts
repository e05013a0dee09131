import type { PersonId, WebinarAttendeeId, WebinarFileId, WebinarId } from '@stageline/contracts';
import { bulkInsert, bulkUpdate, findRows } from '@stageline/tenancy';
import { WebinarMessageModel } from './attendee.model.ts';
import type { MessageRow, ShownMessage } from './webinars.types.ts';

const SHOWN = { at: 1, sender: 1, text: 1, isQuestion: 1, attendeeId: 1 } as const;
/** Messages of one person that are shown. */
const MOST_SAID = 200;

/** Everything that one sender wrote, in numbers. */
export interface SenderSum {
  readonly _id: string;
  readonly sender: string;
  readonly email: string | null;
  readonly personId: PersonId | null;
  readonly messages: number;
  readonly questions: number;
  readonly sample: string;
  readonly first: Date | null;
  readonly last: Date | null;
  readonly attendeeIds: readonly (WebinarAttendeeId | null)[];
}

/** What was written in webinars; every call runs in the current tenant. */
export const messagesRepository = {
  async insert(rows: readonly MessageRow[]): Promise<void> {
    if (rows.length > 0) await bulkInsert(WebinarMessageModel, rows as never[]);
  },

  async update(rows: readonly { readonly _id: string; readonly set: Partial<MessageRow> }[]): Promise<void> {
    const changes = rows.map(({ _id, set }) => ({ match: { _id }, set }));
    if (rows.length > 0) await bulkUpdate(WebinarMessageModel, changes as never[]);
  },

  async byDigests(webinarId: WebinarId, digests: readonly string[]): Promise<Map<string, MessageRow>> {
    const rows = await findRows<MessageRow>(
      WebinarMessageModel,
      { webinarId, digest: { $in: [...digests] } },
      { projection: {}, sort: { webinarId: 1, digest: 1 }, limit: digests.length },
    );
    return new Map(rows.map((row) => [row.digest, row]));
  },

  /** What these people wrote, in the order of time. */
  async said(
    webinarId: WebinarId,
    attendeeIds: readonly WebinarAttendeeId[],
  ): Promise<Map<WebinarAttendeeId, ShownMessage[]>> {
    const rows = await findRows<ShownMessage>(
      WebinarMessageModel,
      { webinarId, attendeeId: { $in: [...attendeeIds] } },
      { projection: SHOWN, sort: { at: 1, _id: 1 }, limit: attendeeIds.length * MOST_SAID },
    );
    const said = new Map<WebinarAttendeeId, ShownMessage[]>();
    for (const row of rows) {
      const theirs = said.get(row.attendeeId!);
      if (theirs === undefined) said.set(row.attendeeId!, [row]);
      else if (theirs.length < MOST_SAID) theirs.push(row);
    }
    return said;
  },

  async questions(webinarId: WebinarId, limit: number): Promise<ShownMessage[]> {
    const sort = { at: 1, _id: 1 } as const;
    return findRows<ShownMessage>(
      WebinarMessageModel,
      { webinarId, isQuestion: true },
      { projection: SHOWN, sort, limit },
    );
  },

  /** Everybody who wrote, by what they are called in the files. */
  async senders(webinarId: WebinarId): Promise<SenderSum[]> {
    return WebinarMessageModel.aggregate<SenderSum>([
      { $match: { webinarId } },
      { $sort: { webinarId: 1, senderKey: 1 } },
      {
        $group: {
          _id: '$senderKey',
          sender: { $first: '$sender' },
          email: { $max: '$email' },
          personId: { $max: '$personId' },
          messages: { $sum: 1 },
          questions: { $sum: { $cond: ['$isQuestion', 1, 0] } },
          sample: { $first: '$text' },
          first: { $min: '$at' },
          last: { $max: '$at' },
          attendeeIds: { $addToSet: '$attendeeId' },
        },
      },
      { $sort: { messages: -1, _id: 1 } },
    ]);
  },

  /** What a sender of this name is known by; of a name there may be several, each with an address. */
  async senderKeys(webinarId: WebinarId, sender: string): Promise<string[]> {
    return WebinarMessageModel.distinct('senderKey', { webinarId, sender }) as unknown as Promise<string[]>;
  },

  /** Says whose everything is that one sender wrote. @returns how many messages changed hands */
  async assign(webinarId: WebinarId, senderKey: string, attendeeId: WebinarAttendeeId | null): Promise<number> {
    const { modifiedCount } = await WebinarMessageModel.updateMany(
      { webinarId, senderKey, attendeeId: { $ne: attendeeId } },
      { $set: { attendeeId } },
    );
    return modifiedCount;
  },

  /** Messages of these people are nobody's any more. */
  async release(webinarId: WebinarId, attendeeIds: readonly WebinarAttendeeId[]): Promise<void> {
    await WebinarMessageModel.updateMany(
      { webinarId, attendeeId: { $in: [...attendeeIds] } },
      { $set: { attendeeId: null } },
    );
  },

  /** How many messages of a file nobody could be found for. */
  async unmatchedOf(webinarId: WebinarId, fileId: WebinarFileId): Promise<number> {
    return WebinarMessageModel.countDocuments({ webinarId, attendeeId: null, 'files.fileId': fileId } as never);
  },

  /** How much each of these people wrote. */
  async sums(
    webinarId: WebinarId,
    attendeeIds: readonly WebinarAttendeeId[],
  ): Promise<Map<WebinarAttendeeId, { messages: number; questions: number }>> {
    const rows = await WebinarMessageModel.aggregate<{ _id: WebinarAttendeeId; messages: number; questions: number }>([
      { $match: { webinarId, attendeeId: { $in: [...attendeeIds] } } },
      { $group: { _id: '$attendeeId', messages: { $sum: 1 }, questions: { $sum: { $cond: ['$isQuestion', 1, 0] } } } },
    ]);
    return new Map(rows.map(({ _id, messages, questions }) => [_id, { messages, questions }]));
  },

  async counts(webinarId: WebinarId): Promise<{ messages: number; questions: number; unmatched: number }> {
    const [messages, questions, unmatched] = await Promise.all([
      WebinarMessageModel.countDocuments({ webinarId }),
      WebinarMessageModel.countDocuments({ webinarId, isQuestion: true }),
      WebinarMessageModel.countDocuments({ webinarId, attendeeId: null }),
    ]);
    return { messages, questions, unmatched };
  },

  /**
   * Takes back what files have said that are gone, or were read again since; messages that nothing says any more go.
   * @param readings the one of each file that holds
   */
  async forgetAllBut(webinarId: WebinarId, readings: ReadonlyMap<string, number>): Promise<void> {
    const known = (await WebinarMessageModel.distinct('files.fileId', { webinarId })) as string[];
    for (const fileId of known) {
      if (fileId === 'own') continue;
      const reading = readings.get(fileId);
      const gone = { fileId, ...(reading !== undefined && { reading: { $ne: reading } }) };
      const { modifiedCount } = await WebinarMessageModel.updateMany(
        { webinarId, files: { $elemMatch: gone } } as never,
        { $pull: { files: gone } } as never,
      );
      if (modifiedCount > 0) await WebinarMessageModel.deleteMany({ webinarId, files: { $size: 0 } } as never);
    }
  },

  async remove(webinarId: WebinarId): Promise<void> {
    await WebinarMessageModel.deleteMany({ webinarId });
  },
};
export type MessagesRepository = typeof messagesRepository;
