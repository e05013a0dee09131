import type {
  FollowUpSummary,
  FollowUpView,
  WebinarAttendeeSummary,
  WebinarAttendeeView,
  WebinarDashboard,
  WebinarDiagnosis,
  WebinarFileView,
  WebinarView,
} from '@stageline/contracts';

/** Answers of the api as the pages of this feature get them. */
export const ana = {
  id: 'wat_ana',
  name: 'Ana Sample',
  email: 'ana@example.com',
  attended: true,
  score: 87,
  tier: 'hot',
  confidence: 0.6,
  minutes: 88,
  messages: 3,
  questions: 1,
  lead: { id: 'led_ana', stage: 'new' },
} as unknown as WebinarAttendeeSummary;

export const anaWhole = {
  ...ana,
  personId: null,
  breakdown: [
    { signal: 'focus', measured: null, points: null, share: 0 },
    { signal: 'attendance', measured: 98, points: 98, share: 0.5 },
    { signal: 'chat', measured: 3, points: 58, share: 0.33 },
    { signal: 'questions', measured: 1, points: 50, share: 0.17 },
  ],
  presence: [{ joinedAt: '2026-03-02T18:00:00.000Z', leftAt: '2026-03-02T19:28:00.000Z', kind: 'live' }],
  said: [{ id: 'wms_1', at: '2026-03-02T18:20:00.000Z', sender: 'Ana', text: 'Does it work alone?', isQuestion: true }],
  custom: [{ name: 'Job title', value: 'Coach' }],
  lines: [14],
  known: { linePosition: 7, bought: [], unsubscribed: false },
} as unknown as WebinarAttendeeView;

export const file = {
  id: 'wfl_1',
  state: 'uploaded',
  filename: 'attendees.csv',
  bytes: 2048,
  hash: 'abc',
  createdAt: '2026-03-03T09:00:00.000Z',
  by: 'Kevin Gardner',
  inspection: {
    plan: {
      kind: 'attendance',
      platform: 'plain',
      dialect: { encoding: 'utf-8', delimiter: ',', decimal: '.' },
      mapping: ['name', 'email', null],
      dateOrder: 'month-first',
      timeZone: 'Europe/Berlin',
    },
    remembered: false,
    dateIsAmbiguous: true,
    sections: [],
    columns: [
      { name: 'Name', samples: ['Ana Sample'] },
      { name: 'Mail', samples: ['ana@example.com'] },
      { name: 'Contact', samples: ['ana@example.com'] },
    ],
    facts: { title: null, startedAt: null, durationMinutes: null },
    warnings: ['no-focus'],
  },
  plan: null,
  progress: 0,
  report: null,
} as unknown as WebinarFileView;

/** What the examination says of it. */
export const diagnosis = {
  ...{ format: 'text', hasMark: false, lineEnds: 'crlf', quotes: 'none', rows: 2, broken: [], blocks: [] },
  dialect: { encoding: 'utf-8', delimiter: ';', decimal: ',' },
  columns: [
    {
      ...{ header: { known: 'name' }, field: 'name', looks: 'words', filled: 2, empty: 0, shortest: 10, longest: 10 },
      shapes: [{ shape: 'aaa aaaaaa', count: 2 }],
    },
    {
      ...{ header: { shape: 'aaaa' }, field: null, looks: 'mixed', filled: 2, empty: 0, shortest: 3, longest: 9 },
      shapes: [],
    },
    {
      ...{
        header: { shape: 'aaaaaaa' },
        field: 'email',
        looks: 'address',
        filled: 1,
        empty: 1,
        shortest: 15,
        longest: 15,
      },
      shapes: [{ shape: 'aaa@aaaaaaa.aaa', count: 1 }],
    },
  ],
  findings: ['guessed-columns'],
  suggestion: { ...file.inspection.plan, mapping: ['name', null, 'email'] },
} as unknown as WebinarDiagnosis;

export const webinar = {
  id: 'wbn_1',
  source: 'import',
  sessionId: null,
  state: 'ready',
  title: 'Ten conversations',
  topic: '',
  heldAt: '2026-03-02T18:00:00.000Z',
  durationMinutes: 90,
  timeZone: 'Europe/Berlin',
  language: 'en',
  offer: null,
  replayUrl: null,
  began: '2026-03-02T18:00:00.000Z',
  lasted: 90,
  counts: {
    people: 4,
    attended: 3,
    messages: 5,
    questions: 1,
    unmatched: 0,
    tiers: { hot: 1, warm: 1, cool: 0, cold: 1, 'no-show': 1 },
  },
  files: [file],
  createdAt: '2026-03-03T09:00:00.000Z',
  by: 'Kevin Gardner',
} as unknown as WebinarView;

export const dashboard = {
  tiers: webinar.counts.tiers,
  distribution: [0, 0, 1, 0, 0, 1, 0, 0, 1, 0],
  retention: { stepMinutes: 5, present: [3, 3, 2] },
  questions: [{ ...anaWhole.said[0]!, attendeeId: ana.id }],
  priority: [ana],
} as unknown as WebinarDashboard;

export const mail = {
  id: 'fum_1',
  webinarId: 'wbn_1',
  attendee: ana,
  state: 'draft',
  subject: 'Your question about working alone',
  userEdited: false,
  bar: null,
  flags: 1,
  error: null,
} as unknown as FollowUpSummary;

export const mailWhole = {
  ...mail,
  version: 3,
  text: 'Hello Ana,\n\nyou asked whether it works alone.',
  html: '<p>Hello Ana,</p>',
  ownHtml: false,
  notes: '',
  warnings: [{ kind: 'price', text: '€99' }],
  evidence: [
    {
      sentence: 'You asked whether it works alone.',
      from: 'message',
      messageId: 'wms_1',
      quote: 'Does it work alone?',
    },
  ],
  writer: {
    kind: 'template',
    model: null,
    prompt: 'hot@1',
    promptTokens: 0,
    outputTokens: 0,
    costMicros: 0,
    attempts: 1,
  },
  canRestore: false,
  generatedAt: '2026-03-03T10:00:00.000Z',
  updatedAt: '2026-03-03T10:00:00.000Z',
  approvedBy: null,
} as unknown as FollowUpView;
