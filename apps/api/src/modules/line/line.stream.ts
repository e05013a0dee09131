import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { line, lineNamespace, ProblemError, type LineDelta, type LineSnapshot } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import { inThisTenant } from '../../http/tenant-stream.ts';
import type { EventStreams } from '../../realtime/event-streams.ts';
import { lineRoom, mergeChanges, mergeDeltas, type LineChange } from './line.feed.ts';
import type { LineService } from './line.service.ts';

/** What comes within this time is one event. */
const TICK_MS = 100;
/** Entries that wait for a slow reader; with more the oldest are left out, and read again when they can take them. */
const MAX_WAITING = 200;
/** Readers come back at some time within this span after the first second: after a restart not all in one moment. */
const RETRY_SPREAD_MS = 4000;

export interface LineCursor {
  readonly after?: number | undefined;
  readonly revision?: number | undefined;
}

/**
 * The cursor in a `Last-Event-ID`, which goes before what the address says.
 * @throws ProblemError `bad-request` for an id that no event of ours has
 */
export function cursorOf(lastEventId: string | undefined, query: LineCursor): LineCursor {
  if (lastEventId === undefined || lastEventId === '') return query;
  const [after, revision] = (/^(\d{1,15})-(\d{1,15})$/.exec(lastEventId) ?? []).slice(1).map(Number);
  if (after === undefined)
    throw new ProblemError('bad-request', { detail: 'No event of ours has this Last-Event-ID.' });
  return { after, revision };
}

interface News {
  readonly joined?: LineDelta | undefined;
  readonly changed?: LineChange | undefined;
}

/** What one reader has not been told yet. */
class Inbox {
  #joined: LineDelta | undefined;
  #changed: LineChange | undefined;
  #wake: () => void = () => undefined;
  ended = false;

  hear(event: string, payload: unknown): void {
    if (event === 'line:joined') this.#joined = bounded(merged(mergeDeltas, this.#joined, payload as LineDelta));
    else if (event === 'line:changed')
      this.#changed = bounded(merged(mergeChanges, this.#changed, payload as LineChange));
    this.#wake();
  }
  end(): void {
    this.ended = true;
    this.#wake();
  }
  /** What has come, or undefined after a silence of `ms`. */
  async next(ms: number): Promise<News | undefined> {
    if (!this.ended && !this.#hasNews) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        timer = setTimeout(resolve, ms).unref();
      });
      clearTimeout(timer);
    }
    if (!this.#hasNews) return undefined;
    const news = { joined: this.#joined, changed: this.#changed };
    this.#joined = undefined;
    this.#changed = undefined;
    return news;
  }
  get #hasNews(): boolean {
    return this.#joined !== undefined || this.#changed !== undefined;
  }
}

const merged = <T>(merge: (older: T, newer: T) => T, older: T | undefined, newer: T): T =>
  older === undefined ? newer : merge(older, newer);

/** A reader who is this far behind sees the gap and is read the rest. */
const bounded = <T extends LineDelta>(delta: T): T =>
  delta.entries.length <= MAX_WAITING ? delta : { ...delta, from: delta.to, entries: [] };

/** Data of events that many readers get, written once. */
const written = new WeakMap<object, string>();
function dataOf(payload: object): string {
  const known = written.get(payload) ?? JSON.stringify(payload);
  written.set(payload, known);
  return known;
}

/** One event as it travels (HTML, section 9.2.6); JSON has no line breaks of its own. */
const eventOf = (
  event: keyof typeof line.lineEvents & string,
  cursor: number,
  revision: number,
  payload: object,
): string => `id: ${cursor}-${revision}\nevent: ${event}\ndata: ${dataOf(payload)}\n\n`;

/** Pieces that may be long in coming: a reader who goes away waits for none of them, and `leave` is called at once. */
function readableOf(pieces: AsyncGenerator<string>, leave: () => void): Readable {
  return new Readable({
    read() {
      pieces.next().then(
        ({ done, value }) => this.push(done === true ? null : value),
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      leave();
      done(error);
    },
  });
}

/** The line as server-sent events: what a page follows where no WebSocket gets through (H-04). */
export function createLineStream(service: Pick<LineService, 'snapshot'>, streams: EventStreams) {
  /** A snapshot, then every delta after it; where one is missing, what is stored closes the gap before it shows. */
  async function* events(inbox: Inbox, first: LineSnapshot): AsyncGenerator<string> {
    let { cursor, revision } = first;
    const snapshotEvent = (snapshot: LineSnapshot): string => {
      ({ cursor, revision } = snapshot);
      return eventOf('snapshot', cursor, revision, snapshot);
    };
    yield `retry: ${1000 + Math.trunc(Math.random() * RETRY_SPREAD_MS)}\n${snapshotEvent(first)}`;
    while (!inbox.ended) {
      const { joined, changed } = (await inbox.next(line.LINE_HEARTBEAT_MS)) ?? {};
      if (joined === undefined && changed === undefined) {
        yield ':\n\n';
        continue;
      }
      if ((joined?.from ?? 0) > cursor || (changed?.from ?? 0) > revision)
        yield snapshotEvent(await service.snapshot(cursor, revision));
      if (joined !== undefined && joined.to > cursor) {
        cursor = joined.to;
        yield eventOf('joined', cursor, revision, joined);
      }
      if (changed !== undefined && changed.to > revision) {
        // The counts of a snapshot may be a second old, its entries are not: what is between has been told.
        const told = changed.from <= revision ? changed : { ...changed, from: revision };
        revision = changed.to;
        yield eventOf('changed', cursor, revision, told);
      }
      await delay(TICK_MS, undefined, { ref: false });
    }
  }

  return {
    /**
     * Begins to follow the current tenant's line.
     * @param address of the reader
     * @throws ProblemError `too-many-requests`, `unavailable`
     */
    async follow(address: string, { after, revision }: LineCursor): Promise<Readable> {
      const tenantId = currentTenantId();
      const inbox = new Inbox();
      const leave = streams.open({
        tenantId,
        address,
        namespace: lineNamespace.name,
        room: lineRoom(tenantId),
        hear: (event, payload) => inbox.hear(event, payload),
        end: () => inbox.end(),
      });
      try {
        // Heard from before the reading on: nothing falls between the two.
        const pieces = inThisTenant(events(inbox, await service.snapshot(after, revision)));
        return readableOf(pieces, () => {
          leave();
          inbox.end();
        });
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}
export type LineStream = ReturnType<typeof createLineStream>;
