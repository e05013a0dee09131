import type { Aside } from '@stageline/contracts';
import { Unanswered } from './unanswered.ts';

/** The part of the room's socket that asides need. Each fails with RoomProblem, or Error when the server is silent. */
export interface AsidePort {
  /** An attendee writes to the hosts. */
  tell(text: string, clientId: string): Promise<Aside>;
  /** A moderator answers an attendee. */
  answer(personId: string, text: string, clientId: string): Promise<Aside>;
  list(after: number): Promise<{ asides: Aside[]; hasMore: boolean }>;
}

export interface AsideList {
  /** Oldest first. */
  readonly asides: readonly Aside[];
  /** Those of others that came while nobody looked. */
  readonly unseen: number;
  readonly state: 'unread' | 'loading' | 'read' | 'failed';
}

/** Moderators count by number; ids are made in the order of time. */
const byOrder = (a: Aside, b: Aside): number => (a.number ?? 0) - (b.number ?? 0) || a.id.localeCompare(b.id);

/** What is written between an attendee and the hosts alone: for an attendee their own, for moderators that of everybody. */
export class AsideStore {
  readonly #port: AsidePort;
  readonly #unanswered: Unanswered;
  readonly #drafts = new Map<string | null, { text: string }>();
  readonly #known = new Map<string, Aside>();
  readonly #listeners = new Set<() => void>();
  #list: AsideList = { asides: [], unseen: 0, state: 'unread' };
  #isSeen = false;
  #reading: Promise<void> | null = null;

  constructor(port: AsidePort, newClientId: () => string) {
    this.#port = port;
    this.#unanswered = new Unanswered(newClientId);
  }

  readonly getSnapshot = (): AsideList => this.#list;
  readonly getUnseen = (): number => this.#list.unseen;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is half written: to the hosts, or to one attendee. Words for one person never stand before another. */
  draftFor(personId: string | null): { text: string } {
    const draft = this.#drafts.get(personId) ?? { text: '' };
    this.#drafts.set(personId, draft);
    return draft;
  }

  /** Somebody looks at them, or no more. */
  look(isSeen: boolean): void {
    this.#isSeen = isSeen;
    if (isSeen && this.#list.unseen > 0) this.#show({ unseen: 0 });
  }

  /** One that was told. A moderator who missed one before it reads on from there. */
  receive(aside: Aside): void {
    const gap = aside.number !== undefined && aside.number > this.#cursor() + 1;
    this.#keep([aside], this.#list.state === 'read');
    if (gap) void this.read();
  }

  /** Reads what is not known yet: on connect, and again after a failure. */
  read(): Promise<void> {
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** The same words again, as after an answer that got lost, are stored once. */
  async tell(text: string): Promise<void> {
    this.#keep([await this.#unanswered.send(text, (clientId) => this.#port.tell(text, clientId))], false);
  }

  async answer(personId: string, text: string): Promise<void> {
    const answer = (clientId: string) => this.#port.answer(personId, text, clientId);
    this.#keep([await this.#unanswered.send(text, answer, personId)], false);
  }

  /** Up to which number nothing is missing. */
  #cursor(): number {
    let cursor = 0;
    for (const { number } of this.#list.asides) if (number === cursor + 1) cursor = number;
    return cursor;
  }

  async #readOn(): Promise<void> {
    const isAgain = this.#list.state === 'read';
    this.#show({ state: isAgain ? 'read' : 'loading' });
    try {
      for (let hasMore = true; hasMore;) {
        const page = await this.#port.list(this.#cursor());
        this.#keep(page.asides, isAgain);
        hasMore = page.hasMore && page.asides.length > 0;
      }
      this.#show({ state: 'read' });
    } catch {
      this.#show({ state: 'failed' });
    }
  }

  /** @param counts whether those that are new are news */
  #keep(asides: readonly Aside[], counts: boolean): void {
    const fresh = asides.filter(({ id }) => !this.#known.has(id));
    if (fresh.length === 0) return;
    for (const aside of fresh) this.#known.set(aside.id, aside);
    // A moderator is told what attendees write, an attendee what hosts answer; neither of their own words.
    const news = fresh.filter(({ number, fromHost }) => (number === undefined) === fromHost).length;
    this.#show({ unseen: counts && !this.#isSeen ? this.#list.unseen + news : this.#list.unseen });
  }

  #show(fields: Partial<Omit<AsideList, 'asides'>>): void {
    this.#list = { ...this.#list, ...fields, asides: [...this.#known.values()].sort(byOrder) };
    for (const listener of this.#listeners) listener();
  }
}
