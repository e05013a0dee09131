import type { LineEntry, LineSnapshot } from '@stageline/contracts';

/**
 * A client of the `/line` namespace in about a kilobyte, because the landing page may not carry socket.io-client (12 KB).
 * It speaks the WebSocket transport only, as specified in
 * - Engine.IO protocol, revision 4: https://socket.io/docs/v4/engine-io-protocol/ (packet types: 0 open, 1 close, 2 ping, 3 pong, 4 message)
 * - Socket.IO protocol, revision 5: https://socket.io/docs/v4/socket-io-protocol/ (packet types: 0 connect, 2 event, 3 ack)
 */
const NAMESPACE = '/line';
const FIRST_RETRY_MS = 500;
const MOST_RETRY_MS = 30_000;
/** A page that nobody looks at gives its connection back after this time. */
const HIDDEN_GRACE_MS = 60_000;
const POLL_MS = 5000;
/** Attempts without one success after which the page polls: some networks let no WebSocket through. */
const ATTEMPTS_BEFORE_POLLING = 2;
const RESUME_TIMEOUT_MS = 10_000;

interface Joined {
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly entries: readonly LineEntry[];
}
export interface LineClientOptions {
  /** `https://host` of the site. */
  readonly origin: string;
  /** The highest position that the page already shows. */
  readonly cursor: number;
  /** New members, newest first, each position once and in order of arrival over all calls. */
  readonly onEntries: (entries: readonly LineEntry[], total: number) => void;
  /** Too much was missed: show this instead of what was there. */
  readonly onReset: (snapshot: LineSnapshot) => void;
  /** Replaces the browser's fetch, for tests. */
  readonly fetch?: typeof fetch;
  /** Replaces chance in the waits, for tests; 0 to 1. */
  readonly random?: () => number;
}
export interface LineClient {
  start(): void;
  /** Ends for good; safe to call twice. */
  stop(): void;
  /** The highest position delivered so far. */
  cursor(): number;
}

/** Follows the line of a site: live over a WebSocket, by polling where none gets through, without loss or doubles. */
export function createLineClient(options: LineClientOptions): LineClient {
  const { onEntries, onReset, random = Math.random } = options;
  const get = options.fetch ?? fetch.bind(globalThis);
  let cursor = options.cursor;
  let socket: WebSocket | undefined;
  let running = false;
  let attempts = 0;
  let ackId = 0;
  let resuming: { id: number; timer: ReturnType<typeof setTimeout>; again: boolean } | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let pollTimer: ReturnType<typeof setTimeout> | undefined;

  const accept = (snapshot: LineSnapshot): void => {
    if (snapshot.truncated) {
      void refresh();
      return;
    }
    deliver(snapshot.entries, snapshot.cursor, snapshot.total);
  };
  const deliver = (entries: readonly LineEntry[], to: number, total: number): void => {
    const news = entries.filter((entry) => entry.position > cursor);
    if (to <= cursor) return;
    cursor = to;
    onEntries(news, total);
  };
  const refresh = async (): Promise<void> => {
    const snapshot = await fetchLine('').catch(() => undefined);
    if (snapshot === undefined || !running) return;
    cursor = Math.max(cursor, snapshot.cursor);
    onReset(snapshot);
  };
  const fetchLine = async (search: string): Promise<LineSnapshot> => {
    const response = await get(`${options.origin}/api/v1/line${search}`, { headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`The line answered ${response.status}.`);
    return (await response.json()) as LineSnapshot;
  };

  const resume = (): void => {
    if (resuming !== undefined) {
      resuming.again = true;
      return;
    }
    const id = ackId++;
    resuming = { id, again: false, timer: setTimeout(() => socket?.close(), RESUME_TIMEOUT_MS) };
    socket?.send(`42${NAMESPACE},${id}${JSON.stringify(['line:resume', { after: cursor }])}`);
  };
  const onAck = (id: number, answer: unknown): void => {
    if (resuming?.id !== id) return;
    const { again, timer } = resuming;
    clearTimeout(timer);
    resuming = undefined;
    const ack = answer as { ok?: boolean; data?: LineSnapshot } | undefined;
    if (ack?.ok === true && ack.data !== undefined) accept(ack.data);
    if (again) resume();
  };
  const onJoined = (delta: Joined): void => {
    // Something between what we have and what this covers is missing: ask for it, the answer covers this too.
    if (delta.from > cursor || resuming !== undefined) resume();
    else deliver(delta.entries, delta.to, delta.total);
  };

  /** Silence for longer than the server's own interval means that the connection is dead, whatever TCP believes. */
  let silenceMs = 45_000;
  const heard = (): void => {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(() => socket?.close(), silenceMs);
  };
  const onPacket = (current: WebSocket, data: string): void => {
    heard();
    if (data[0] === '0') {
      const { pingInterval = 25_000, pingTimeout = 20_000 } = JSON.parse(data.slice(1)) as { pingInterval?: number; pingTimeout?: number };
      silenceMs = pingInterval + pingTimeout;
      heard();
      current.send(`40${NAMESPACE},`);
    } else if (data === '2') current.send('3');
    else if (data.startsWith(`40${NAMESPACE},`)) {
      attempts = 0;
      clearTimeout(pollTimer);
      resume();
    } else if (data.startsWith(`42${NAMESPACE},`)) {
      const [name, payload] = JSON.parse(data.slice(data.indexOf('['))) as [string, unknown];
      if (name === 'line:joined') onJoined(payload as Joined);
    } else if (data.startsWith(`43${NAMESPACE},`)) {
      const start = data.indexOf('[');
      onAck(Number(data.slice(`43${NAMESPACE},`.length, start)), (JSON.parse(data.slice(start)) as unknown[])[0]);
    } else if (data[0] === '1' || data.startsWith('41') || data.startsWith('44')) current.close();
  };

  const open = (): void => {
    if (!running || socket !== undefined) return;
    clearTimeout(retryTimer);
    attempts += 1;
    const current = new WebSocket(`${options.origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`);
    socket = current;
    heard();
    current.onmessage = (event) => {
      if (socket === current) onPacket(current, String(event.data));
    };
    current.onclose = () => {
      if (socket !== current) return;
      forget();
      if (!running || isHidden()) return;
      if (attempts === ATTEMPTS_BEFORE_POLLING) poll(0);
      const most = Math.min(MOST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts);
      // Full jitter: after a restart a whole audience must not come back in one moment.
      retryTimer = setTimeout(open, most * (0.2 + 0.8 * random()));
    };
  };
  const forget = (): void => {
    clearTimeout(silenceTimer);
    if (resuming !== undefined) clearTimeout(resuming.timer);
    resuming = undefined;
    socket = undefined;
  };
  const poll = (afterMs: number): void => {
    clearTimeout(pollTimer);
    pollTimer = setTimeout(
      () => {
        if (!running || isHidden()) return;
        void fetchLine(`?after=${cursor}`)
          .then(accept, () => undefined)
          .finally(() => {
            if (running && attempts > 0) poll(POLL_MS);
          });
      },
      afterMs * (0.8 + 0.4 * random()),
    );
  };

  const isHidden = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'hidden';
  const hangUp = (): void => {
    const current = socket;
    forget();
    clearTimeout(retryTimer);
    clearTimeout(pollTimer);
    current?.close();
  };
  const onVisibility = (): void => {
    clearTimeout(hiddenTimer);
    if (isHidden()) hiddenTimer = setTimeout(hangUp, HIDDEN_GRACE_MS);
    else wake();
  };
  const wake = (): void => {
    if (socket !== undefined) return;
    attempts = 0;
    open();
  };
  const watch = (on: 'addEventListener' | 'removeEventListener'): void => {
    if (typeof document === 'undefined') return;
    document[on]('visibilitychange', onVisibility);
    window[on]('online', wake);
    // An open socket would keep the page out of the back-forward cache.
    window[on]('pagehide', hangUp);
    window[on]('pageshow', wake);
  };

  return {
    start() {
      if (running) return;
      running = true;
      watch('addEventListener');
      open();
    },
    stop() {
      running = false;
      watch('removeEventListener');
      clearTimeout(hiddenTimer);
      hangUp();
    },
    cursor: () => cursor,
  };
}
