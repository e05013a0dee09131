import type { EngagementTier, WebinarAttendeeId, WebinarId } from '@stageline/contracts';
import { bulkInsert, bulkUpdate, findRows } from '@stageline/tenancy';
import { WebinarAttendeeModel } from './attendee.model.ts';
import type { AttendeeRow, AttendeeStanding, NamedAttendee, ShownAttendee } from './webinars.types.ts';

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
  /** Whether addresses are searched as well; otherwise names alone. */
  readonly withContacts?: boolean;
}

const STANDING = { attended: 1, said: 1, basis: 1, 'sources.fileId': 1, 'sources.reading': 1 } as const;
const NAMED = { name: 1, nameKeys: 1, presence: 1 } as const;
/** People of one name that are looked at. */
const MOST_OF_ONE_NAME = 20;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Without contact data nobody is found by their address, nor where it stands as their name. */
function searched(search: string, withContacts: boolean) {
  const within = { $regex: escaped(search) };
  return withContacts ? { text: within } : { nameKeys: within, name: { $not: /@/ } };
}

function chosen(webinarId: WebinarId, choice: AttendeeChoice, after: RankBound | null) {
  const { tiers, ids, search, withContacts = true } = choice;
  return {
    webinarId,
    ...(tiers !== undefined && { tier: tiers.length === 1 ? tiers[0] : { $in: [...tiers] } }),
    ...(ids !== undefined && { _id: { $in: [...ids] } }),
    ...(search !== undefined && search !== '' && searched(search, withContacts)),
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

  /** What the scores of all of them stand on, some hundred at a time. */
  async *standings(webinarId: WebinarId, limit = 500): AsyncGenerator<AttendeeStanding[]> {
    for (let after = ''; ;) {
      const rows = await findRows<AttendeeStanding>(
        WebinarAttendeeModel,
        { webinarId, _id: { $gt: after } },
        { projection: STANDING, sort: { _id: 1 }, limit },
      );
      if (rows.length > 0) yield rows;
      if (rows.length < limit) return;
      after = rows.at(-1)!._id;
    }
  },

  /** These of them, with everything that is kept. */
  async byIds(webinarId: WebinarId, ids: readonly WebinarAttendeeId[]): Promise<AttendeeRow[]> {
    const options = { projection: {}, sort: { _id: 1 } as const, limit: ids.length };
    return findRows<AttendeeRow>(WebinarAttendeeModel, { webinarId, _id: { $in: [...ids] } }, options);
  },

  /** Whoever has one of these names, as chats may write it. */
  async named(webinarId: WebinarId, names: readonly string[]): Promise<NamedAttendee[]> {
    if (names.length === 0) return [];
    const options = { projection: NAMED, sort: { _id: 1 } as const, limit: names.length * MOST_OF_ONE_NAME };
    return findRows<NamedAttendee>(WebinarAttendeeModel, { webinarId, nameKeys: { $in: [...names] } }, options);
  },

  /** Whose name begins with the first word of one of these. */
  async ofFirstWord(webinarId: WebinarId, names: readonly string[]): Promise<NamedAttendee[]> {
    const words = [...new Set(names.map((name) => name.split(' ', 1)[0]!))];
    const begins = words.map((word) => new RegExp(`^${escaped(word)}`));
    if (words.length === 0) return [];
    const options = { projection: NAMED, sort: { _id: 1 } as const, limit: MOST_OF_ONE_NAME * 10 };
    return findRows<NamedAttendee>(WebinarAttendeeModel, { webinarId, nameKeys: { $in: begins } }, options);
  },

  /** From when the first came to when the last left; null where no times are known. */
  async span(webinarId: WebinarId): Promise<{ from: Date; to: Date } | null> {
    const [row] = await WebinarAttendeeModel.aggregate<{ from: Date | null; to: Date | null }>([
      { $match: { webinarId } },
      { $unwind: '$presence' },
      { $match: { 'presence.kind': 'live' } },
      { $group: { _id: null, from: { $min: '$presence.joinedAt' }, to: { $max: '$presence.leftAt' } } },
    ]);
    return row === undefined || row.from === null || row.to === null ? null : { from: row.from, to: row.to };
  },

  /** How many have a score from 0 to 9, 10 to 19 … 90 to 100. */
  async distribution(webinarId: WebinarId): Promise<number[]> {
    const rows = await WebinarAttendeeModel.aggregate<{ _id: number; count: number }>([
      { $match: { webinarId, rank: { $gte: 0 } } },
      { $group: { _id: { $min: [9, { $floor: { $divide: ['$rank', 10] } }] }, count: { $sum: 1 } } },
    ]);
    const counts = Array.from({ length: 10 }, () => 0);
    for (const { _id, count } of rows) counts[_id] = count;
    return counts;
  },

  /** What each signal was worth of everybody who came, some hundred at a time, in the order of their ids. */
  async *learned(
    webinarId: WebinarId,
    limit = 1000,
  ): AsyncGenerator<Pick<AttendeeRow, '_id' | 'parts' | 'personId'>[]> {
    for (let after = ''; ;) {
      const rows = await findRows<Pick<AttendeeRow, '_id' | 'parts' | 'personId'>>(
        WebinarAttendeeModel,
        { webinarId, _id: { $gt: after }, attended: true },
        { projection: { parts: 1, personId: 1 }, sort: { _id: 1 }, limit },
      );
      if (rows.length > 0) yield rows;
      if (rows.length < limit) return;
      after = rows.at(-1)!._id;
    }
  },

  /** When each of them was there, some hundred at a time. */
  async *presences(webinarId: WebinarId, limit = 1000): AsyncGenerator<AttendeeRow['presence'][]> {
    for (let after = ''; ;) {
      const rows = await findRows<Pick<AttendeeRow, '_id' | 'presence'>>(
        WebinarAttendeeModel,
        { webinarId, _id: { $gt: after } },
        { projection: { presence: 1 }, sort: { _id: 1 }, limit },
      );
      if (rows.length > 0) yield rows.map(({ presence }) => presence);
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
