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
  /** What was written into everybody's calendar at the companies, by the uid that it was written under. */
  readonly entries: ReadonlyMap<string, WrittenEntry>;
  /** Whether the consents that are given from now on allow writing, whatever was asked for. */
  letsWrite: boolean;
}

export interface WrittenEntry extends BusyTime {
  readonly id: string;
  readonly title: string;
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
  const entries = new Map<string, WrittenEntry>();
  let written = 0;
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
    [...peer.busy, ...entries.values()].filter(
      (span) => span.from.getTime() < Date.parse(to) && span.to.getTime() > Date.parse(from),
    );

  interface Sent {
    readonly iCalUID?: string;
    readonly transactionId?: string;
    readonly summary?: string;
    readonly subject?: string;
    readonly start: { readonly dateTime: string };
    readonly end: { readonly dateTime: string };
  }
  const instant = ({ dateTime }: Sent['start']) => new Date(dateTime.endsWith('Z') ? dateTime : `${dateTime}Z`);

  /** Google's `events` of one calendar, and Microsoft's `me/events`. */
  function events(url: URL, method: string, body: string): Reply {
    if (!peer.letsWrite) return json(403, { error: 'insufficientPermissions' });
    const isGoogle = url.pathname.startsWith('/calendar/');
    const [, id] = /\/events\/([^/]+)$/.exec(url.pathname) ?? [];
    const known = [...entries].find(([, entry]) => entry.id === id);
    if (method === 'GET') {
      const asked = isGoogle
        ? url.searchParams.get('iCalUID')
        : /ep\/value eq '([^']+)'/.exec(url.searchParams.get('$filter') ?? '')?.[1];
      const found = entries.get(asked ?? '');
      const items = found === undefined ? [] : [{ id: found.id }];
      return json(200, isGoogle ? { items } : { value: items });
    }
    if (method === 'DELETE') {
      if (known === undefined) return json(isGoogle ? 410 : 404, {});
      entries.delete(known[0]);
      return { status: 204, type: 'text/plain', body: '' };
    }
    const sent = JSON.parse(body) as Sent;
    const uid = known?.[0] ?? sent.iCalUID ?? sent.transactionId ?? '';
    const entry = {
      id: known?.[1].id ?? `event${(written += 1)}`,
      title: sent.summary ?? sent.subject ?? '',
      from: instant(sent.start),
      to: instant(sent.end),
    };
    if (id !== undefined && id !== 'import' && known === undefined) return json(404, {});
    entries.set(uid, entry);
    return json(200, { id: entry.id });
  }

  function calendar(url: URL, method: string, body: string, authorization: string | undefined): Reply {
    if (!access.has((authorization ?? '').replace('Bearer ', ''))) return json(401, { error: 'expired' });
    if (/\/events(?:\/[^/]+)?$/.test(url.pathname)) return events(url, method, body);
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
    const shared = peer.busy.map(
      ({ from, to }, index) =>
        `BEGIN:VEVENT\r\nUID:${index}@peer\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:${compact(from)}\r\nDTEND:${compact(to)}\r\nEND:VEVENT\r\n`,
    );
    const body = peer.feed ?? `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:tests\r\n${shared.join('')}END:VCALENDAR\r\n`;
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
      return calendar(url, request.method ?? 'GET', await textOf(request), request.headers.authorization);
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
    entries,
    letsWrite: true,
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
