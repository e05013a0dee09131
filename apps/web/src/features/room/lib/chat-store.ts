import type {
  ChatChange,
  ChatMessage,
  ChatRules,
  ChatSetup,
  ChatStanding,
  HeldMessage,
  MutedPerson,
} from '@stageline/contracts';
import { type AsidePort, AsideStore } from './aside-store.ts';
import { type HeldPort, HeldStore } from './held-store.ts';
import { type QuestionPort, QuestionStore } from './question-store.ts';
import { RoomProblem } from './room-problem.ts';
import { applyChanges, enterAt, missesChanges, settle } from './chat-changes.ts';
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

/** Where a chat stands, as the room tells it on connect. */
export interface ChatEntry {
  readonly revision: number;
  readonly setup: ChatSetup;
  readonly openQuestions: number;
  readonly standing: ChatStanding;
}

/** What a moderator does in the chat. Each fails with RoomProblem, or Error when the server is silent. */
export interface ChatModerator {
  remove(messageId: string): Promise<void>;
  pin(messageId: string, pinned: boolean): Promise<void>;
  muteAuthor(messageId: string): Promise<MutedPerson>;
  /** Asks whoever wrote it behind the stage. */
  inviteAuthor(messageId: string): Promise<void>;
  /** Shuts them out of the room. */
  banAuthor(messageId: string): Promise<MutedPerson>;
  unmute(personId: string): Promise<void>;
  muted(): Promise<readonly MutedPerson[]>;
  setUp(rules: ChatRules): Promise<void>;
}

/** The part of the room's socket that the chat needs. */
export interface ChatPort {
  readonly moderator: ChatModerator;
  readonly questions: QuestionPort;
  readonly asides: AsidePort;
  readonly held: HeldPort;
  /** Changes after a revision. */
  changes(after: number): Promise<{ changes: ChatChange[]; revision: number; hasMore: boolean }>;
  /** It may have to wait for a host. */
  send(text: string, clientId: string): Promise<ChatMessage | HeldMessage>;
  history(after: number): Promise<{ messages: ChatMessage[]; hasMore: boolean }>;
}

/**
 * The chat of one room: merges broadcasts, closes gaps from the history, and sends without waiting. Readable by
 * `useSyncExternalStore`.
 */
export class ChatStore {
  readonly self: string;
  readonly moderator: ChatModerator;
  readonly questions: QuestionStore;
  /** What is written to the hosts alone. */
  readonly asides: AsideStore;
  /** What waits for a host. */
  readonly held: HeldStore;
  /** A message that is half written. */
  readonly draft = { text: '' };
  #log: ChatLog = emptyChatLog;
  #enteredAt: number | null = null;
  #filling: Promise<void> | null = null;
  #loadingOlder = false;
  readonly #port: ChatPort;
  readonly #listeners = new Set<() => void>();
  readonly #newClientId: () => string;
  readonly #onChanges: (changes: readonly ChatChange[]) => void;
  readonly #own = new Set<number>();
  #standing: ChatStanding = { mayModerate: false, muted: false, waitSeconds: 0 };
  #waitUntil = 0;
  #catchingUp: Promise<void> | null = null;

  /**
   * @param self the name under which the reader's own messages are broadcast
   * @param onChanges hears of all changes, for what is none of the chat's
   * @param onHeld hears of each message that a moderator has to decide about
   */
  constructor(
    self: string,
    port: ChatPort,
    newClientId: () => string = randomId,
    onChanges: (changes: readonly ChatChange[]) => void = () => undefined,
    onHeld?: () => void,
  ) {
    this.self = self;
    this.#port = port;
    this.#onChanges = onChanges;
    this.moderator = port.moderator;
    this.questions = new QuestionStore(port.questions, newClientId);
    this.asides = new AsideStore(port.asides, newClientId);
    this.held = new HeldStore(port.held, onHeld);
    this.#newClientId = newClientId;
  }

  readonly getSnapshot = (): ChatLog => this.#log;

  /** The number of the last message that was there on entering; null before the server has told it. */
  get enteredAt(): number | null {
    return this.#enteredAt;
  }

  /** What holds for everybody. */
  readonly getSetup = (): ChatSetup => this.#log.changes.setup;

  /** What holds for the reader. */
  readonly getStanding = (): ChatStanding => this.#standing;

  /** Until when the reader waits before the next message, in milliseconds since 1970; 0: no wait. */
  readonly getWaitUntil = (): number => this.#waitUntil;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * The server told its last sequence, on connect and on reconnect: what is missing is fetched, and what got no answer
   * while the line was broken is sent again. Resolves when that is done or the line broke again.
   */
  announce(lastSequence: number): Promise<void> {
    this.#update(this.#enteredAt !== null ? announce(this.#log, lastSequence) : this.#begin(lastSequence));
    const unanswered = this.#log.pending.filter(({ status, refusal }) => status === 'failed' && refusal === null);
    return Promise.all([this.#fill(), ...unanswered.map(({ clientId }) => this.retry(clientId))]).then(() => undefined);
  }

  /** The server told where the chat stands, on connect and on reconnect: what changed meanwhile is fetched. */
  enter({ revision, setup, openQuestions, standing }: ChatEntry): Promise<void> {
    this.questions.receive([{ revision, openQuestions }]);
    this.questions.recover();
    void this.asides.read();
    void this.held.read();
    this.#update({ ...this.#log, changes: enterAt(this.#log.changes, revision, setup) });
    this.stand(standing);
    return this.#catchUp();
  }

  /** The server told what holds for the reader. */
  stand(standing: ChatStanding): void {
    this.#standing = standing;
    this.#waitUntil = standing.waitSeconds === 0 ? 0 : Date.now() + standing.waitSeconds * 1000;
    this.#tell();
  }

  /** Changes that were broadcast. */
  change(changes: readonly ChatChange[]): Promise<void> {
    this.questions.receive(changes);
    this.#onChanges(changes);
    const { messages, state } = applyChanges(this.#log.messages, this.#log.changes, changes);
    this.#update({ ...this.#log, messages, changes: state });
    return this.#catchUp();
  }

  /** A broadcast. */
  receive(messages: readonly ChatMessage[]): Promise<void> {
    this.#update(receive(this.#log, messages, this.self));
    return this.#enteredAt !== null ? this.#fill() : Promise.resolve();
  }

  /** Shows the message at once and sends it; a failure leaves it in the list with a way to try again. */
  send(text: string): Promise<void> {
    const clientId = this.#newClientId();
    this.#waitFor(this.#slowMs());
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
      const answer = await this.#port.history(after);
      this.#update(backfill(this.#log, after, answer, this.self));
    } catch {
      // Scrolling up asks again.
    } finally {
      this.#loadingOlder = false;
    }
  }

  #begin(lastSequence: number): ChatLog {
    this.#enteredAt = lastSequence;
    const early = this.#log;
    return receive({ ...startAt(lastSequence, early.changes), pending: early.pending }, early.messages, this.self);
  }

  async #transmit(clientId: string, text: string): Promise<void> {
    try {
      const message = await this.#port.send(text, clientId);
      if (!('sequence' in message)) {
        this.#waitFor(this.#slowMs());
        this.held.receive(message);
        return this.discard(clientId);
      }
      this.#own.add(message.sequence);
      this.#waitFor(this.#slowMs());
      this.#update(confirm(this.#log, clientId, message, this.self));
      await this.#fill();
    } catch (error) {
      // What was refused does not count. Where slow mode refused it, the server has told for how long.
      if (!(error instanceof RoomProblem && error.problem.code === 'chat-slow')) this.#waitFor(0);
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
        // Before the log is read: messages may arrive meanwhile.
        const answer = await this.#port.history(after);
        this.#update(backfill(this.#log, after, answer, this.self));
      } catch {
        // The next broadcast or reconnect asks again.
        return;
      }
    }
  }

  #slowMs(): number {
    return this.#standing.mayModerate ? 0 : this.getSetup().slowSeconds * 1000;
  }

  #waitFor(waitMs: number): void {
    this.#waitUntil = waitMs === 0 ? 0 : Date.now() + waitMs;
  }

  #catchUp(): Promise<void> {
    this.#catchingUp ??= this.#askChanges().finally(() => {
      this.#catchingUp = null;
    });
    return this.#catchingUp;
  }

  async #askChanges(): Promise<void> {
    while (missesChanges(this.#log.changes)) {
      try {
        const answer = await this.#port.changes(this.#log.changes.revision ?? 0);
        this.questions.receive(answer.changes);
        this.#onChanges(answer.changes);
        const { messages, state } = applyChanges(this.#log.messages, this.#log.changes, answer.changes);
        this.#update({ ...this.#log, messages, changes: settle(state, answer.revision, answer.hasMore) });
      } catch {
        // The next change or reconnect asks again.
        return;
      }
    }
  }

  #update(next: ChatLog): void {
    if (next === this.#log) return;
    const wasSlow = this.getSetup().slowSeconds;
    this.#log = next;
    if (wasSlow !== 0 && this.getSetup().slowSeconds === 0) this.#waitUntil = 0;
    this.#tell();
  }

  #tell(): void {
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
