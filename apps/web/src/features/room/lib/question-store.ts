import type { ChatChange, HeldMessage, Question, QuestionAnswer } from '@stageline/contracts';
import { Unanswered } from './unanswered.ts';

/** The part of the room's socket that questions need. Each fails with RoomProblem, or Error when the server is silent. */
export interface QuestionPort {
  /** It may have to wait for a host. */
  ask(text: string, clientId: string): Promise<Question | HeldMessage>;
  vote(questionId: string, inFavour: boolean): Promise<void>;
  list(after: number): Promise<{ questions: Question[]; voted: string[]; hasMore: boolean }>;
  answer(questionId: string, answer: QuestionAnswer | null): Promise<void>;
  remove(questionId: string): Promise<void>;
}

export interface QuestionList {
  /** Open ones first, those with the most votes at the top; without those that were taken out. */
  readonly questions: readonly Question[];
  /** How many are open, also while they are not loaded. */
  readonly open: number;
  readonly state: 'unread' | 'loading' | 'read' | 'failed';
  /** Which the reader has voted for. */
  readonly voted: ReadonlySet<string>;
}

/** Open before answered, then by votes, then the older first. */
const byWeight = (a: Question, b: Question): number =>
  Number(a.answered !== null) - Number(b.answered !== null) || b.votes - a.votes || a.askedAt.localeCompare(b.askedAt);

/** The questions of one room; read from the server once somebody looks at them, and kept by changes from then on. */
export class QuestionStore {
  /** A question that is half written. */
  readonly draft = { text: '' };
  readonly #port: QuestionPort;
  readonly #unanswered: Unanswered;
  readonly #known = new Map<string, Question>();
  readonly #listeners = new Set<() => void>();
  #countedAt = -1;
  #reading: Promise<void> | null = null;
  #list: QuestionList = { questions: [], open: 0, state: 'unread', voted: new Set() };

  constructor(port: QuestionPort, newClientId: () => string) {
    this.#port = port;
    this.#unanswered = new Unanswered(newClientId);
  }

  readonly getSnapshot = (): QuestionList => this.#list;
  readonly getOpen = (): number => this.#list.open;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes of the room, in whatever order they come. */
  receive(changes: readonly ChatChange[]): void {
    let { open } = this.#list;
    let touched = false;
    for (const { revision, question, openQuestions } of changes) {
      if (question !== undefined) touched = this.#keep(question) || touched;
      if (openQuestions === undefined || revision < this.#countedAt) continue;
      this.#countedAt = revision;
      open = openQuestions;
    }
    if (touched || open !== this.#list.open) this.#show({ open });
  }

  /** Reads all of them; again only where that failed. */
  read(): Promise<void> {
    if (this.#list.state === 'read') return Promise.resolve();
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** The line is there again: what could not be read is read now. */
  recover(): void {
    if (this.#list.state === 'failed') void this.read();
  }

  /** The same question again, as after an answer that got lost, is stored once. */
  async ask(text: string): Promise<void> {
    const question = await this.#unanswered.send(text, (clientId) => this.#port.ask(text, clientId));
    // What waits is told apart from the questions.
    if ('votes' in question && this.#keep(question)) this.#show({});
  }

  /** Shows the vote at once, and takes it back where it was refused. */
  async vote({ id }: Question, inFavour: boolean): Promise<void> {
    this.#mark(id, inFavour);
    try {
      await this.#port.vote(id, inFavour);
    } catch (error) {
      this.#mark(id, !inFavour);
      throw error;
    }
  }

  answer({ id }: Question, answer: QuestionAnswer | null): Promise<void> {
    return this.#port.answer(id, answer);
  }

  remove({ id }: Question): Promise<void> {
    return this.#port.remove(id);
  }

  async #readAll(): Promise<void> {
    this.#show({ state: 'loading' });
    try {
      let after = 0;
      for (let hasMore = true; hasMore;) {
        const page = await this.#port.list(after);
        for (const question of page.questions) this.#keep(question);
        after = page.questions.at(-1)?.revision ?? after;
        ({ hasMore } = page);
        this.#show({ voted: new Set([...this.#list.voted, ...page.voted]) });
      }
      this.#show({ state: 'read' });
    } catch {
      this.#show({ state: 'failed' });
    }
  }

  /** False where a later state is known. */
  #keep(question: Question): boolean {
    const known = this.#known.get(question.id);
    if (known !== undefined && known.revision >= question.revision) return false;
    this.#known.set(question.id, question);
    return true;
  }

  #mark(id: string, inFavour: boolean): void {
    const voted = new Set(this.#list.voted);
    if (inFavour) voted.add(id);
    else voted.delete(id);
    this.#show({ voted });
  }

  #show(fields: Partial<Omit<QuestionList, 'questions'>>): void {
    const questions = [...this.#known.values()].filter(({ removed }) => removed !== true).sort(byWeight);
    this.#list = { ...this.#list, ...fields, questions };
    for (const listener of this.#listeners) listener();
  }
}
