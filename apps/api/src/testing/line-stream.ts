import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { eventually } from '@stageline/testing';

/** One server-sent event of a line. */
export interface LineStreamEvent {
  readonly id: string;
  readonly name: string;
  readonly data: any;
}

export interface FollowedLine {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The first event; of an answer that is no stream, its text. */
  readonly first: unknown;
  readonly events: readonly LineStreamEvent[];
  readonly ended: boolean;
  close(): void;
}

const fieldOf = (part: string, name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1] ?? '';

/** Follows the line of a host as a page does without a WebSocket. @param url where the api listens */
export async function followLine(
  url: string,
  host: string,
  { query = '', lastEventId }: { readonly query?: string; readonly lastEventId?: string } = {},
): Promise<FollowedLine> {
  const headers = { host, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) };
  const asked = request(`${url}/api/v1/line/events${query}`, { headers });
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    asked.once('response', resolve).once('error', reject).end(),
  );
  const events: LineStreamEvent[] = [];
  let text = '';
  let ended = false;
  response.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (text + chunk).split('\n\n');
    text = parts.pop()!;
    for (const part of parts) {
      const data = fieldOf(part, 'data');
      if (data !== '') events.push({ id: fieldOf(part, 'id'), name: fieldOf(part, 'event'), data: JSON.parse(data) });
    }
  });
  response.once('close', () => {
    ended = true;
  });
  await eventually(() => ended || events.length > 0);
  return {
    status: response.statusCode!,
    headers: response.headers,
    first: events[0]?.data ?? text,
    events,
    get ended() {
      return ended;
    },
    close: () => asked.destroy(),
  };
}
