import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { WebinarFilePlan, WebinarFileReport } from '@stageline/contracts';
import fc from 'fast-check';
import { createCsvReader } from '../csv/index.ts';
import { settleAttendee } from '../engagement/attendee.ts';
import { standardScoring } from '../engagement/score.ts';
import type { AttendeeFacts } from '../engagement/attendee.ts';
import {
  attendeeKey,
  createMessageReading,
  createPeopleReading,
  createRowReport,
  createSavedChatReading,
  inspectText,
  nameKeys,
  type Inspected,
  type MessageFacts,
  type RowFault,
} from './index.ts';

const fixture = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, 'fixtures', name));

interface Outcome {
  readonly inspected: Inspected;
  readonly people: readonly AttendeeFacts[];
  readonly messages: readonly MessageFacts[];
  readonly report: WebinarFileReport;
  readonly faults: readonly RowFault[];
}

/** Reads a file as the product does, in pieces of these many bytes. */
function readAll(
  bytes: Uint8Array,
  {
    timeZone = 'Europe/Vienna',
    began = null as number | null,
    plan: change = {} as Partial<WebinarFilePlan>,
    size = 777,
  } = {},
): Outcome {
  const inspected = inspectText(bytes, true, { timeZone })!;
  const plan = { ...inspected.plan, ...change };
  const faults: RowFault[] = [];
  const report = createRowReport({ maxRows: 1000, shown: 100, onFault: (fault) => void faults.push(fault) });
  if (plan.dialect === null) {
    const reading = createSavedChatReading({ plan, began, report });
    const lines = new TextDecoder()
      .decode(bytes)
      .split(/\r?\n/)
      .map((text, at) => ({ line: at + 1, text }));
    const messages = [...reading.push(lines), ...reading.end()];
    return { inspected, people: [], messages, report: report.result(), faults };
  }
  const names = inspected.columns.map(({ name }) => name);
  const people = plan.kind === 'attendance' ? createPeopleReading(plan, names, report) : null;
  const reading = people ?? createMessageReading({ plan, began, report });
  const csv = createCsvReader(plan.dialect);
  const messages: MessageFacts[] = [];
  for (let at = 0; at < bytes.length; at += size)
    messages.push(...reading.push(csv.push(bytes.subarray(at, at + size))));
  messages.push(...reading.push(csv.end()));
  return { inspected, people: people?.people() ?? [], messages, report: report.result(), faults };
}
const read = (name: string, options: Parameters<typeof readAll>[1] = {}) => readAll(fixture(name), options);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const shown = ({ people }: Outcome) =>
  people.map((facts) => [
    attendeeKey(facts),
    facts.attended,
    facts.minutesMs === null ? null : facts.minutesMs / 60_000,
    facts.presence.map(({ from, to }) => [iso(from)!.slice(11, 16), iso(to)!.slice(11, 16)].join('-')).join(' '),
  ]);
const faultsOf = ({ faults }: Outcome) => faults.map(({ line, fault, what }) => [line, fault, what[0]]);
const sumsUp = ({ rows, kept, repaired, skipped }: WebinarFileReport) => kept + repaired + skipped === rows;

describe('the table of our own columns', () => {
  it('K-01 K-09 is read as it is', () => {
    const outcome = read('plain.csv');
    expect(outcome.inspected.plan).toMatchObject({ kind: 'attendance', platform: 'plain', dateOrder: 'year-first' });
    expect(shown(outcome)).toEqual([
      ['e:ana@example.com', true, 57, '17:01-17:58'],
      ['e:ben@example.com', true, 30, '17:00-17:30'],
      ['e:cleo@example.com', false, null, ''],
    ]);
    expect(outcome.people.map(({ percent, focus, location }) => [percent, focus, location])).toEqual([
      [95, 88, 'Vienna'],
      [50, 40, null],
      [null, null, 'Graz'],
    ]);
    expect(outcome.report).toMatchObject({ rows: 3, kept: 3, repaired: 0, skipped: 0, persons: 3 });
  });

  it('K-01 K-02 K-04 in German with a decimal comma and everything wrong that may be, nothing goes without a word', () => {
    const outcome = read('plain.broken.csv');
    expect(outcome.inspected.plan.dialect).toEqual({ encoding: 'utf-8', delimiter: ';', decimal: ',' });
    expect(outcome.inspected.plan.mapping.slice(0, 5)).toEqual([
      'name',
      'email',
      'attended',
      'attendancePercent',
      'focusPercent',
    ]);
    expect(faultsOf(outcome)).toEqual([
      [2, 'times-swapped', 'r'],
      [2, 'number-clamped', 'r'],
      [3, 'email-invalid', 'r'],
      [3, 'time-invalid', 'r'],
      [3, 'number-invalid', 'r'],
      [4, 'nobody', 's'],
      [5, 'broken-quote', 's'],
      [6, 'too-few-cells', 'r'],
      [7, 'too-many-cells', 'r'],
      [8, 'bot', 's'],
      [9, 'broken-quote', 's'],
    ]);
    expect(outcome.report).toMatchObject({ rows: 8, kept: 0, repaired: 4, skipped: 4 });
    const [ana, ben] = outcome.people;
    expect(ana).toMatchObject({
      percent: 100,
      focus: 87.5,
      minutesMs: 0,
      custom: [{ name: 'Shoe size', value: '38' }],
    });
    expect(ben).toMatchObject({ email: null, percent: 50.5 });
    expect(attendeeKey(ben!)).toBe('n:ben sample');
  });

  it('K-01 K-09 its chat is read, and questions are found where no column says so', () => {
    const outcome = read('plain-chat.csv');
    expect(outcome.inspected.plan.kind).toBe('chat');
    expect(outcome.messages.map(({ sender, email, text, isQuestion }) => [sender, email, text, isQuestion])).toEqual([
      ['Ana Sample', 'ana@example.com', 'How much is it', true],
      ['Ben Sample', null, 'Hello,\nall', false],
      ['Cleo Sample', null, 'See https://example.com/?a=1', false],
      ['Cleo Sample', null, 'Can I pay later? Thanks', true],
    ]);
    expect(iso(outcome.messages[0]!.at)).toBe('2026-03-05T17:12:00.000Z');
    const broken = read('plain-chat.broken.csv');
    expect(faultsOf(broken)).toEqual([
      [2, 'time-invalid', 'r'],
      [3, 'nobody', 's'],
      [4, 'empty', 's'],
      [5, 'bot', 's'],
    ]);
    expect(sumsUp(broken.report)).toBe(true);
  });
});

describe('reports of Zoom', () => {
  it('K-01 K-05 K-09 the layout of 2026: hosts and panelists are left out, rows of one person are one', () => {
    const outcome = read('zoom-2026.csv');
    expect(outcome.inspected.plan).toMatchObject({ platform: 'zoom', dateOrder: 'month-first' });
    expect(outcome.inspected.facts).toEqual({
      title: 'Spring masterclass',
      startedAt: '2026-03-05T17:00:02.000Z',
      durationMinutes: 62,
    });
    expect(outcome.inspected.sections.filter(({ isRead }) => isRead)).toEqual([
      { name: 'Attendee Details', line: 11, isRead: true },
    ]);
    expect(outcome.inspected.warnings).toContain('no-focus');
    expect(shown(outcome)).toEqual([
      ['e:ana@example.com', true, 70, '17:00-17:40 17:30-18:00'],
      ['e:ben@example.com', true, 20, '17:10-17:30'],
      ['e:cleo@example.com', false, null, ''],
    ]);
    expect(nameKeys(outcome.people[0]!.name)).toEqual(['ana', 'ana sample']);
    expect(outcome.report).toMatchObject({ rows: 6, kept: 4, skipped: 2, counts: { host: 2 } });
    const settled = settleAttendee(
      [outcome.people[0]!],
      { messages: 0, questions: 0 },
      {
        settings: standardScoring,
        durationMinutes: 62,
        hasChat: false,
      },
    );
    expect(settled.minutes).toBe(60);
  });

  it('K-01 K-03 K-09 the layout of 2025: names of months, rows padded with commas, a question as a header', () => {
    const outcome = read('zoom-2025.csv');
    expect(outcome.inspected.facts).toEqual({
      title: 'Spring masterclass',
      startedAt: '2025-03-22T18:13:00.000Z',
      durationMinutes: 60,
    });
    expect(shown(outcome)).toEqual([
      ['e:ana@example.com', true, 60, '18:13-19:13'],
      ['e:ben@example.com', false, null, ''],
    ]);
    expect(outcome.people[0]!.custom).toContainEqual({
      name: 'What, if anything, is your "goal"?',
      value: 'More time, less stress',
    });
    expect(outcome.report).toMatchObject({ rows: 3, kept: 2, skipped: 1 });
  });

  it('K-05 K-09 without registration, who came back without an address is the same one, and dial-ins are kept', () => {
    const outcome = read('zoom-no-registration.csv');
    expect(shown(outcome)).toEqual([
      ['e:ana@example.com', true, 50, '17:00-17:20 17:30-18:00'],
      ['n:ben s ipad', true, 20, '17:10-17:30'],
      ['n:15550100', null, 20, '17:05-17:25'],
    ]);
    expect(outcome.report).toMatchObject({ rows: 4, kept: 4 });
  });

  it('K-03 K-04 times of the night in which clocks are changed are told, as are rows that come twice or end before they begin', () => {
    const outcome = read('zoom.broken.csv');
    expect(faultsOf(outcome)).toEqual([
      [6, 'time-ambiguous', 'r'],
      [7, 'repeated', 's'],
      [8, 'times-swapped', 'r'],
      [8, 'number-clamped', 'r'],
      [9, 'nobody', 's'],
    ]);
    expect(sumsUp(outcome.report)).toBe(true);
  });

  it('K-01 K-05 K-09 a saved chat: lines, replies, reactions, and midnight', () => {
    const began = Date.parse('2026-03-05T18:00:00Z');
    const outcome = read('zoom-chat.txt', { began });
    expect(outcome.inspected.plan).toMatchObject({ kind: 'chat', platform: 'zoom', dialect: null });
    expect(outcome.messages.map(({ line, sender, text, at }) => [line, sender, text, iso(at)!.slice(0, 16)])).toEqual([
      [1, 'Hana Host', 'Welcome!', '2026-03-05T17:59'],
      [3, 'Ana Sample', 'How long does it take?\nAnd is there a replay?', '2026-03-05T22:58'],
      [6, 'Ben Sample', 'Two weeks for me', '2026-03-05T22:59'],
      [10, 'Ana Sample', 'Thanks', '2026-03-05T23:01'],
    ]);
    expect(outcome.messages.map(({ isQuestion }) => isQuestion)).toEqual([false, true, false, false]);
    expect(outcome.report).toMatchObject({ rows: 5, kept: 4, skipped: 1, counts: { reaction: 1 } });
    const broken = read('zoom-chat.broken.txt', { began });
    expect(faultsOf(broken)).toEqual([
      [1, 'nobody', 's'],
      [4, 'time-invalid', 'r'],
      [6, 'empty', 's'],
    ]);
    expect(broken.messages.map(({ sender, text }) => [sender, text])).toEqual([
      ['Ana Sample', 'Hello'],
      ['Ben Sample', 'Hi'],
      ['Ana Sample', 'older form'],
    ]);
  });
});

describe('reports of others', () => {
  it('K-01 K-03 K-09 GoToWebinar: two zones in one file, decimals, questions in the row, and who unsubscribed', () => {
    const outcome = read('gotowebinar.csv');
    expect(outcome.inspected.plan.platform).toBe('gotowebinar');
    expect(outcome.inspected.facts).toEqual({
      title: 'Growing slowly',
      startedAt: '2026-05-29T19:00:00.000Z',
      durationMinutes: 61,
    });
    expect(shown(outcome)).toEqual([
      ['e:ana@example.com', true, 58.53, '19:01-19:59'],
      ['e:ben@example.com', true, 15, '19:30-19:45'],
      ['e:cleo@example.com', false, null, ''],
    ]);
    expect(outcome.people.map((facts) => [facts.unsubscribed, facts.interest, facts.questionCount])).toEqual([
      [false, 87, 2],
      [true, 40, 0],
      [false, 0, 0],
    ]);
    expect(outcome.messages.map(({ sender, text }) => [sender, text])).toEqual([
      ['Ana Sample', 'What does it cost?'],
      ['Ana Sample', 'Is there a trial?'],
    ]);
    const broken = read('gotowebinar.broken.csv');
    expect(faultsOf(broken)).toEqual([
      [7, 'time-invalid', 'r'],
      [7, 'number-invalid', 'r'],
      [7, 'number-clamped', 'r'],
      [8, 'nobody', 's'],
    ]);
  });

  it('K-01 K-09 Teams: UTF-16 with tabs, numbered blocks, lengths in words, in English and German', () => {
    const outcome = readAll(Buffer.from(`\uFEFF${fixture('teams.txt').toString()}`, 'utf16le'));
    expect(outcome.inspected.plan).toMatchObject({
      platform: 'teams',
      dateOrder: 'month-first',
      dialect: { encoding: 'utf-16le', delimiter: '\t' },
    });
    expect(outcome.inspected.facts).toMatchObject({
      title: 'Spring masterclass',
      startedAt: '2026-07-22T17:00:11.000Z',
    });
    expect(outcome.inspected.facts.durationMinutes).toBeCloseTo(90.85);
    expect(shown(outcome)).toEqual([
      ['e:ana@example.com', null, 87.85, '17:02-18:31'],
      ['n:ben sample', null, 6 + 31 / 60, '17:10-17:16'],
    ]);
    expect(outcome.report).toMatchObject({ rows: 4, kept: 2, skipped: 2, counts: { host: 1, repeated: 1 } });
    const broken = read('teams.broken.txt');
    expect(broken.inspected.plan).toMatchObject({ platform: 'teams', dateOrder: 'day-first' });
    expect(broken.inspected.facts).toMatchObject({ title: 'Frühling', startedAt: '2026-07-22T17:00:11.000Z' });
    expect(faultsOf(broken)).toEqual([
      [8, 'host', 's'],
      [9, 'too-few-cells', 'r'],
      [10, 'too-many-cells', 'r'],
      [10, 'time-invalid', 'r'],
    ]);
  });

  it('K-01 K-09 Livestorm: chat is counted without texts, and its team is left out', () => {
    const outcome = read('livestorm.csv');
    expect(outcome.inspected.plan.platform).toBe('livestorm');
    expect(
      outcome.people.map((facts) => [
        facts.name,
        facts.attended,
        facts.percent,
        facts.minutesMs,
        facts.chatCount,
        facts.questionCount,
      ]),
    ).toEqual([
      ['Ana Sample', true, 92, 3_312_000, 7, 2],
      ['Ben Sample', false, null, null, 0, 0],
    ]);
    expect(outcome.report.counts).toEqual({ host: 1 });
    expect(faultsOf(read('livestorm.broken.csv'))).toEqual([
      [2, 'email-invalid', 'r'],
      [2, 'number-clamped', 'r'],
      [2, 'number-invalid', 'r'],
    ]);
  });

  it('K-01 K-03 K-09 Collaborate and Streamboxy are in UTC whatever the webinar was in', () => {
    const outcome = read('collaborate.csv');
    expect(outcome.inspected.plan).toMatchObject({ platform: 'collaborate', timeZone: 'UTC' });
    expect(shown(outcome)).toEqual([['e:ana@example.com', null, 55.5, '17:01-18:01']]);
    expect(faultsOf(read('collaborate.broken.csv'))).toEqual([
      [2, 'time-invalid', 'r'],
      [2, 'number-invalid', 'r'],
    ]);
    const boxes = read('streamboxy.csv');
    expect(boxes.inspected.plan).toMatchObject({ platform: 'streamboxy', timeZone: 'UTC' });
    expect(boxes.people.map((facts) => [facts.minutesMs, facts.percent])).toEqual([
      [54 * 60_000, 90],
      [0, 0],
    ]);
    const broken = read('streamboxy.broken.csv');
    expect(broken.people[0]!).toMatchObject({ minutesMs: 54.5 * 60_000, percent: 90.5 });
    expect(faultsOf(broken)).toEqual([
      [3, 'number-invalid', 'r'],
      [3, 'number-clamped', 'r'],
    ]);
  });

  it('K-01 K-03 K-09 StreamGo asks which number is the month; MTS Link writes guests into the address', () => {
    const outcome = read('streamgo.csv');
    expect(outcome.inspected).toMatchObject({ plan: { platform: 'streamgo' }, dateIsAmbiguous: true });
    expect(outcome.people.map((facts) => [facts.name, facts.unsubscribed, iso(facts.registeredAt)])).toEqual([
      ['Ana Sample', false, '2026-03-05T09:00:00.000Z'],
      ['Ben Sample', true, '2026-03-06T09:00:00.000Z'],
    ]);
    const monthFirst = read('streamgo.csv', { plan: { dateOrder: 'month-first' } });
    expect(iso(monthFirst.people[0]!.registeredAt)).toBe('2026-05-03T08:00:00.000Z');
    expect(faultsOf(read('streamgo.broken.csv'))).toEqual([
      [2, 'nobody', 's'],
      [3, 'time-invalid', 'r'],
    ]);
    const guests = read('mts-link.csv');
    expect(guests.inspected.plan.platform).toBe('mts-link');
    expect(guests.people.map(attendeeKey)).toEqual(['e:ana@example.com', 'n:ben sample']);
    expect(faultsOf(read('mts-link.broken.csv'))).toEqual([[2, 'nobody', 's']]);
  });
});

describe('any file at all', () => {
  const piece = fc.constantFrom(
    'Ana',
    'ana@example.com',
    'Yes',
    '"',
    '""',
    ',',
    ';',
    '\n',
    '\r\n',
    '\t',
    '50%',
    '-3',
    '2026-03-05 18:00',
    '03/04/2026 1:00 PM',
    '\0',
    'Host Details',
    'Attendee Details',
    '1. Summary',
    '2. Participants',
    'Name,Email,Attended',
    '10:00:00 From Ana to Everyone:',
    'x'.repeat(50),
  );
  it('K-04 rows are kept, repaired or skipped, each once, and no faults are lost', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (pieces, size) => {
        const bytes = Buffer.from(pieces.join(''));
        if (inspectText(bytes, true, { timeZone: 'UTC' }) === null) return;
        const { report, faults } = readAll(bytes, { size });
        expect(sumsUp(report)).toBe(true);
        expect(new Set(faults.filter(({ what }) => what === 'skipped').map(({ line }) => line)).size).toBe(
          report.skipped,
        );
        expect(new Set(faults.filter(({ what }) => what === 'repaired').map(({ line }) => line)).size).toBe(
          report.repaired,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('K-05 a name without a letter tells nobody apart: their first and last name do', () => {
    const rows = [
      'Name,First Name,Last Name,Email,Attendance Minutes',
      '…,Ana,Sample,,12',
      '…,Ben,Sample,,30',
      '…,,,,9',
    ];
    const outcome = readAll(Buffer.from(rows.join('\n')));
    expect(outcome.people.map((person) => [attendeeKey(person), person.name, person.minutesMs])).toEqual([
      ['n:ana sample', 'Ana Sample', 12 * 60_000],
      ['n:ben sample', 'Ben Sample', 30 * 60_000],
    ]);
    expect(faultsOf(outcome)).toEqual([[4, 'nobody', 's']]);
  });

  it('K-08 the order of rows changes no score', () => {
    const row = fc.record({
      who: fc.constantFrom('ana', 'ben', 'cleo'),
      from: fc.integer({ min: 0, max: 50 }),
      length: fc.integer({ min: 1, max: 30 }),
      focus: fc.option(fc.integer({ min: 0, max: 100 })),
    });
    const scores = (rows: readonly { who: string; from: number; length: number; focus: number | null }[]) => {
      const lines = rows.map(({ who, from, length, focus }) => {
        const time = (minute: number) =>
          `2026-03-05 ${18 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
        return `${who},${who}@example.com,Yes,${time(from)},${time(from + length)},${length},${focus ?? ''}`;
      });
      const text = ['Name,Email,Attended,Join Time,Leave Time,Minutes,Focus', ...lines].join('\n');
      return Object.fromEntries(
        readAll(Buffer.from(text)).people.map((facts) => [
          attendeeKey(facts),
          settleAttendee(
            [facts],
            { messages: 1, questions: 0 },
            { settings: standardScoring, durationMinutes: 80, hasChat: true },
          ).score,
        ]),
      );
    };
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), fc.integer(), (rows, seed) => {
        const shuffled = rows
          .map((each, at) => [((at + 1) * 7919 + seed) % 104729, each] as const)
          .sort((a, b) => a[0] - b[0]);
        expect(scores(shuffled.map(([, each]) => each))).toEqual(scores(rows));
      }),
      {
        numRuns: 200,
        // The same stay twice, of which one row says more.
        examples: [
          [
            [
              { who: 'ben', from: 36, length: 6, focus: 0 },
              { who: 'ben', from: 36, length: 6, focus: null },
            ],
            -185_482_978,
          ],
        ],
      },
    );
  });
});
