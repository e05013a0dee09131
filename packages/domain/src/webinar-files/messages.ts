import type { ChatField, WebinarFault, WebinarFilePlan } from '@stageline/contracts';
import type { CsvRow } from '../csv/index.ts';
import { emailOf, isBot, isQuestionText } from './names.ts';
import { isBlank, readTruth } from './numbers.ts';
import { cleaned, type MessageFacts, type RowReport } from './report.ts';
import { createSectionReader } from './sections.ts';
import { createTimeReader, instantOfWall, readClock, type TimeReader } from './times.ts';

const DAY_MS = 86_400_000;
const MAX_TEXT = 4000;
const MAX_SENDER = 255;

export interface MessageReading {
  push(rows: readonly CsvRow[]): MessageFacts[];
}

/** What a chat is read by besides its plan. */
export interface ChatRules {
  readonly plan: WebinarFilePlan;
  /** When the webinar began, in epoch milliseconds; null where nobody knows: then times of day alone are no times. */
  readonly began: number | null;
  readonly report: RowReport;
}

/** Reads a table of messages row by row. */
export function createMessageReading(rules: ChatRules): MessageReading {
  const place = createSectionReader();
  const at: Partial<Record<ChatField, number>> = {};
  rules.plan.mapping.forEach((field, index) => {
    if (field !== null) at[field as ChatField] ??= index;
  });
  const timeOf = createChatClock(rules);
  const { report } = rules;
  const meet = createMeeting(report);

  function read(row: CsvRow & { cells: readonly string[] }): MessageFacts[] {
    const faults: WebinarFault[] = [];
    const cell = (field: ChatField): string => {
      const text = at[field] === undefined ? '' : (row.cells[at[field]] ?? '');
      return cleaned(text.trim(), faults);
    };
    const message = messageOf(
      { line: row.line, sender: cell('name'), email: cell('email'), text: cell('text'), time: cell('at') },
      faults,
      timeOf,
    );
    if (typeof message === 'string') {
      report.skip(row, message);
      return [];
    }
    const question = cell('isQuestion');
    meet(message.email ?? message.sender);
    report.take(row, faults);
    return [{ ...message, isQuestion: (question === '' ? null : readTruth(question)) ?? message.isQuestion }];
  }

  return {
    push(rows) {
      return rows.flatMap((row) => {
        const placed = place(row);
        if (placed !== null && placed.kind !== 'row') return [];
        if (report.isFull()) report.skip(row, 'too-many-rows');
        else if ('fault' in row) report.skip(row, row.fault);
        else return read(row);
        return [];
      });
    },
  };
}

/** Counts whoever wrote, each once. */
function createMeeting(report: RowReport): (sender: string) => void {
  const met = new Set<string>();
  return (sender) => {
    const before = met.size;
    if (met.add(sender).size > before) report.newPerson();
  };
}

interface RawMessage {
  readonly line: number;
  readonly sender: string;
  readonly email: string;
  readonly text: string;
  readonly time: string;
}

/** One message, or why it is none. */
function messageOf(raw: RawMessage, faults: WebinarFault[], timeOf: TimeReader): MessageFacts | WebinarFault {
  const email = raw.email === '' || isBlank(raw.email) ? null : emailOf(raw.email);
  if (email === null && raw.email.includes('@')) faults.push('email-invalid');
  const sender = raw.sender.slice(0, MAX_SENDER) || (email ?? '');
  if (sender === '') return 'nobody';
  if (raw.text === '') return 'empty';
  if (isBot(sender, email)) return 'bot';
  if (raw.text.length > MAX_TEXT) faults.push('text-shortened');
  const text = raw.text.slice(0, MAX_TEXT);
  return { line: raw.line, at: timeOf(raw.time, faults), sender, email, text, isQuestion: isQuestionText(text) };
}

/** Reads times of one chat, in its order: of times of day alone, one that is hours before the last is on the next day. */
function createChatClock({ plan, began }: ChatRules): TimeReader {
  const readTime = createTimeReader({ order: plan.dateOrder, timeZone: plan.timeZone });
  let day: number | null = null;
  let last = 0;
  return (text, faults) => {
    if (text === '' || isBlank(text)) return null;
    const clock = readClock(text);
    if (clock === null) return readTime(text, faults);
    if (began === null) {
      faults.push('date-missing');
      return null;
    }
    if (day === null) {
      day = dayNear(began, clock, plan.timeZone);
    } else if (clock < last - DAY_MS / 2) day += DAY_MS;
    last = clock;
    const { at, isAmbiguous } = instantOfWall(day + clock, plan.timeZone);
    if (isAmbiguous) faults.push('time-ambiguous');
    return at;
  };
}

/** Midnight of the day on whose clock this time is nearest to an instant. */
function dayNear(instant: number, clock: number, timeZone: string): number {
  const midnight = Math.floor(instant / DAY_MS) * DAY_MS;
  let best = midnight;
  for (const day of [midnight - DAY_MS, midnight, midnight + DAY_MS]) {
    const distance = Math.abs(instantOfWall(day + clock, timeZone).at - instant);
    if (distance < Math.abs(instantOfWall(best + clock, timeZone).at - instant)) best = day;
  }
  return best;
}

/** How Zoom begins a message in a saved chat: with or without the day, "to" whom, and in older files the text on the same line. */
const BEGINS =
  /^(\d{4}-\d{2}-\d{2} )?(\d{1,2}:\d{2}:\d{2})\s+(?:From|Von|De|Da)\s+(.+?)(?:\s+(?:to|To|an|An|à|a)\s+([^:]+?))?\s*:(?:\s+(.*))?$/;
const REACTS = /^(?:Reacted to\b|Removed an? .+ (?:reaction )?from\b|Reagierte auf\b|Hat auf .+ reagiert)/;
const REPLIES = /^(?:Replying to|Antwort auf)\s+["“„]/;

/** Whether a text begins as a saved chat of Zoom does. */
export const isSavedChat = (head: string): boolean =>
  head
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/, 20)
    .some((line) => BEGINS.test(line));

export interface SavedChatReading {
  /** Takes the next lines of the file, each with its number. */
  push(lines: readonly { readonly line: number; readonly text: string }[]): MessageFacts[];
  end(): MessageFacts[];
}

/**
 * Reads a chat as Zoom saves it: a line with time and sender, and the lines of the message beneath. What a reply quotes is left
 * out, because it is somebody else's; a reaction is no message.
 */
export function createSavedChatReading(rules: ChatRules): SavedChatReading {
  const timeOf = createChatClock(rules);
  const { report } = rules;
  const meet = createMeeting(report);
  let open: { line: number; time: string; sender: string; lines: string[] } | null = null;

  function close(): MessageFacts[] {
    if (open === null) return [];
    const { line, time, sender, lines } = open;
    open = null;
    const row = { line, cells: [time, sender, lines.join('\n')] };
    if (report.isFull()) {
      report.skip(row, 'too-many-rows');
      return [];
    }
    const faults: WebinarFault[] = [];
    const [first = ''] = lines;
    const body = REPLIES.test(first) ? lines.slice(1) : lines;
    const text = cleaned(body.join('\n').trim(), faults);
    // Read in any case: the day goes on with it.
    const at = timeOf(time, faults);
    const message = REACTS.test(first)
      ? ('reaction' as const)
      : messageOf({ line, sender: cleaned(sender, faults), email: '', text, time }, faults, () => at);
    if (typeof message === 'string') {
      report.skip(row, message);
      return [];
    }
    meet(message.sender);
    report.take(row, faults);
    return [message];
  }

  return {
    push(lines) {
      return lines.flatMap(({ line, text }) => {
        const begins = BEGINS.exec(text.replace(/^\uFEFF/, ''));
        if (begins === null) {
          // What stands before the first message is nobody's.
          if (open !== null) open.lines.push(text.replace(/^\t/, ''));
          else if (text.trim() !== '') report.skip({ line, cells: [text] }, 'nobody');
          return [];
        }
        const done = close();
        const [, day = '', clock, sender, , rest] = begins;
        open = { line, time: `${day}${clock}`, sender: sender!.trim(), lines: rest === undefined ? [] : [rest] };
        return done;
      });
    },
    end: close,
  };
}
