import { z } from 'zod';
import { defineOperation, Instant, publicAccess } from '../kit/operation.ts';

/**
 * One member of the PowerLine as visitors may see it; names are shortened on the server (H-07). `state`: they keep their name
 * to themselves, or have left and their place stays empty, so that the others keep theirs; the name is empty then.
 */
export const LineEntry = z.object({
  position: z.int(),
  name: z.string(),
  joinedAt: Instant,
  state: z.enum(['hidden', 'left']).optional(),
});
export type LineEntry = z.infer<typeof LineEntry>;

/**
 * Newest first. `cursor` is the highest position that the answer covers: the next delta has a higher one.
 * Where the site does not say how many there are, `total` is 0 and positions begin at a number that tells nothing.
 * `revision` is the number of the newest change to an entry that the answer covers: `changes` has those after the revision
 * that was asked from.
 * With `after`, every entry after that position. `truncated`: more than 500 were missed, or the cursor is not one of this line;
 * the entries are the newest then, to be shown instead of what was there.
 */
export const LineSnapshot = z.object({
  entries: z.array(LineEntry),
  total: z.int(),
  cursor: z.int(),
  revision: z.int(),
  changes: z.array(LineEntry),
  truncated: z.boolean(),
});
export type LineSnapshot = z.infer<typeof LineSnapshot>;

/**
 * Members after the position `from` up to `to`, newest first, coalesced over one tick; or entries that changed after the
 * revision `from` up to `to`: a name that was taken back, a place that is empty now.
 */
export const LineDelta = z.object({ from: z.int(), to: z.int(), total: z.int(), entries: z.array(LineEntry) });
export type LineDelta = z.infer<typeof LineDelta>;

/** From where the line is asked for: what somebody writes there themselves is refused, or answered like a gap. */
const LineCursor = z.strictObject({
  after: z.coerce.number().int().min(0).optional(),
  revision: z.coerce.number().int().min(0).optional(),
});

export const getLine = defineOperation({
  id: 'line.get',
  method: 'GET',
  path: '/api/v1/line',
  host: 'tenant',
  access: publicAccess,
  summary: 'The newest members of the line, or those after a cursor',
  query: LineCursor,
  response: LineSnapshot,
  // Enough for a whole hall that polls, too little to read a line again and again.
  rateLimit: { points: 1200, perSeconds: 60, by: 'ip' },
});

/** Somebody among those who have invited most; the name is empty for whoever keeps theirs to themselves. */
export const LeaderboardEntry = z.object({
  rank: z.int(),
  name: z.string(),
  state: z.literal('hidden').optional(),
  /** How many stand in the line by their invitation; null where the site does not say how many people there are. */
  invited: z.int().nullable(),
});
export type LeaderboardEntry = z.infer<typeof LeaderboardEntry>;

/** Best first; of two with the same number, whoever stood in the line first. */
export const Leaderboard = z.object({ entries: z.array(LeaderboardEntry) });
export type Leaderboard = z.infer<typeof Leaderboard>;

export const getLeaderboard = defineOperation({
  id: 'line.get-leaderboard',
  method: 'GET',
  path: '/api/v1/line/leaderboard',
  host: 'tenant',
  access: publicAccess,
  summary: 'Who has invited most people that stand in the line; nothing where the site shows no leaderboard',
  response: Leaderboard,
  errors: ['not-found'],
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});

/** A member that nobody is. It has no name and no position, because both would be lies (H-08). */
export const SimulatedMember = z.object({
  simulated: z.literal(true),
  number: z.int(),
  package: z.enum(['starter', 'elite', 'pro']),
  joinedAt: Instant,
});
export type SimulatedMember = z.infer<typeof SimulatedMember>;

export const getSimulated = defineOperation({
  id: 'line.get-simulated',
  method: 'GET',
  path: '/api/v1/line/simulated',
  host: 'tenant',
  access: publicAccess,
  summary: 'The simulated members of a demo or preview site, newest first; they count nowhere',
  response: z.object({ members: z.array(SimulatedMember) }),
  errors: ['not-found'],
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});

/**
 * Something that happened, and how we know: `joined` by the address that was confirmed, `attended` by the media server that
 * saw the connection, `enrolled` by the team that recorded it. Every entry is read from the row that the event left.
 */
export const ActivityEntry = z.object({
  kind: z.enum(['joined', 'attended', 'enrolled']),
  name: z.string(),
  state: z.literal('hidden').optional(),
  at: Instant,
});
export type ActivityEntry = z.infer<typeof ActivityEntry>;

/** What is shown of a line and how it comes about: rows that are counted, and nothing else. */
export const LineAbout = z.object({
  /** Null where the site does not say how many people there are. */
  numbers: z
    .object({
      /** Stand in the line now. */
      standing: z.int(),
      /** Have left; their places stay empty. */
      left: z.int(),
      /** Of those who stand in it, how many came by an invitation. */
      invited: z.int(),
    })
    .nullable(),
  /** Whether simulated members are shown beside the line; they are in none of the numbers. */
  simulated: z.boolean(),
  /** The newest first. */
  activity: z.array(ActivityEntry),
});
export type LineAbout = z.infer<typeof LineAbout>;

export const getLineAbout = defineOperation({
  id: 'line.about',
  method: 'GET',
  path: '/api/v1/line/about',
  host: 'tenant',
  access: publicAccess,
  summary: 'What the numbers of the line are made of, and what happened lately',
  response: LineAbout,
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});

/** The name of every event of the stream, with the type of its data. `id` is `<position>-<revision>`, and a cursor. */
export const lineEvents = { snapshot: LineSnapshot, joined: LineDelta, changed: LineDelta } as const;

/**
 * The same feed over plain HTTP, for networks that let no WebSocket through: a snapshot from the cursor on, then numbered
 * deltas without a gap. `Last-Event-ID` goes before the query. A comment every `LINE_HEARTBEAT_MS` keeps the way open.
 */
export const followLine = defineOperation({
  id: 'line.follow',
  method: 'GET',
  path: '/api/v1/line/events',
  host: 'tenant',
  access: publicAccess,
  summary: 'The line as server-sent events, from a cursor on',
  query: LineCursor,
  produces: 'text/event-stream',
  errors: ['unavailable'],
  // Opened once and kept open; a whole hall comes back at once after a restart.
  rateLimit: { points: 300, perSeconds: 60, by: 'ip' },
});

/** How often an idle stream of events says that it is there. */
export const LINE_HEARTBEAT_MS = 20_000;
