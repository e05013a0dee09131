import type { LineDelta, LineSnapshot } from '@stageline/contracts';
import type { Channel, ChannelOptions } from './line-book.ts';

/** The server says something every 20 s; what stands between may hold it back, and then this way leads nowhere. */
const SILENCE_MS = 45_000;
const FIRST_EVENT_MS = 10_000;

/** An event of the stream; `data` is empty where it is a comment or something that we do not know. */
interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/** Cuts what has arrived into events (HTML, section 9.2.6, as the server writes them). @returns the incomplete rest */
export function eachEvent(received: string, take: (event: StreamEvent) => void): string {
  const parts = received.split('\n\n');
  const rest = parts.pop() ?? '';
  for (const part of parts) {
    const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1] ?? '';
    take({ name: field('event'), data: field('data') });
  }
  return rest;
}

/**
 * The line as server-sent events, over plain HTTP. By `fetch` and not by `EventSource`: it tells a refusal from a broken
 * connection, and asks from the page's own mark on.
 */
export function openEvents({ origin, book, up, down }: ChannelOptions): Channel {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), ms);
  };
  let closed = false;

  function onEvent({ name, data }: StreamEvent): void {
    if (name === 'snapshot') {
      book.accept(JSON.parse(data) as LineSnapshot);
      up();
    } else if ((name === 'joined' || name === 'changed') && !book[name](JSON.parse(data) as LineDelta)) abort.abort();
  }

  async function read(): Promise<void> {
    const response = await fetch(`${origin}/api/v1/line/events`, {
      headers: { accept: 'text/event-stream', 'last-event-id': `${book.cursor}-${book.revision}` },
      cache: 'no-store',
      signal: abort.signal,
    });
    if (!response.ok || !response.headers.get('content-type')?.startsWith('text/event-stream')) return abort.abort();
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done || closed) return;
      heard(SILENCE_MS);
      rest = eachEvent(rest + value, onEvent);
    }
  }

  heard(FIRST_EVENT_MS);
  void read()
    .catch(() => undefined)
    .then(() => {
      clearTimeout(timer);
      if (!closed) down();
    });
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      abort.abort();
    },
  };
}
