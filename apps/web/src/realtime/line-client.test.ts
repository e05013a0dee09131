/** @jest-environment node */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { LineEntry, LineSnapshot } from '@stageline/contracts';
import { LineClient } from './line-client.ts';

/** A line on a real socket.io server: the other end of the protocol is not ours to imagine. */
class Line {
  readonly entries: LineEntry[] = [];
  readonly resumes: number[] = [];
  truncateAfter = Number.POSITIVE_INFINITY;
  /** What the next question gets. */
  answer: 'ok' | 'refuse' = 'ok';
  /** The marks that streams of events were asked for from. */
  readonly followed: string[] = [];
  readonly streams: ServerResponse[] = [];
  serveEvents = false;
  http!: HttpServer;
  io!: Server;

  async open(port = 0, options: ConstructorParameters<typeof Server>[1] = {}): Promise<void> {
    this.http = createServer((request, response) => {
      if (request.url === '/api/v1/line/events') return this.follow(request, response);
      const after = Number(new URL(request.url ?? '/', 'http://line').searchParams.get('after') ?? 0);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(this.after(after)));
    });
    this.io = new Server(this.http, { transports: ['websocket'], ...options });
    this.io.of('/line').on('connection', (socket) => {
      socket.on('line:resume', ({ after }: { after: number }, ack: (answer: unknown) => void) => {
        this.resumes.push(after);
        const truncated = this.entries.length - after > this.truncateAfter;
        const { answer } = this;
        this.answer = 'ok';
        if (answer === 'refuse') ack({ ok: false, problem: { code: 'too-many-requests' } });
        else
          ack({
            ok: true,
            data: truncated ? { ...this.after(this.entries.length - 2), truncated } : this.after(after),
          });
      });
    });
    await new Promise<void>((resolve) => this.http.listen(port, '127.0.0.1', resolve));
  }
  /** Refused, unless there is to be a stream of events. */
  follow(request: IncomingMessage, response: ServerResponse): void {
    this.followed.push(String(request.headers['last-event-id']));
    if (!this.serveEvents) return void response.writeHead(503).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    this.event('snapshot', this.after(Number(/^\d+/.exec(this.followed.at(-1)!)?.[0])), response);
    this.streams.push(response);
  }
  event(name: string, data: unknown, ...streams: ServerResponse[]): void {
    for (const stream of streams.length > 0 ? streams : this.streams)
      stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }
  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }
  after(position: number): LineSnapshot {
    const entries = this.entries.filter((entry) => entry.position > position).reverse();
    return {
      entries,
      total: this.entries.length,
      cursor: this.entries.length,
      revision: 0,
      changes: [],
      truncated: false,
    };
  }
  /** Writes members down, as a transaction would, without telling anybody. */
  join(count: number): LineEntry[] {
    const joined = Array.from({ length: count }, () => {
      const position = this.entries.length + 1;
      const entry = { position, name: `M${position} X.`, joinedAt: new Date(0).toISOString() };
      this.entries.push(entry);
      return entry;
    });
    return joined.reverse();
  }
  tell(from: number, to: number): void {
    const entries = this.entries.filter(({ position }) => position > from && position <= to).reverse();
    this.io.of('/line').emit('line:joined', { from, to, total: this.entries.length, entries });
  }
  async close(): Promise<void> {
    await this.io.close();
  }
}

/** Waits for what a message will bring about, on the event and not on the clock. */
function until(): { signal: () => void; reach: (condition: () => boolean) => Promise<void> } {
  let check: () => void = () => undefined;
  return {
    signal: () => check(),
    reach: (condition) =>
      new Promise((resolve) => {
        check = () => condition() && resolve();
        check();
      }),
  };
}

describe('LineClient', () => {
  let line: Line;
  let client: LineClient | undefined;
  let seen: number[];
  let changed: number[];
  let resets: LineSnapshot[];
  let progress: ReturnType<typeof until>;

  const start = (cursor: number): void => {
    client = new LineClient({
      origin: line.origin,
      cursor,
      revision: 0,
      random: () => 0,
      onChanged: (entries) => {
        changed.push(...entries.map(({ position }) => position));
        progress.signal();
      },
      onEntries: (entries) => {
        seen.push(...entries.map(({ position }) => position).reverse());
        progress.signal();
      },
      onReset: (snapshot) => {
        resets.push(snapshot);
        progress.signal();
      },
    });
    client.start();
  };
  const connected = (): Promise<void> =>
    progress.reach(() => line.resumes.length > 0 && line.io.of('/line').sockets.size > 0);

  beforeEach(async () => {
    line = new Line();
    seen = [];
    changed = [];
    resets = [];
    progress = until();
    await line.open();
    line.io.of('/line').on('connection', (socket) => socket.onAny(() => setImmediate(progress.signal)));
  });
  afterEach(async () => {
    client?.stop();
    await line.close();
  });

  it('H-07 asks for what it missed while the page was on its way', async () => {
    line.join(3);
    start(1);
    await progress.reach(() => seen.length === 2);
    expect(seen).toEqual([2, 3]);
    expect(line.resumes).toEqual([1]);
  });

  it('delivers a delta that follows', async () => {
    start(0);
    await connected();
    line.join(2);
    line.tell(0, 2);
    await progress.reach(() => seen.length === 2);
    expect(seen).toEqual([1, 2]);
    expect(client?.cursor).toBe(2);
  });

  it('H-07 is told which entries changed, and asks where it missed a change', async () => {
    start(0);
    await connected();
    const hidden = { position: 1, name: '', joinedAt: new Date(0).toISOString(), state: 'hidden' };
    const tell = (from: number, to: number): unknown =>
      line.io.of('/line').emit('line:changed', { from, to, total: 1, entries: [hidden] });
    for (const again of [1, 2]) tell(0, Math.min(again, 1));
    await progress.reach(() => changed.length === 1);
    const before = line.resumes.length;
    tell(4, 5);
    await progress.reach(() => line.resumes.length > before);
    expect(changed).toEqual([1]);
  });

  it('closes a gap by asking, and doubles nothing', async () => {
    start(0);
    await connected();
    line.join(5);
    line.tell(3, 5);
    await progress.reach(() => seen.length === 5);
    line.tell(0, 5);
    line.tell(3, 5);
    line.join(1);
    line.tell(5, 6);
    await progress.reach(() => seen.includes(6));
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    expect(line.resumes).toEqual([0, 0]);
  });

  it('takes only what is new from a delta that overlaps', async () => {
    start(0);
    await connected();
    line.join(2);
    line.tell(0, 2);
    await progress.reach(() => seen.length === 2);
    line.join(2);
    line.tell(1, 4);
    await progress.reach(() => seen.length === 4);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('shows the line anew when too much was missed', async () => {
    line.join(9);
    line.truncateAfter = 5;
    start(1);
    await progress.reach(() => resets.length === 1);
    expect(resets[0]?.entries.map(({ position }) => position)).toEqual([9, 8]);
    expect(client?.cursor).toBe(9);
    line.join(1);
    line.tell(9, 10);
    await progress.reach(() => seen.includes(10));
    expect(seen).toEqual([10]);
  });

  it('comes back after the server went away, with nothing lost or doubled', async () => {
    start(0);
    await connected();
    line.join(1);
    line.tell(0, 1);
    await progress.reach(() => seen.length === 1);
    const { port } = line;
    await line.close();
    line.join(2);
    await line.open(port);
    await progress.reach(() => seen.length === 3);
    expect(seen).toEqual([1, 2, 3]);
  });

  it("answers the server's pings", async () => {
    const { port } = line;
    await line.close();
    await line.open(port, { pingInterval: 40, pingTimeout: 40 });
    let pongs = 0;
    line.io.engine.on(
      'connection',
      (socket: { on: (name: string, listener: (packet: { type: string }) => void) => void }) => {
        socket.on('packet', ({ type }) => {
          if (type === 'pong') pongs += 1;
          progress.signal();
        });
      },
    );
    start(0);
    await progress.reach(() => pongs >= 4);
    expect(line.io.of('/line').sockets.size).toBe(1);
  });

  it('asks again where its question was refused, and not at once', async () => {
    line.join(2);
    line.answer = 'refuse';
    start(0);
    await progress.reach(() => seen.length === 2);
    expect(line.resumes).toEqual([0, 0]);
  });

  describe('where no WebSocket gets through', () => {
    let letIn: boolean;
    beforeEach(async () => {
      const { port } = line;
      await line.close();
      letIn = false;
      await line.open(port, { allowRequest: (_request, decide) => decide(null, letIn) });
    });

    it('H-04 follows a stream of events, and comes back from its mark when that is cut', async () => {
      line.serveEvents = true;
      line.join(2);
      start(0);
      await progress.reach(() => seen.length === 2);
      line.event('joined', { from: 2, to: 3, total: 3, entries: line.join(1) });
      await progress.reach(() => seen.length === 3);
      line.join(1);
      line.streams.splice(0).forEach((stream) => stream.destroy());
      await progress.reach(() => seen.length === 4);
      expect([seen, line.followed, line.resumes]).toEqual([[1, 2, 3, 4], ['0-0', '3-0'], []]);
    });

    it('H-04 polls where no stream of events does either', async () => {
      line.join(2);
      start(0);
      await progress.reach(() => seen.length === 2);
      expect([seen, line.followed, line.resumes]).toEqual([[1, 2], ['0-0'], []]);
    });

    it('H-04 goes back to a WebSocket as soon as there is one', async () => {
      line.serveEvents = true;
      line.join(1);
      start(0);
      await progress.reach(() => seen.length === 1);
      const [stream] = line.streams;
      const cut = new Promise<void>((resolve) => stream!.once('close', resolve));
      letIn = true;
      await cut;
      line.join(1);
      line.tell(1, 2);
      await progress.reach(() => seen.length === 2);
      expect(seen).toEqual([1, 2]);
    });
  });

  it('stays silent once stopped', async () => {
    start(0);
    await connected();
    client?.stop();
    line.join(1);
    line.tell(0, 1);
    await line.close();
    expect(seen).toEqual([]);
  });
});
