import type { ChatMessage } from '@stageline/contracts';
import { applyChanges, type ChangeState, noChanges } from './chat-changes.ts';

/** A message that this person wrote and the server has not confirmed yet. */
export interface PendingMessage {
  /** Makes a retry harmless: the server stores one message per id. */
  readonly clientId: string;
  readonly text: string;
  readonly status: 'sending' | 'failed';
  /** Why the server refused it, in words; null while it is sent, and when there was no answer at all. */
  readonly refusal: string | null;
  readonly writtenAt: string;
  /** Its broadcast arrived before its acknowledgement: shown once, as the broadcast. */
  readonly shadowedBy: number | null;
}

/**
 * What the chat shows. `cursor` is the sequence up to which nothing is missing; messages beyond it wait for a
 * back-fill. `floor` is the sequence up to which older history was left on the server.
 */
export interface ChatLog {
  readonly messages: readonly ChatMessage[];
  readonly pending: readonly PendingMessage[];
  readonly floor: number;
  readonly cursor: number;
  /** The highest sequence that the server spoke of. */
  readonly announced: number;
  /** What was changed of it, and what holds for everybody. */
  readonly changes: ChangeState;
}

export const emptyChatLog: ChatLog = {
  messages: [],
  pending: [],
  floor: 0,
  cursor: 0,
  announced: 0,
  changes: noChanges,
};

/** The most that the server answers to one `room:history`, and what a late joiner loads first. */
export const HISTORY_PAGE = 200;

/** Begins at the end of a long history: older messages stay on the server until somebody scrolls up. */
export function startAt(lastSequence: number, changes = noChanges): ChatLog {
  const floor = Math.max(0, lastSequence - HISTORY_PAGE);
  return { ...emptyChatLog, floor, cursor: floor, announced: lastSequence, changes };
}

/** Notes the server's last sequence, told on every (re)connect; a higher one than `cursor` asks for a back-fill. */
export function announce(log: ChatLog, lastSequence: number): ChatLog {
  return lastSequence > log.announced ? { ...log, announced: lastSequence } : log;
}

/**
 * Merges messages in sequence order, each once.
 * @param self the reader's own name in the room, to recognise the broadcast of a message that is still being sent
 */
export function receive(log: ChatLog, incoming: readonly ChatMessage[], self: string): ChatLog {
  const known = new Set(log.messages.map((message) => message.sequence));
  const fresh = incoming.filter((message) => !known.has(message.sequence) && known.add(message.sequence));
  if (fresh.length === 0) return withChanges(log, incoming);
  const last = log.messages.at(-1);
  const ordered = fresh.toSorted((a, b) => a.sequence - b.sequence);
  const first = ordered[0];
  const appends = last === undefined || first === undefined || first.sequence > last.sequence;
  const messages = appends
    ? [...log.messages, ...ordered]
    : [...log.messages, ...ordered].sort((a, b) => a.sequence - b.sequence);
  const announced = Math.max(log.announced, ordered.at(-1)?.sequence ?? 0);
  const merged = {
    ...log,
    messages,
    announced,
    pending: shadow(log.pending, ordered, self),
    cursor: advance(log.cursor, messages),
  };
  return withChanges(merged, incoming);
}

/** Lets of each message its latest state stand: of those that are read again, and of those whose change came before them. */
function withChanges(log: ChatLog, incoming: readonly ChatMessage[]): ChatLog {
  const changed = incoming.filter(({ revision }) => revision !== undefined);
  if (changed.length === 0 && log.changes.strays.size === 0) return log;
  const asChanges = changed.map((message) => ({ revision: 0, message }));
  const { messages, state } = applyChanges(log.messages, log.changes, asChanges);
  return messages === log.messages && state.strays.size === log.changes.strays.size
    ? log
    : { ...log, messages, changes: state };
}

/** Merges one answer of `room:history`: everything after `after` up to its end is now complete. */
export function backfill(
  log: ChatLog,
  after: number,
  answer: { readonly messages: readonly ChatMessage[]; readonly hasMore: boolean },
  self: string,
): ChatLog {
  const merged = receive(log, answer.messages, self);
  const settled = answer.hasMore ? (answer.messages.at(-1)?.sequence ?? after) : Math.max(log.announced, after);
  const cursor = after <= merged.cursor ? advance(Math.max(merged.cursor, settled), merged.messages) : merged.cursor;
  return { ...merged, cursor, floor: Math.min(merged.floor, after) };
}

/** Whether messages are missing; ask `room:history` after `log.cursor`. */
export const hasGap = (log: ChatLog): boolean => log.announced > log.cursor;

/** Shows a message at once, before the server has it. */
export function enqueue(log: ChatLog, message: { clientId: string; text: string; writtenAt: string }): ChatLog {
  return { ...log, pending: [...log.pending, { ...message, status: 'sending', refusal: null, shadowedBy: null }] };
}

/** The server stored it: the pending copy gives way to the real message. */
export function confirm(log: ChatLog, clientId: string, message: ChatMessage, self: string): ChatLog {
  const pending = log.pending.filter((entry) => entry.clientId !== clientId);
  return receive({ ...log, pending }, [message], self);
}

/** Sending failed: the message stays, with a way to try again. */
export const markFailed = (log: ChatLog, clientId: string, refusal: string | null): ChatLog =>
  withStatus(log, clientId, { status: 'failed', refusal, shadowedBy: null });

/** Marks a failed message as being sent again. */
export const markSending = (log: ChatLog, clientId: string): ChatLog =>
  withStatus(log, clientId, { status: 'sending', refusal: null });

/** Gives a failed message up. */
export const discard = (log: ChatLog, clientId: string): ChatLog => ({
  ...log,
  pending: log.pending.filter((entry) => entry.clientId !== clientId),
});

/** The pending messages to show below the confirmed ones. */
export const visiblePending = (log: ChatLog): readonly PendingMessage[] =>
  log.pending.filter((entry) => entry.shadowedBy === null);

function withStatus(log: ChatLog, clientId: string, change: Partial<PendingMessage>): ChatLog {
  return {
    ...log,
    pending: log.pending.map((entry) => (entry.clientId === clientId ? { ...entry, ...change } : entry)),
  };
}

function advance(cursor: number, messages: readonly ChatMessage[]): number {
  let reached = cursor;
  for (const message of messages) if (message.sequence === reached + 1) reached = message.sequence;
  return reached;
}

function shadow(
  pending: readonly PendingMessage[],
  fresh: readonly ChatMessage[],
  self: string,
): readonly PendingMessage[] {
  if (pending.length === 0) return pending;
  const mine = fresh.filter((message) => message.authorName === self);
  return pending.map((entry) => {
    if (entry.status !== 'sending' || entry.shadowedBy !== null) return entry;
    const index = mine.findIndex((message) => message.text === entry.text);
    if (index < 0) return entry;
    const [match] = mine.splice(index, 1);
    return { ...entry, shadowedBy: match?.sequence ?? null };
  });
}
