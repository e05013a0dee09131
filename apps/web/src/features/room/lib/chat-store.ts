import type { ChatMessage } from '@stageline/contracts';
import { RoomProblem } from './room-problem.ts';
import {
  announce,
  backfill,
  type ChatLog,
  confirm,
  discard,
  emptyChatLog,
  enqueue,
  hasGap,
  HISTORY_PAGE,
  markFailed,
  markSending,
  receive,
  startAt,
} from './chat-log.ts';

/** The part of the room's socket that the chat needs. */
export interface ChatPort {
  send(text: string, clientId: string): Promise<ChatMessage>;
  history(after: number): Promise<{ messages: ChatMessage[]; hasMore: boolean }>;
}

/**
 * The chat of one room: merges broadcasts, closes gaps from the history, and sends without waiting. Readable by
 * `useSyncExternalStore`.
 */
export class ChatStore {
  readonly self: string;
  #log: ChatLog = emptyChatLog;
  #begun = false;
  #filling: Promise<void> | null = null;
  #loadingOlder = false;
  readonly #port: ChatPort;
  readonly #listeners = new Set<() => void>();
  readonly #newClientId: () => string;
  readonly #own = new Set<number>();

  /** @param self the name under which the reader's own messages are broadcast */
  constructor(self: string, port: ChatPort, newClientId: () => string = randomId) {
    this.self = self;
    this.#port = port;
    this.#newClientId = newClientId;
  }

  readonly getSnapshot = (): ChatLog => this.#log;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * The server told its last sequence, on connect and on reconnect: what is missing is fetched, and what got no answer
   * while the line was broken is sent again. Resolves when that is done or the line broke again.
   */
  announce(lastSequence: number): Promise<void> {
    this.#update(this.#begun ? announce(this.#log, lastSequence) : this.#begin(lastSequence));
    const unanswered = this.#log.pending.filter(({ status, refusal }) => status === 'failed' && refusal === null);
    return Promise.all([this.#fill(), ...unanswered.map(({ clientId }) => this.retry(clientId))]).then(() => undefined);
  }

  /** A broadcast. */
  receive(messages: readonly ChatMessage[]): Promise<void> {
    this.#update(receive(this.#log, messages, this.self));
    return this.#begun ? this.#fill() : Promise.resolve();
  }

  /** Shows the message at once and sends it; a failure leaves it in the list with a way to try again. */
  send(text: string): Promise<void> {
    const clientId = this.#newClientId();
    this.#update(enqueue(this.#log, { clientId, text, writtenAt: new Date().toISOString() }));
    return this.#transmit(clientId, text);
  }

  /** Sends a failed message again under the same id, so that the server stores it once. */
  retry(clientId: string): Promise<void> {
    const entry = this.#log.pending.find((pending) => pending.clientId === clientId);
    if (entry === undefined || entry.status === 'sending') return Promise.resolve();
    this.#update(markSending(this.#log, clientId));
    return this.#transmit(clientId, entry.text);
  }

  /** Whether the reader wrote a message from this page; a name alone does not tell, since two people may share one. */
  isOwn(sequence: number): boolean {
    return this.#own.has(sequence);
  }

  /** Gives a failed message up. */
  discard(clientId: string): void {
    this.#update(discard(this.#log, clientId));
  }

  /** Loads the page before the oldest message that is shown. */
  async loadOlder(): Promise<void> {
    if (this.#loadingOlder || this.#log.floor === 0) return;
    this.#loadingOlder = true;
    const after = Math.max(0, this.#log.floor - HISTORY_PAGE);
    try {
      this.#update(backfill(this.#log, after, await this.#port.history(after), this.self));
    } catch {
      // Scrolling up asks again.
    } finally {
      this.#loadingOlder = false;
    }
  }

  #begin(lastSequence: number): ChatLog {
    this.#begun = true;
    const early = this.#log;
    return receive({ ...startAt(lastSequence), pending: early.pending }, early.messages, this.self);
  }

  async #transmit(clientId: string, text: string): Promise<void> {
    try {
      const message = await this.#port.send(text, clientId);
      this.#own.add(message.sequence);
      this.#update(confirm(this.#log, clientId, message, this.self));
      await this.#fill();
    } catch (error) {
      this.#update(markFailed(this.#log, clientId, error instanceof RoomProblem ? error.message : null));
    }
  }

  #fill(): Promise<void> {
    this.#filling ??= this.#fillGaps().finally(() => {
      this.#filling = null;
    });
    return this.#filling;
  }

  async #fillGaps(): Promise<void> {
    while (hasGap(this.#log)) {
      const after = this.#log.cursor;
      try {
        this.#update(backfill(this.#log, after, await this.#port.history(after), this.self));
      } catch {
        // The next broadcast or reconnect asks again.
        return;
      }
    }
  }

  #update(next: ChatLog): void {
    if (next === this.#log) return;
    this.#log = next;
    for (const listener of this.#listeners) listener();
  }
}

/** A UUID; `crypto.randomUUID` exists in secure contexts only, and a plain `http://` site in a local network is none. */
function randomId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
