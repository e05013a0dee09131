import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  createCsvReader,
  createMessageReading,
  createPeopleReading,
  createRowReport,
  inspectText,
  settleAttendee,
  standardScoring,
  type Inspected,
} from '@stageline/domain';
import { parse } from 'csv-parse';
import { serveArm } from '@stageline/testing/bench';

export type ReaderArm = 'product' | 'floor' | 'csvParse';

const PIECE = 64 * 1024;
const ROWS = 86_000;
const MESSAGES = 12_000;
const MINUTES = 90;
const TIME_ZONE = 'Europe/Vienna';
const settings = standardScoring;

const two = (value: number) => String(value).padStart(2, '0');
const lines = (header: string, count: number, row: (at: number) => string) =>
  Buffer.from([header, ...Array.from({ length: count }, (_, at) => row(at))].join('\n'));
/** Ten megabytes: everybody once, with the times at which they came and left. */
const people = lines('Name,Email,Join Time,Leave Time,Attendance Minutes,Company,Location', ROWS, (at) =>
  [
    `Ana Maria Fernández ${at}`,
    `Ana.${at}@example.com`,
    `2026-03-05 18:${two(at % 20)}:${two(at % 60)}`,
    `2026-03-05 19:${two(at % 30)}:${two(at % 60)}`,
    60 + (at % 30) - (at % 20),
    '"Norte, Sur & Co."',
    'Vienna',
  ].join(','),
);
const chat = lines('Timestamp,Name,Email,Message', MESSAGES, (at) => {
  const sender = (at * 7) % ROWS;
  const text = at % 5 === 0 ? 'How much is it for two?' : 'That is what I wanted to hear';
  return `2026-03-05 18:${two(20 + (at % 40))}:00,Ana Maria Fernández ${sender},ana.${sender}@example.com,${text}`;
});
function* piecesOf(file: Buffer) {
  for (let at = 0; at < file.length; at += PIECE) yield file.subarray(at, at + PIECE);
}

/** What everything ends in: the scores of all, so that nothing is left undone. */
let checked = 0;

/** A file, its rows, and what a plan makes of them, as the worker does it. */
function rowsOf<T>(file: Buffer, inspected: Inspected, reading: { push(rows: never): readonly T[] }): T[] {
  const reader = createCsvReader(inspected.plan.dialect!);
  const all: T[] = [];
  for (const piece of piecesOf(file)) all.push(...reading.push(reader.push(piece) as never));
  all.push(...reading.push(reader.end() as never));
  return all;
}
const looked = (file: Buffer) => inspectText(file.subarray(0, 256 * 1024), false, { timeZone: TIME_ZONE })!;
const newReport = () => createRowReport({ maxRows: 200_000, shown: 100 });

function product(): number {
  const found = looked(people);
  const reading = createPeopleReading(
    found.plan,
    found.columns.map(({ name }) => name),
    newReport(),
  );
  rowsOf(people, found, reading);
  const written = looked(chat);
  const messages = rowsOf(
    chat,
    written,
    createMessageReading({ plan: written.plan, began: null, report: newReport() }),
  );
  const said = new Map<string | null, { messages: number; questions: number }>();
  for (const { email, isQuestion } of messages) {
    const before = said.get(email) ?? { messages: 0, questions: 0 };
    said.set(email, { messages: before.messages + 1, questions: before.questions + (isQuestion ? 1 : 0) });
  }
  const basis = { settings, durationMinutes: MINUTES, hasChat: true };
  let sum = 0;
  for (const person of reading.people())
    sum += settleAttendee([person], said.get(person.email) ?? { messages: 0, questions: 0 }, basis).score ?? 0;
  return sum;
}

/** By hand, for these two files alone: cells of known columns, checked and made into what a score needs. */
function byHand() {
  const attendees = new Map<string, { name: string; from: number; to: number; minutes: number; rest: string[] }>();
  const said = new Map<string, { messages: number; questions: number }>();
  const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
  const instant = (text: string): number => {
    const at = Date.UTC(
      Number(text.slice(0, 4)),
      Number(text.slice(5, 7)) - 1,
      Number(text.slice(8, 10)),
      Number(text.slice(11, 13)),
      Number(text.slice(14, 16)),
      Number(text.slice(17, 19)),
    );
    if (Number.isNaN(at)) throw new Error('no time');
    return at - 3_600_000;
  };
  return {
    person([name, email, from, to, minutes, ...rest]: readonly string[]): void {
      const key = email!.trim().toLowerCase();
      if (!address.test(key)) throw new Error('no address');
      const spent = Number(minutes);
      if (!(spent >= 0)) throw new Error('no minutes');
      attendees.set(key, { name: name!.trim(), from: instant(from!), to: instant(to!), minutes: spent, rest });
    },
    message([at, , email, text]: readonly string[]): void {
      instant(at!);
      const key = email!.trim().toLowerCase();
      const before = said.get(key) ?? { messages: 0, questions: 0 };
      said.set(key, {
        messages: before.messages + 1,
        questions: before.questions + (text!.includes('?') ? 1 : 0),
      });
    },
    scores(): number {
      const { weights, chatCap } = settings;
      const whole = weights.attendance + weights.chat + weights.questions;
      let sum = 0;
      for (const [key, { from, to, minutes }] of attendees) {
        const of = said.get(key);
        const there = Math.min(100, (Math.min((to - from) / 60_000, minutes) / MINUTES) * 100);
        const wrote = Math.min(100, (100 * Math.log1p(of?.messages ?? 0)) / Math.log1p(chatCap));
        const asked = Math.min(100, 50 * (of?.questions ?? 0));
        sum += Math.round((weights.attendance * there + weights.chat * wrote + weights.questions * asked) / whole);
      }
      return sum;
    },
  };
}

/** Finds cells in bytes and makes strings of them, and no more. */
function scan(file: Buffer, take: (cells: readonly string[]) => void): void {
  let cells: string[] = [];
  let start = 0;
  let isQuoted = false;
  let isHeader = true;
  for (let at = 0; at <= file.length; at += 1) {
    const byte = at === file.length ? 10 : file[at];
    if (byte === 34) isQuoted = !isQuoted;
    else if (!isQuoted && (byte === 44 || byte === 10)) {
      cells.push(file[start] === 34 ? file.toString('utf8', start + 1, at - 1) : file.toString('utf8', start, at));
      start = at + 1;
      if (byte === 10) {
        if (!isHeader) take(cells);
        isHeader = false;
        cells = [];
      }
    }
  }
}

const readers: Record<ReaderArm, () => Promise<number>> = {
  product: async () => product(),
  async floor() {
    const hand = byHand();
    scan(people, hand.person);
    scan(chat, hand.message);
    return hand.scores();
  },
  async csvParse() {
    const hand = byHand();
    for await (const cells of Readable.from(piecesOf(people)).pipe(parse({ from_line: 2 }))) hand.person(cells);
    for await (const cells of Readable.from(piecesOf(chat)).pipe(parse({ from_line: 2 }))) hand.message(cells);
    return hand.scores();
  },
};

/** Somebody who came once, and wrote. */
function scored(count: number): number {
  const reading = createPeopleReading(looked(people).plan, [], newReport());
  rowsOf(people.subarray(0, PIECE), looked(people), reading);
  const entries = reading.people();
  const basis = { settings, durationMinutes: MINUTES, hasChat: true };
  const start = performance.now();
  for (let at = 0; at < count; at += 1) {
    const person = entries[at % entries.length]!;
    checked += settleAttendee([person], { messages: at % 12, questions: at % 3 }, basis).score ?? 0;
  }
  return (count * 1000) / (performance.now() - start);
}

/** How long one piece of the file keeps the loop busy at most, and what is done once all of it is there; in milliseconds. */
async function longestPiece(): Promise<number> {
  const found = looked(people);
  const reader = createCsvReader(found.plan.dialect!);
  const reading = createPeopleReading(
    found.plan,
    found.columns.map(({ name }) => name),
    newReport(),
  );
  const times: number[] = [];
  const timed = async (work: () => unknown) => {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
    await nextTurn();
  };
  for (const piece of piecesOf(people)) await timed(() => reading.push(reader.push(piece)));
  // One in a hundred is a garbage collection or another process.
  const pieces = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!;
  await timed(() => reading.people());
  return Math.max(pieces, times.at(-1)!);
}

serveArm(0, {
  /** CPU milliseconds, and the sum of all scores. */
  async read(name) {
    globalThis.gc?.();
    const before = process.cpuUsage();
    const sum = await readers[name as ReaderArm]();
    const { user, system } = process.cpuUsage(before);
    return { cpuMillis: (user + system) / 1000, sum, megabytes: (people.length + chat.length) / 1_048_576 };
  },
  'longest-piece': longestPiece,
  /** Persons per second. */
  score: async (count) => scored(count as number),
});
