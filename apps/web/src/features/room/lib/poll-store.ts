import type { ChatChange, PollAnswer, PollBoard, PollRunView, PollTally } from '@stageline/contracts';

/** The part of the room's socket that polls need. Fails with RoomProblem, or Error when the server is silent. */
export interface PollPort {
  answer(runId: string, answers: readonly PollAnswer[]): Promise<void>;
}

export interface PollScreen {
  /** What the room is asked now, and results that are shown; without what the reader has put away. */
  readonly runs: readonly PollRunView[];
  /** What the reader has answered, by run. */
  readonly own: Readonly<Record<string, readonly PollAnswer[]>>;
}

/** Of two results the newer. */
const newer = (a: PollTally, b: PollTally | undefined): PollTally => (b !== undefined && b.version > a.version ? b : a);

/** The polls of one room, as the room tells of them, and what the reader answered. */
export class PollStore {
  readonly #port: PollPort;
  readonly #listeners = new Set<() => void>();
  #board: readonly PollRunView[] = [];
  #revision = -1;
  readonly #away = new Set<string>();
  #tallies: Readonly<Record<string, PollTally>> = {};
  #screen: PollScreen = { runs: [], own: {} };

  constructor(port: PollPort) {
    this.#port = port;
  }

  readonly getSnapshot = (): PollScreen => this.#screen;
  /** Rises with each change of what is asked, for lists that are read elsewhere. */
  readonly getRevision = (): number => this.#revision;
  /** The newest results by run, as far as they were told since we came. */
  readonly getTallies = (): Readonly<Record<string, PollTally>> => this.#tallies;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Everything that is asked, on connect and with each change; an older one does not replace a newer one. */
  show(revision: number, { runs }: PollBoard): void {
    if (revision < this.#revision) return;
    this.#revision = revision;
    this.#board = runs;
    this.#update();
  }

  /** Changes of the room, in whatever order they come. */
  receive(changes: readonly ChatChange[]): void {
    for (const { revision, polls } of changes) if (polls !== undefined) this.show(revision, polls);
  }

  /** Results, whole: of each run the newer ones hold. */
  count(tallies: Readonly<Record<string, PollTally>>): void {
    const fresh = Object.entries(tallies).map(([id, tally]) => [id, newer(tally, this.#tallies[id])] as const);
    this.#tallies = { ...this.#tallies, ...Object.fromEntries(fresh) };
    this.#update();
  }

  /** The room told what the reader has answered, on connect. */
  remember(own: Readonly<Record<string, readonly PollAnswer[]>>): void {
    this.#update({ own: { ...this.#screen.own, ...own } });
  }

  /** Fails where it was not taken; what was answered before stands then. */
  async answer({ id }: PollRunView, answers: readonly PollAnswer[]): Promise<void> {
    await this.#port.answer(id, answers);
    this.#update({ own: { ...this.#screen.own, [id]: answers } });
  }

  /** The reader has seen enough of it: its results, or the question that they do not answer. */
  putAway({ id, closedAt }: PollRunView): void {
    this.#away.add(`${id} ${closedAt === null}`);
    this.#update();
  }

  #update(fields: Partial<PollScreen> = {}): void {
    const runs = this.#board
      .filter(({ id, closedAt }) => !this.#away.has(`${id} ${closedAt === null}`))
      .map((run) => (run.tally === null ? run : { ...run, tally: newer(run.tally, this.#tallies[run.id]) }));
    this.#screen = { ...this.#screen, ...fields, runs };
    for (const listener of this.#listeners) listener();
  }
}

/** Whether something waits for the reader's answer: on a small screen that comes before the chat. */
export const isAsking = (runs: PollScreen['runs'], own: PollScreen['own']): boolean =>
  runs.some(({ id, closedAt }) => closedAt === null && own[id] === undefined);
