import type { EngagementTier, WebinarAttendeeId, WebinarId } from '@stageline/contracts';
import { bulkInsert, bulkUpdate, findRows } from '@stageline/tenancy';
import { WebinarAttendeeModel } from './attendee.model.ts';
import type { AttendeeRow, ShownAttendee } from './webinars.types.ts';

const SHOWN = {
  webinarId: 1,
  key: 1,
  name: 1,
  email: 1,
  attended: 1,
  minutes: 1,
  messages: 1,
  questions: 1,
  score: 1,
  rank: 1,
  tier: 1,
  confidence: 1,
  parts: 1,
  presence: 1,
  unsubscribed: 1,
  custom: 1,
  lines: 1,
  personId: 1,
} as const;
/** Of a list: what stands in its columns. */
const LISTED = { ...SHOWN, parts: 0, presence: 0, custom: 0, lines: 0 } as const;
const listed = Object.fromEntries(Object.entries(LISTED).filter(([, shown]) => shown === 1)) as Record<string, 1>;

export type ListedAttendee = Omit<ShownAttendee, 'parts' | 'presence' | 'custom' | 'lines'>;

/** Where a page of a list by score ended. */
export interface RankBound {
  readonly rank: number;
  readonly id: string;
}
export interface AttendeeChoice {
  readonly tiers?: readonly EngagementTier[] | undefined;
  readonly ids?: readonly WebinarAttendeeId[] | undefined;
  /** In the letters of `foldedText`. */
  readonly search?: string | undefined;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function chosen(webinarId: WebinarId, { tiers, ids, search }: AttendeeChoice, after: RankBound | null) {
  return {
    webinarId,
    ...(tiers !== undefined && { tier: tiers.length === 1 ? tiers[0] : { $in: [...tiers] } }),
    ...(ids !== undefined && { _id: { $in: [...ids] } }),
    ...(search !== undefined && search !== '' && { text: { $regex: escaped(search) } }),
    ...(after !== null && {
      rank: { $lte: after.rank },
      $or: [{ rank: { $lt: after.rank } }, { rank: after.rank, _id: { $gt: after.id } }],
    }),
  };
}

/** People of webinars; every call runs in the current tenant. */
export const attendeesRepository = {
  /** The next of them by score, the highest first: one scan of an index, however many there are. */
  async page(
    webinarId: WebinarId,
    choice: AttendeeChoice,
    after: RankBound | null,
    limit: number,
  ): Promise<ListedAttendee[]> {
    const options = { projection: listed, sort: { rank: -1, _id: 1 } as const, limit };
    return findRows<ListedAttendee>(WebinarAttendeeModel, chosen(webinarId, choice, after), options);
  },

  /** The same with everything that a page about them shows. */
  async whole(
    webinarId: WebinarId,
    choice: AttendeeChoice,
    after: RankBound | null,
    limit: number,
  ): Promise<ShownAttendee[]> {
    const options = { projection: SHOWN, sort: { rank: -1, _id: 1 } as const, limit };
    return findRows<ShownAttendee>(WebinarAttendeeModel, chosen(webinarId, choice, after), options);
  },

  async find(webinarId: WebinarId, attendeeId: WebinarAttendeeId): Promise<ShownAttendee | null> {
    return WebinarAttendeeModel.findOne({ _id: attendeeId, webinarId }, SHOWN).lean<ShownAttendee>();
  },

  async byKeys(webinarId: WebinarId, keys: readonly string[]): Promise<Map<string, AttendeeRow>> {
    const filter = { webinarId, key: { $in: [...keys] } };
    const options = { projection: {}, sort: { webinarId: 1, key: 1 } as const, limit: keys.length };
    const rows = await findRows<AttendeeRow>(WebinarAttendeeModel, filter, options);
    return new Map(rows.map((row) => [row.key, row]));
  },

  /** All of them, some hundred at a time, in the order of their ids. */
  async *all(webinarId: WebinarId, limit = 500): AsyncGenerator<AttendeeRow[]> {
    for (let after = ''; ;) {
      const rows = await findRows<AttendeeRow>(
        WebinarAttendeeModel,
        { webinarId, _id: { $gt: after } },
        { projection: {}, sort: { _id: 1 }, limit },
      );
      if (rows.length > 0) yield rows;
      if (rows.length < limit) return;
      after = rows.at(-1)!._id;
    }
  },

  async insert(rows: readonly AttendeeRow[]): Promise<void> {
    if (rows.length > 0) await bulkInsert(WebinarAttendeeModel, rows as never[]);
  },

  async update(
    rows: readonly { readonly _id: WebinarAttendeeId; readonly set: Partial<AttendeeRow> }[],
  ): Promise<void> {
    const changes = rows.map(({ _id, set }) => ({ match: { _id }, set }));
    if (rows.length > 0) await bulkUpdate(WebinarAttendeeModel, changes as never[]);
  },

  async remove(webinarId: WebinarId, ids?: readonly WebinarAttendeeId[]): Promise<void> {
    await WebinarAttendeeModel.deleteMany({ webinarId, ...(ids && { _id: { $in: [...ids] } }) });
  },
};
export type AttendeesRepository = typeof attendeesRepository;
