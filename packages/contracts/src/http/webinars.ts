import { z } from 'zod';
import {
  LeadId,
  PersonId,
  SessionId,
  WebinarAttendeeId,
  WebinarFileId,
  WebinarId,
  WebinarMessageId,
} from '../kit/ids.ts';
import { DEFAULT_LOCALE, LOCALES } from '../kit/locale.ts';
import { Price } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess, pageOf, PageQuery } from '../kit/operation.ts';
import { httpsUrl, paragraph, requiredText, timeZone } from './fields.ts';

/** The largest file that may be brought, in bytes (K-14). */
export const MAX_WEBINAR_FILE_BYTES = 10 * 1024 * 1024;
/** The most rows of one file; what is more belongs into a second webinar. */
export const MAX_WEBINAR_ROWS = 200_000;
export const MAX_WEBINAR_COLUMNS = 150;
/** Problems of a file that are shown; all of them are in its report. */
export const SHOWN_WEBINAR_FAULTS = 100;

/** Whose export a file is. `plain` is a table of our own columns; `other` is any table, mapped by hand. */
export const WebinarPlatform = z.enum([
  'plain',
  'zoom',
  'gotowebinar',
  'teams',
  'livestorm',
  'collaborate',
  'streamboxy',
  'streamgo',
  'mts-link',
  'other',
]);
export type WebinarPlatform = z.infer<typeof WebinarPlatform>;

/** How warm somebody is, by their score and the site's limits (K-07); who never came is a no-show whatever their score. */
export const EngagementTier = z.enum(['hot', 'warm', 'cool', 'cold', 'no-show']);
export type EngagementTier = z.infer<typeof EngagementTier>;

export const EngagementSignal = z.enum(['focus', 'attendance', 'chat', 'questions']);
export type EngagementSignal = z.infer<typeof EngagementSignal>;

/** What the mail afterwards may speak of. */
export const WebinarOffer = z.strictObject({
  name: requiredText(255),
  description: paragraph(4000).default(''),
  price: Price.nullable().default(null),
  /** As it is to be read, for example "Sunday, 6 pm". */
  deadline: requiredText(100).nullable().default(null),
  url: httpsUrl.nullable().default(null),
});
export type WebinarOffer = z.infer<typeof WebinarOffer>;

const details = {
  title: requiredText(500),
  topic: paragraph(4000),
  /** When it began; null where the file says so. */
  heldAt: Instant.nullable(),
  /** As planned; null where the file says how long it was. */
  durationMinutes: z.int().min(1).max(1440).nullable(),
  /** Of the times in its files that name none. */
  timeZone,
  /** Of the mails afterwards. */
  language: z.enum(LOCALES),
  offer: WebinarOffer.nullable(),
  replayUrl: httpsUrl.nullable(),
};
export const WebinarDetails = z.strictObject({
  ...details,
  topic: details.topic.default(''),
  heldAt: details.heldAt.default(null),
  durationMinutes: details.durationMinutes.default(null),
  language: details.language.default(DEFAULT_LOCALE),
  offer: details.offer.default(null),
  replayUrl: details.replayUrl.default(null),
});
export type WebinarDetails = z.infer<typeof WebinarDetails>;

export const WebinarFileKind = z.enum(['attendance', 'chat']);
export type WebinarFileKind = z.infer<typeof WebinarFileKind>;

/** What a column of attendance, or of a chat, may hold; a column that is none of these is kept as it is. */
export const AttendanceField = z.enum([
  'name',
  'firstName',
  'lastName',
  'email',
  'phone',
  'attended',
  'attendancePercent',
  'focusPercent',
  'attendanceMinutes',
  'attendanceSeconds',
  'joinedAt',
  'leftAt',
  'registeredAt',
  'location',
  'company',
  'role',
  'interestRating',
  'chatCount',
  'questionCount',
  'questionTexts',
  'unsubscribed',
]);
export type AttendanceField = z.infer<typeof AttendanceField>;
export const ChatField = z.enum(['at', 'name', 'email', 'text', 'isQuestion']);
export type ChatField = z.infer<typeof ChatField>;
export const WebinarField = z.enum([...new Set([...AttendanceField.options, ...ChatField.options])] as [
  AttendanceField | ChatField,
  ...(AttendanceField | ChatField)[],
]);
export type WebinarField = z.infer<typeof WebinarField>;

/** Which number of `03/04/2026` is the month. */
export const DateOrder = z.enum(['month-first', 'day-first', 'year-first']);
export type DateOrder = z.infer<typeof DateOrder>;

/** How the text of a file is read. */
export const WebinarDialect = z.strictObject({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.enum([',', ';', '\t', '|']),
  decimal: z.enum(['.', ',']),
});
export type WebinarDialect = z.infer<typeof WebinarDialect>;

/** How a file is to be read. */
export const WebinarFilePlan = z.strictObject({
  kind: WebinarFileKind,
  platform: WebinarPlatform,
  /** Null for a workbook and for a saved chat, which have no delimiter. */
  dialect: WebinarDialect.nullable(),
  /** For each column of the section that is read what it holds; null: kept as it is. Empty for a saved chat. */
  mapping: z.array(WebinarField.nullable()).max(MAX_WEBINAR_COLUMNS),
  dateOrder: DateOrder,
  timeZone,
});
export type WebinarFilePlan = z.infer<typeof WebinarFilePlan>;

/** What may be wrong with a row, or was mended. */
export const WebinarFault = z.enum([
  'broken-quote',
  'too-long',
  'too-many-rows',
  'empty',
  'nobody',
  'email-invalid',
  'number-invalid',
  'number-clamped',
  'time-invalid',
  'time-ambiguous',
  'date-missing',
  'times-swapped',
  'text-cleaned',
  'text-shortened',
  'too-few-cells',
  'too-many-cells',
  'host',
  'bot',
  'repeated',
  'reaction',
]);
export type WebinarFault = z.infer<typeof WebinarFault>;

/** Every row of a file is one of these: rows = kept + repaired + skipped (K-04). */
export const WebinarFileReport = z.object({
  rows: z.int(),
  kept: z.int(),
  repaired: z.int(),
  skipped: z.int(),
  /** Whom the rows are about, each once; for a chat: whose messages they are. */
  persons: z.int(),
  /** Messages that nobody could be found for. */
  unmatched: z.int(),
  faults: z.array(
    z.object({ line: z.int(), fault: WebinarFault, what: z.enum(['repaired', 'skipped']), raw: z.string() }),
  ),
  /** Of all rows, so that the page can say how many more there are. */
  counts: z.partialRecord(WebinarFault, z.int()),
});
export type WebinarFileReport = z.infer<typeof WebinarFileReport>;

/** What was found in a file before it is read through. */
export const WebinarInspection = z.object({
  plan: WebinarFilePlan,
  /** Whether the mapping was used for the last file with these columns. */
  remembered: z.boolean(),
  /** `03/04/2026` could be either; nobody but the reader can say. */
  dateIsAmbiguous: z.boolean(),
  /** The blocks of the file by their headings, with the line that each begins on; the one that is read is marked. */
  sections: z.array(z.object({ name: z.string(), line: z.int(), isRead: z.boolean() })),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  /** What the file says of the webinar. */
  facts: z.object({
    title: z.string().nullable(),
    startedAt: Instant.nullable(),
    durationMinutes: z.number().nullable(),
  }),
  /** What speaks against this plan, in our own words by key. */
  warnings: z.array(z.enum(['no-name', 'no-email', 'no-times', 'no-text', 'other-kind', 'no-focus', 'year-missing'])),
});
export type WebinarInspection = z.infer<typeof WebinarInspection>;

/** A text as it is written and not what it says: letters are `a`, digits are `9`. */
const shape = z.string();
/** How a file is written, without anything that it says of anybody: it may be handed on (K, import doctor). */
export const WebinarDiagnosis = z.object({
  format: z.enum([
    'text',
    'saved-chat',
    'workbook',
    'archive-or-workbook',
    'old-or-locked-workbook',
    'pdf',
    'picture',
    'archive',
    'no-text',
  ]),
  /** Null where a file has no delimiter. */
  dialect: WebinarDialect.nullable(),
  /** Whether it begins with the mark of its encoding. */
  hasMark: z.boolean(),
  lineEnds: z.enum(['none', 'crlf', 'lf', 'cr', 'mixed']),
  quotes: z.enum(['none', 'double', 'single', 'typographic']),
  /** Of the block that is read, in the part that was looked at. */
  rows: z.int(),
  blocks: z.array(
    z.object({
      role: z.enum(['people', 'hosts', 'about', 'again']),
      line: z.int(),
      rows: z.int(),
      isRead: z.boolean(),
    }),
  ),
  columns: z.array(
    z.object({
      /** A name that every reader of such files knows, or the shape of any other. */
      header: z.union([z.object({ known: z.string() }), z.object({ shape })]),
      /** What it is taken for; null: kept as it is. */
      field: WebinarField.nullable(),
      looks: z.enum([
        'nothing',
        'address',
        'link',
        'number',
        'number-with-point',
        'number-with-comma',
        'percent',
        'date-year-first',
        'date-day-first',
        'date-month-first',
        'date-of-either-order',
        'time-of-day',
        'duration',
        'yes-or-no',
        'telephone',
        'words',
        'long-text',
        'mixed',
      ]),
      filled: z.int(),
      empty: z.int(),
      shortest: z.int(),
      longest: z.int(),
      /** The most frequent ones. */
      shapes: z.array(z.object({ shape, count: z.int() })),
    }),
  ),
  /** The first lines that are no rows of this table. */
  broken: z.array(
    z.object({
      line: z.int(),
      why: z.enum(['broken-quote', 'too-long', 'too-few-cells', 'too-many-cells']),
      shape,
    }),
  ),
  findings: z.array(
    z.enum([
      'no-table',
      'no-rows',
      'no-header',
      'too-many-columns',
      'broken-quotes',
      'uneven-rows',
      'no-address',
      'no-name',
      'either-date',
      'unknown-columns',
      'guessed-columns',
      'letters-lost',
      'mixed-line-ends',
      'other-quotes',
    ]),
  ),
  /** How it could be read; null where nothing of it can be. */
  suggestion: WebinarFilePlan.nullable(),
});
export type WebinarDiagnosis = z.infer<typeof WebinarDiagnosis>;

/** `known`: the webinar has this very file already; nothing changes (K-06). */
export const WebinarFileState = z.enum(['uploaded', 'reading', 'read', 'failed']);
export type WebinarFileState = z.infer<typeof WebinarFileState>;

export const WebinarFileView = z.object({
  id: WebinarFileId,
  state: WebinarFileState,
  filename: z.string(),
  bytes: z.int(),
  /** Of the content, SHA-256 in hex. */
  hash: z.string(),
  createdAt: Instant,
  by: z.string(),
  inspection: WebinarInspection,
  plan: WebinarFilePlan.nullable(),
  /** Rows that were read so far. */
  progress: z.int(),
  report: WebinarFileReport.nullable(),
});
export type WebinarFileView = z.infer<typeof WebinarFileView>;

const tierCounts = z.record(EngagementTier, z.int());

/** `empty`: nobody is known yet. `scoring`: the numbers are about to change. */
export const WebinarState = z.enum(['empty', 'reading', 'scoring', 'ready']);
export type WebinarState = z.infer<typeof WebinarState>;

export const WebinarView = z.object({
  id: WebinarId,
  source: z.enum(['import', 'own']),
  /** The masterclass of this site that it was; null where it was held elsewhere. */
  sessionId: SessionId.nullable(),
  state: WebinarState,
  ...details,
  /** When it began and how long it was, as given or as its files say. */
  began: Instant.nullable(),
  lasted: z.number().nullable(),
  counts: z.object({
    people: z.int(),
    attended: z.int(),
    messages: z.int(),
    questions: z.int(),
    unmatched: z.int(),
    tiers: tierCounts,
  }),
  files: z.array(WebinarFileView),
  createdAt: Instant,
  by: z.string(),
});
export type WebinarView = z.infer<typeof WebinarView>;
/** A webinar as the list shows it. */
export const WebinarSummary = WebinarView.omit({ files: true });
export type WebinarSummary = z.infer<typeof WebinarSummary>;

/** One part of a score: what was measured, what that is worth from 0 to 100, and how much of the score it makes. */
export const ScorePart = z.object({
  signal: EngagementSignal,
  /** In the signal's own unit: percent, or how many; null where nothing was measured. */
  measured: z.number().nullable(),
  /** From 0 to 100; null where nothing was measured. */
  points: z.number().nullable(),
  /** Its share after what is missing was left out; 0 where it was. All shares make 1, or 0. */
  share: z.number(),
});
export type ScorePart = z.infer<typeof ScorePart>;

export const WebinarAttendeeSummary = z.object({
  id: WebinarAttendeeId,
  name: z.string(),
  email: z.string().nullable(),
  attended: z.boolean(),
  /** Null where nothing at all was measured. */
  score: z.number().nullable(),
  tier: EngagementTier,
  /** From 0 to 1: the weight of the signals that were measured. */
  confidence: z.number(),
  minutes: z.number().nullable(),
  messages: z.int(),
  questions: z.int(),
  /** The lead of this site that the same person is; null where they are none. */
  lead: z.object({ id: LeadId, stage: z.string() }).nullable(),
});
export type WebinarAttendeeSummary = z.infer<typeof WebinarAttendeeSummary>;

export const WebinarMessage = z.object({
  id: WebinarMessageId,
  at: Instant.nullable(),
  sender: z.string(),
  text: z.string(),
  isQuestion: z.boolean(),
});
export type WebinarMessage = z.infer<typeof WebinarMessage>;

export const WebinarAttendeeView = WebinarAttendeeSummary.extend({
  personId: PersonId.nullable(),
  breakdown: z.array(ScorePart),
  /** When they were there; `replay` was watched later and is no attendance. */
  presence: z.array(z.object({ joinedAt: Instant, leftAt: Instant, kind: z.enum(['live', 'replay']) })),
  said: z.array(WebinarMessage),
  /** Columns that are nothing we know, as they came. */
  custom: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Where it stands in its file. */
  lines: z.array(z.int()),
  /** What we know of them already, in the order of time. */
  known: z.object({ linePosition: z.int().nullable(), bought: z.array(z.string()), unsubscribed: z.boolean() }),
});
export type WebinarAttendeeView = z.infer<typeof WebinarAttendeeView>;

/** Somebody who wrote and who is none of the attendees, as far as can be told. */
export const UnmatchedSender = z.object({
  sender: z.string(),
  messages: z.int(),
  /** The first words of theirs. */
  sample: z.string(),
  /** Who they may be, the likeliest first. */
  candidates: z.array(
    z.object({ attendeeId: WebinarAttendeeId, name: z.string(), reason: z.enum(['similar-name', 'present-then']) }),
  ),
});
export type UnmatchedSender = z.infer<typeof UnmatchedSender>;

/** Pictures of one webinar. */
export const WebinarDashboard = z.object({
  tiers: tierCounts,
  /** How many have 0 to 9, 10 to 19 … 90 to 100. */
  distribution: z.array(z.int()),
  /** How many were there in each step of time since it began; empty where no times are known. */
  retention: z.object({ stepMinutes: z.number(), present: z.array(z.int()) }),
  questions: z.array(WebinarMessage.extend({ attendeeId: WebinarAttendeeId.nullable() })),
  /** Whom to speak with first. */
  priority: z.array(WebinarAttendeeSummary),
});
export type WebinarDashboard = z.infer<typeof WebinarDashboard>;

const weight = z.int().min(0, 'Please give a number from 0 to 100.').max(100, 'Please give a number from 0 to 100.');
/** How scores come about on this site. */
export const ScoringSettings = z
  .strictObject({
    weights: z.record(EngagementSignal, weight),
    /** The least score of each tier. */
    cutOffs: z.strictObject({ hot: weight, warm: weight, cool: weight }),
    /** Messages that make a full score of chat. */
    chatCap: z.int().min(1).max(1000),
  })
  .refine(({ weights }) => Object.values(weights).some((of) => of > 0), {
    path: ['weights'],
    message: 'At least one signal has to count.',
  })
  .refine(({ cutOffs: { hot, warm, cool } }) => hot > warm && warm > cool, {
    path: ['cutOffs'],
    message: 'Hot has to begin above warm, and warm above cool.',
  });
export type ScoringSettings = z.infer<typeof ScoringSettings>;

/** What the outcomes so far say of the weights. */
export const ScoringProposal = z.object({
  /** People of scored webinars whose outcome is known, and those of them who paid or booked. */
  people: z.int(),
  outcomes: z.int(),
  /** How well each set of weights tells the ones from the others: area under the curve, 0.5 is a coin. Null with too few. */
  areas: z.object({ standard: z.number(), current: z.number(), proposed: z.number() }).nullable(),
  weights: z.record(EngagementSignal, z.int()).nullable(),
  /** How well each signal does alone. */
  signals: z.array(z.object({ signal: EngagementSignal, area: z.number().nullable() })),
});
export type ScoringProposal = z.infer<typeof ScoringProposal>;

const reads = { host: 'tenant', access: memberAccess('sessions.read') } as const;
const brings = { host: 'tenant', access: memberAccess('leads.import') } as const;
const params = z.strictObject({ webinarId: WebinarId });
const fileParams = z.strictObject({ webinarId: WebinarId, fileId: WebinarFileId });
const attendeeParams = z.strictObject({ webinarId: WebinarId, attendeeId: WebinarAttendeeId });
const all = '/api/v1/webinars';
const one = `${all}/:webinarId`;

export const listWebinars = defineOperation({
  ...reads,
  id: 'webinars.list',
  method: 'GET',
  path: all,
  summary: 'Webinars whose attendees are known, the latest first',
  query: PageQuery,
  response: pageOf(WebinarSummary),
});
export const createWebinar = defineOperation({
  ...brings,
  id: 'webinars.create',
  method: 'POST',
  path: `${all}/create`,
  summary: 'Describe a webinar that was held elsewhere; its files come after it',
  body: WebinarDetails,
  status: 201,
  response: WebinarView,
  idempotent: true,
});
export const scoreSession = defineOperation({
  ...reads,
  id: 'webinars.score-session',
  method: 'POST',
  path: `${all}/own`,
  summary: 'Look at who came to a masterclass of this site; the same one again answers what is there',
  body: z.strictObject({ sessionId: SessionId }),
  status: 201,
  response: WebinarView,
  errors: ['illegal-transition'],
});
export const getWebinar = defineOperation({
  ...reads,
  id: 'webinars.get',
  method: 'GET',
  path: one,
  summary: 'One webinar, its files and how far they are',
  params,
  response: WebinarView,
});
export const changeWebinar = defineOperation({
  ...brings,
  id: 'webinars.change',
  method: 'PATCH',
  path: one,
  summary: 'Change what is known of a webinar; its scores follow',
  params,
  body: z.strictObject(details).partial(),
  response: WebinarView,
});
export const removeWebinar = defineOperation({
  ...brings,
  id: 'webinars.remove',
  method: 'DELETE',
  stepUp: true,
  path: one,
  summary: 'Remove a webinar with its files, attendees, messages and mails that were not sent',
  params,
  status: 204,
});
export const uploadWebinarFile = defineOperation({
  ...brings,
  id: 'webinars.upload',
  method: 'POST',
  path: `${one}/files`,
  summary:
    'Bring an export of attendance or of the chat (CSV, TSV, TXT, XLSX, up to 10 MB); it is looked at and not read yet',
  params,
  consumes: 'multipart/form-data',
  status: 201,
  response: WebinarFileView,
  errors: ['payload-too-large', 'unsupported-media-type'],
  rateLimit: { points: 20, perSeconds: 60, by: 'actor' },
});
export const inspectWebinarFile = defineOperation({
  ...brings,
  id: 'webinars.inspect',
  method: 'POST',
  path: `${one}/files/:fileId/inspect`,
  summary: 'Look at a file again, as another kind, of another platform or in another dialect',
  params: fileParams,
  body: WebinarFilePlan.pick({ kind: true, platform: true, dialect: true }).partial(),
  response: WebinarFileView,
});
export const readWebinarFile = defineOperation({
  ...brings,
  id: 'webinars.read',
  method: 'POST',
  path: `${one}/files/:fileId/read`,
  summary: 'Read a file by this plan: people, times and messages; reading it again changes them and repeats nobody',
  params: fileParams,
  body: WebinarFilePlan,
  status: 202,
  response: WebinarFileView,
  errors: ['illegal-transition'],
});
export const diagnoseWebinarFile = defineOperation({
  ...brings,
  id: 'webinars.diagnose',
  method: 'GET',
  path: `${one}/files/:fileId/diagnosis`,
  summary: 'How a file is written, in shapes and without anything that it says of anybody, and how it could be read',
  params: fileParams,
  response: WebinarDiagnosis,
});
export const removeWebinarFile = defineOperation({
  ...brings,
  id: 'webinars.remove-file',
  method: 'DELETE',
  path: `${one}/files/:fileId`,
  summary: 'Take a file back, with what only it has said',
  params: fileParams,
  status: 204,
});
export const exportWebinarReport = defineOperation({
  ...brings,
  id: 'webinars.export-report',
  method: 'GET',
  // It holds cells of the file: names and addresses.
  stepUp: true,
  path: `${one}/files/:fileId/report.csv`,
  summary: 'What became of every row of a file that was not kept as it is, as CSV',
  params: fileParams,
  query: z.strictObject({ locale: z.enum(LOCALES).default(DEFAULT_LOCALE), bom: z.stringbool().default(true) }),
  produces: 'text/csv; charset=utf-8',
  errors: ['illegal-transition'],
});
export const listAttendees = defineOperation({
  ...reads,
  id: 'webinars.attendees',
  method: 'GET',
  path: `${one}/attendees`,
  summary: 'Who came and who did not, by their score',
  params,
  query: PageQuery.extend({ tier: EngagementTier.optional(), search: z.string().trim().max(100).optional() }),
  response: pageOf(WebinarAttendeeSummary),
});
export const getAttendee = defineOperation({
  ...reads,
  id: 'webinars.attendee',
  method: 'GET',
  path: `${one}/attendees/:attendeeId`,
  summary: 'One attendee: how the score came about, when they were there and what they said',
  params: attendeeParams,
  response: WebinarAttendeeView,
});
export const webinarDashboard = defineOperation({
  ...reads,
  id: 'webinars.dashboard',
  method: 'GET',
  path: `${one}/dashboard`,
  summary: 'Tiers, scores, who stayed how long, questions, and whom to speak with first',
  params,
  response: WebinarDashboard,
});
export const listUnmatched = defineOperation({
  ...reads,
  id: 'webinars.unmatched',
  method: 'GET',
  path: `${one}/unmatched`,
  summary: 'Who wrote and is none of the attendees, as far as can be told',
  params,
  response: z.object({ items: z.array(UnmatchedSender) }),
});
export const matchSender = defineOperation({
  ...brings,
  id: 'webinars.match',
  method: 'POST',
  path: `${one}/matches`,
  summary: 'Say who somebody is who wrote; null takes it back',
  params,
  body: z.strictObject({ sender: requiredText(255), attendeeId: WebinarAttendeeId.nullable() }),
  response: z.object({ moved: z.int() }),
});
export const getScoring = defineOperation({
  ...reads,
  id: 'webinars.scoring',
  method: 'GET',
  path: '/api/v1/webinar-scoring',
  summary: 'How scores come about on this site',
  response: ScoringSettings,
});
export const setScoring = defineOperation({
  host: 'tenant',
  access: memberAccess('pipelines.manage'),
  id: 'webinars.set-scoring',
  method: 'PUT',
  path: '/api/v1/webinar-scoring',
  summary: 'Change weights and limits; every score is computed anew',
  body: ScoringSettings,
  response: ScoringSettings,
});
export const getScoringProposal = defineOperation({
  ...reads,
  id: 'webinars.scoring-proposal',
  method: 'GET',
  path: '/api/v1/webinar-scoring/proposal',
  summary: 'What those who paid or booked say of the weights, tried against 40/30/20/10',
  response: ScoringProposal,
});
