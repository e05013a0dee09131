import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterFile } from './jest/cleanups.ts';

export interface BusyTime {
  readonly from: Date;
  readonly to: Date;
}

/** A server on loopback that shares calendars as Google, Microsoft, and any program with an address do. */
export interface CalendarPeer {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The address of a file with what makes its owner busy. */
  readonly feedUrl: string;
  /** What stands in everybody's calendar from now on. */
  busy: readonly BusyTime[];
  /** What the file says in place of that. */
  feed: string | null;
  /** Whether calendars answer, refuse, break, or never end their answer. */
  mood: 'well' | 'refuses' | 'broken' | 'silent';
  /** Access tokens that were given out are good no more; those that renew them are. */
  forgetTokens(): void;
  /** A person says yes at the company's page. @returns where it sends the browser */
  consent(authorizationUrl: string): Promise<string>;
  /** How often a calendar was asked for. */
  readonly reads: number;
}

const CLIENT = { id: 'stageline', secret: 'a client secret of the tests' } as const;
const compact = (date: Date): string =>
  date
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}

/** Starts it on a free loopback port; it stops with the test file. */
export async function startCalendarPeer(): Promise<CalendarPeer> {
  const codes = new Map<string, { readonly challenge: string; readonly redirectUri: string }>();
  const [access, refresh] = [new Set<string>(), new Set<string>()];
  const newToken = () => randomBytes(16).toString('base64url');
  let reads = 0;

  const json = (status: number, body: object) => ({ status, type: 'application/json', body: JSON.stringify(body) });
  type Reply = ReturnType<typeof json>;

  function tokens(form: URLSearchParams): Reply {
    const isClient = form.get('client_id') === CLIENT.id && form.get('client_secret') === CLIENT.secret;
    if (!isClient) return json(401, { error: 'invalid_client' });
    const accessToken = newToken();
    const grant = { access_token: accessToken, token_type: 'Bearer', expires_in: 3600 };
    if (form.get('grant_type') === 'refresh_token') {
      if (!refresh.has(form.get('refresh_token') ?? '')) return json(400, { error: 'invalid_grant' });
      access.add(accessToken);
      return json(200, grant);
    }
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code?.challenge !== challenge || code.redirectUri !== form.get('redirect_uri'))
      return json(400, { error: 'invalid_grant' });
    const refreshToken = newToken();
    access.add(accessToken);
    refresh.add(refreshToken);
    return json(200, { ...grant, refresh_token: refreshToken });
  }

  const within = (from: string, to: string) =>
    peer.busy.filter((span) => span.from.getTime() < Date.parse(to) && span.to.getTime() > Date.parse(from));

  function calendar(url: URL, body: string, authorization: string | undefined): Reply {
    if (!access.has((authorization ?? '').replace('Bearer ', ''))) return json(401, { error: 'expired' });
    if (url.pathname === '/calendar/v3/freeBusy') {
      const { timeMin, timeMax } = JSON.parse(body) as { timeMin: string; timeMax: string };
      const busy = within(timeMin, timeMax).map(({ from, to }) => ({ start: from, end: to }));
      return json(200, { calendars: { primary: { busy } } });
    }
    const [from, to] = [url.searchParams.get('startDateTime') ?? '', url.searchParams.get('endDateTime') ?? ''];
    const at = (date: Date) => ({ dateTime: `${date.toISOString().slice(0, 19)}.0000000`, timeZone: 'UTC' });
    const skip = Number(url.searchParams.get('$skip') ?? 0);
    const all = within(from, to);
    // A page has one entry, so that the next one is asked for.
    const value = all.slice(skip, skip + 1).map((span) => ({ start: at(span.from), end: at(span.to), showAs: 'busy' }));
    const free = { start: at(new Date(from)), end: at(new Date(to)), showAs: 'free' };
    const next = new URL(url);
    next.searchParams.set('$skip', String(skip + 1));
    const more = skip + 1 < all.length ? { '@odata.nextLink': next.href } : {};
    return json(200, { value: [...value, free], ...more });
  }

  function feed(): Reply {
    const events = peer.busy.map(
      ({ from, to }, index) =>
        `BEGIN:VEVENT\r\nUID:${index}@peer\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:${compact(from)}\r\nDTEND:${compact(to)}\r\nEND:VEVENT\r\n`,
    );
    const body = peer.feed ?? `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:tests\r\n${events.join('')}END:VCALENDAR\r\n`;
    return { status: 200, type: 'text/calendar', body };
  }

  async function replyTo(request: IncomingMessage): Promise<Reply | null> {
    const url = new URL(request.url ?? '/', peer.url);
    if (url.pathname.endsWith('/token')) return tokens(new URLSearchParams(await textOf(request)));
    reads += 1;
    if (peer.mood === 'silent') return null;
    if (peer.mood === 'broken') return json(503, {});
    if (peer.mood === 'refuses') return json(403, {});
    if (url.pathname === '/feed.ics') return feed();
    if (url.pathname.startsWith('/calendar/v3/') || url.pathname.startsWith('/v1.0/'))
      return calendar(url, await textOf(request), request.headers.authorization);
    return json(404, {});
  }

  const server = createServer((request, response) => {
    void replyTo(request).then(
      (reply) => {
        if (reply !== null) response.writeHead(reply.status, { 'content-type': reply.type }).end(reply.body);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterFile(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const peer: CalendarPeer = {
    url,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    feedUrl: `${url}/feed.ics`,
    busy: [],
    feed: null,
    mood: 'well',
    forgetTokens: () => access.clear(),
    async consent(authorizationUrl) {
      const asked = new URL(authorizationUrl).searchParams;
      const code = newToken();
      const redirectUri = asked.get('redirect_uri') ?? '';
      codes.set(code, { challenge: asked.get('code_challenge') ?? '', redirectUri });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked.get('state') ?? '');
      return back.href;
    },
    get reads() {
      return reads;
    },
  };
  return peer;
}
