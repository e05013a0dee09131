import { z } from 'zod';
import { OfferId, PersonId, QuestionId, RecordingId, ReplayId, SessionId } from '../kit/ids.ts';
import { Price } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess, publicAccess } from '../kit/operation.ts';
import { SessionMoment } from './moments.ts';
import { requiredText } from './fields.ts';
import { OfferKind } from '../sockets/offers.ts';
import { SessionParams } from './registrations.ts';

/** Who may see a replay, besides how long. Whoever has bought it sees it in any case. */
export const ReplayAccess = z.enum(['registrants', 'link', 'password', 'buyers']);
export type ReplayAccess = z.infer<typeof ReplayAccess>;

/** What has become of the film. */
export const ReplayState = z.enum(['processing', 'ready', 'failed']);
export type ReplayState = z.infer<typeof ReplayState>;

/** Why there is none. */
export const ReplayFailure = z.enum(['nothing-recorded', 'segments-missing', 'disk-full', 'damaged', 'interrupted']);
export type ReplayFailure = z.infer<typeof ReplayFailure>;

export const ReplayPublication = z.enum(['draft', 'published', 'taken-down']);
export type ReplayPublication = z.infer<typeof ReplayPublication>;

export const MOST_CHAPTERS = 50;
export const MOST_REPLAY_RANGES = 50;
/** Milliseconds of the replay's own time: what was lost of the recording is left out of it. */
const mediaMs = z
  .int()
  .min(0)
  .max(24 * 3_600_000);

/** Where something begins. Of `start` and `screen` the title is empty: the page has words of its own for them. */
export const ReplayChapter = z.object({
  atMs: z.int(),
  kind: z.enum(['own', 'start', 'screen', 'question']),
  title: z.string(),
});
export type ReplayChapter = z.infer<typeof ReplayChapter>;

/** Where something of the masterclass is missing: it was lost, or a host had paused the recording. */
export const ReplayCut = z.object({ atMs: z.int(), missingMs: z.int(), reason: z.enum(['lost', 'paused']) });
export type ReplayCut = z.infer<typeof ReplayCut>;

const ReplayCaptions = z.object({ language: z.string(), label: z.string(), url: z.string() });

/** A replay as whoever watches it gets it. */
export const ReplayView = z.object({
  title: z.string(),
  recordedAt: Instant,
  durationMs: z.int(),
  chapters: z.array(ReplayChapter),
  cuts: z.array(ReplayCut),
  captions: z.array(ReplayCaptions),
  /** An HLS playlist; everything in it is found beside it, under the same grant, until `expiresAt`. */
  playlistUrl: z.string(),
  /** What shows for as long that they may watch: it is part of every further address. */
  grant: z.string(),
  expiresAt: Instant,
  /** Where they were; null where nobody keeps it: of somebody without a name, and of a member's look at it. */
  positionMs: z.int().nullable(),
  /** Whether what they watch is counted. */
  counted: z.boolean(),
});
export type ReplayView = z.infer<typeof ReplayView>;

/** What somebody finds behind a link. */
export const OpenedReplay = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open'), replay: ReplayView }),
  z.object({ state: z.literal('password'), title: z.string() }),
  z.object({ state: z.literal('registrants'), title: z.string() }),
  z.object({ state: z.literal('buyers'), title: z.string() }),
  z.object({ state: z.literal('expired'), title: z.string() }),
  z.object({ state: z.literal('processing'), title: z.string(), percent: z.int(), etaSeconds: z.int().nullable() }),
  z.object({ state: z.literal('failed'), title: z.string() }),
  /** Of a personal link: nothing is published that is theirs to see. */
  z.object({ state: z.literal('none') }),
]);
export type OpenedReplay = z.infer<typeof OpenedReplay>;

/** A replay's own link, or the personal one of somebody who registered, perhaps with one of their masterclasses. */
const by = z.union([
  z.strictObject({ key: z.string().min(10).max(60) }),
  z.strictObject({ token: z.string().min(20).max(200), sessionId: SessionId.optional() }),
]);

export const openReplay = defineOperation({
  id: 'replays.open',
  method: 'POST',
  path: '/api/v1/replays/open',
  host: 'tenant',
  access: publicAccess,
  summary: 'What is behind a link to a replay, and a grant to watch it',
  body: z.strictObject({
    by,
    /** An earlier one: whoever gave the password need not give it again while it holds. */
    grant: z.string().max(400).optional(),
  }),
  response: OpenedReplay,
  errors: ['invalid-ticket'],
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});

export const unlockReplay = defineOperation({
  id: 'replays.unlock',
  method: 'POST',
  path: '/api/v1/replays/unlock',
  host: 'tenant',
  access: publicAccess,
  summary: 'The same with a password',
  body: z.strictObject({ by, password: z.string().min(1).max(100) }),
  response: OpenedReplay,
  errors: ['invalid-ticket', 'wrong-password'],
  rateLimit: { points: 10, perSeconds: 300, by: 'ip' },
});

const grant = z.string().min(20).max(400);

export const getReplayMedia = defineOperation({
  id: 'replays.media',
  method: 'GET',
  path: '/api/v1/replays/with/:grant/media/:file',
  host: 'tenant',
  access: publicAccess,
  summary: 'A playlist, a segment or captions',
  params: z.strictObject({ grant, file: z.string().max(60) }),
  produces: 'application/octet-stream',
});

/** A message of the chat at its moment. */
export const ReplayMessage = z.object({
  id: z.string(),
  atMs: z.int(),
  authorName: z.string(),
  fromHost: z.boolean(),
  text: z.string(),
});
export type ReplayMessage = z.infer<typeof ReplayMessage>;

/** A question at the moment in which it was answered. */
export const ReplayQuestion = z.object({
  id: QuestionId,
  atMs: z.int(),
  authorName: z.string(),
  text: z.string(),
  how: z.enum(['live', 'text']),
  /** Of one that was answered in text, else empty. */
  answer: z.string(),
});
export type ReplayQuestion = z.infer<typeof ReplayQuestion>;

/** An offer or a notification, for as long as it was on the screens of the masterclass. */
export const ReplayOffer = z.object({
  id: OfferId,
  atMs: z.int(),
  /** Where it was taken off, or the replay ends. */
  endMs: z.int(),
  kind: OfferKind,
  title: z.string(),
  text: z.string(),
  label: z.string(),
  price: z.string(),
  /** What it costs whoever orders it here; null for one that leads elsewhere. */
  sells: Price.nullable(),
  hasLink: z.boolean(),
  /** It is ordered here, and whoever watches came by a link that is nobody's. */
  isNameless: z.boolean(),
  /** Its time is over by the server's clock: it can be read, and nobody can follow it any more. */
  isOver: z.boolean(),
});
export type ReplayOffer = z.infer<typeof ReplayOffer>;

export const listReplayMoments = defineOperation({
  id: 'replays.moments',
  method: 'GET',
  path: '/api/v1/replays/with/:grant/moments',
  host: 'tenant',
  access: publicAccess,
  summary: 'What was written, answered and offered, each at its moment; 500 messages at a time',
  params: z.strictObject({ grant }),
  query: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
  response: z.object({
    messages: z.array(ReplayMessage),
    /** With the first page only. */
    questions: z.array(ReplayQuestion),
    /** With the first page only. */
    offers: z.array(ReplayOffer),
    nextAfter: z.int().nullable(),
  }),
});

export const noteReplayProgress = defineOperation({
  id: 'replays.progress',
  method: 'POST',
  path: '/api/v1/replays/with/:grant/progress',
  host: 'tenant',
  access: publicAccess,
  summary: 'Where somebody is, and what they have watched; the same again, or later, changes nothing',
  params: z.strictObject({ grant }),
  body: z.strictObject({
    positionMs: mediaMs,
    /** Stretches that were played, not those that were jumped over. */
    ranges: z.array(z.strictObject({ fromMs: mediaMs, toMs: mediaMs })).max(MOST_REPLAY_RANGES),
  }),
  status: 204,
  rateLimit: { points: 600, perSeconds: 60, by: 'ip' },
});

const ReplayParams = z.strictObject({ replayId: ReplayId });

/** A replay as the team sees it. */
export const ReplayEntry = z.object({
  id: ReplayId,
  sessionId: SessionId,
  recordingId: RecordingId,
  title: z.string(),
  recordedAt: Instant,
  state: ReplayState,
  percent: z.int(),
  etaSeconds: z.int().nullable(),
  failure: ReplayFailure.nullable(),
  durationMs: z.int().nullable(),
  publication: ReplayPublication,
  publishedAt: Instant.nullable(),
  access: ReplayAccess,
  /** Nobody gets in from then on; null: no end. */
  expiresAt: Instant.nullable(),
  /** Path of its page. */
  path: z.string(),
  chapters: z.array(ReplayChapter),
  /** Whether somebody wrote the chapters; otherwise they come by themselves. */
  hasOwnChapters: z.boolean(),
  cuts: z.array(ReplayCut),
});
export type ReplayEntry = z.infer<typeof ReplayEntry>;

export const listReplays = defineOperation({
  id: 'replays.list',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/replays',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'The replays of a masterclass, the newest first',
  params: SessionParams,
  response: z.object({ items: z.array(ReplayEntry) }),
});

export const publishReplay = defineOperation({
  id: 'replays.publish',
  method: 'PUT',
  path: '/api/v1/replays/:replayId/publication',
  host: 'tenant',
  access: memberAccess('recordings.manage'),
  summary: 'Publish a replay, or change who may see it',
  params: ReplayParams,
  body: z.strictObject({
    access: ReplayAccess,
    /** Needed where there is none yet; left out, the present one stays. */
    password: z.string().min(6).max(100).optional(),
    expiresAt: Instant.nullable(),
  }),
  response: ReplayEntry,
});

export const takeDownReplay = defineOperation({
  id: 'replays.take-down',
  method: 'DELETE',
  path: '/api/v1/replays/:replayId/publication',
  host: 'tenant',
  access: memberAccess('recordings.manage'),
  summary: 'Take a replay down: whoever watches it sees no more of it',
  params: ReplayParams,
  response: ReplayEntry,
});

export const setReplayChapters = defineOperation({
  id: 'replays.set-chapters',
  method: 'PUT',
  path: '/api/v1/replays/:replayId/chapters',
  host: 'tenant',
  access: memberAccess('recordings.manage'),
  summary: 'Write the chapters of a replay; none at all brings back those that come by themselves',
  params: ReplayParams,
  body: z.strictObject({
    chapters: z.array(z.strictObject({ atMs: mediaMs, title: requiredText(80) })).max(MOST_CHAPTERS),
  }),
  response: ReplayEntry,
});

export const previewReplay = defineOperation({
  id: 'replays.preview',
  method: 'POST',
  path: '/api/v1/replays/:replayId/preview',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'Watch a replay as a member, published or not; it is not counted',
  params: ReplayParams,
  response: OpenedReplay,
});

/** Something that happened in the masterclass, where it is in the replay. */
export const ReplayMark = SessionMoment.extend({ atMs: z.int() });
export type ReplayMark = z.infer<typeof ReplayMark>;

export const listReplayMarks = defineOperation({
  id: 'replays.marks',
  method: 'GET',
  path: '/api/v1/replays/:replayId/marks',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'What happened in the masterclass, at the places of its replay; what was not recorded is left out',
  params: ReplayParams,
  response: z.object({ items: z.array(ReplayMark) }),
});

export const retryReplay = defineOperation({
  id: 'replays.retry',
  method: 'POST',
  path: '/api/v1/replays/:replayId/retry',
  host: 'tenant',
  access: memberAccess('recordings.manage'),
  summary: 'Try to make the film of a recording again',
  params: ReplayParams,
  response: ReplayEntry,
  errors: ['illegal-transition'],
});

export const ReplayViewer = z.object({
  personId: PersonId,
  name: z.string(),
  /** Different seconds of the replay; what was watched twice counts once. */
  seconds: z.int(),
  /** Of the whole, 0 to 1. */
  share: z.number(),
  lastAt: Instant,
});
export type ReplayViewer = z.infer<typeof ReplayViewer>;

export const listReplayViewers = defineOperation({
  id: 'replays.viewers',
  method: 'GET',
  path: '/api/v1/replays/:replayId/viewers',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'Who has watched how much of a replay; apart from who was there live',
  params: ReplayParams,
  response: z.object({
    /** The newest 500, the most watched first. */
    items: z.array(ReplayViewer),
    /** Visits of people who came by a link without a name. */
    unnamed: z.object({ visits: z.int(), seconds: z.int() }),
    /** Of all viewers together: how many have watched each step of `stepSeconds`. */
    counts: z.array(z.int()),
    stepSeconds: z.int(),
    /** Offers with a link, and how many different viewers followed them out of the replay; clicks in the room are not among them. */
    offers: z.array(z.object({ id: OfferId, text: z.string(), viewers: z.int() })),
  }),
});
