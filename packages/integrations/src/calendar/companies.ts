import type { Configuration } from 'openid-client';
import { z } from 'zod';
import { IntegrationError } from '../kit/errors.ts';
import { createResilience, type Resilience } from '../kit/resilience.ts';
import type {
  CalendarCompany,
  CalendarCredential,
  CalendarEntry,
  CalendarReading,
  CalendarSecrets,
  CalendarSpan,
  CalendarWriting,
  ReadRequest,
} from './port.ts';
import { joined } from './spans.ts';

type Client = typeof import('openid-client');
type Tokens = Extract<CalendarCredential, { kind: CalendarCompany }>;

/** The platform's own registration with a company. */
export interface CompanyOptions {
  readonly company: CalendarCompany;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Microsoft: a directory's id, or `common`. */
  readonly directory?: string;
  /** A server that speaks the same protocols, where it is not the company's own. */
  readonly peerUrl?: string;
}

/** What of a company's API we use. */
interface Api {
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  /** The least that tells when somebody is busy, and what is asked for besides where entries are written. */
  readonly scope: string;
  readonly writingScope: string;
  readonly extra: Readonly<Record<string, string>>;
  busy(ask: Ask, range: CalendarSpan): Promise<[number, number][]>;
  write(ask: Ask, entry: CalendarEntry): Promise<void>;
  remove(ask: Ask, uid: string): Promise<void>;
}
/** @returns what was answered; null where there is nothing, or nothing there */
type Ask = (url: string, init?: RequestInit) => Promise<unknown>;

const TIMEOUT_SECONDS = 10;
/** Before a token is over by the company's clock. */
const MARGIN_MS = 60_000;
const DAY_MS = 86_400_000;
/** Google answers at most three months at once; pages of Microsoft that are read. */
const GOOGLE_DAYS = 60;
const MAX_PAGES = 20;

const GoogleAnswer = z.object({
  calendars: z.record(
    z.string(),
    z.object({
      errors: z.array(z.unknown()).optional(),
      busy: z.array(z.object({ start: z.string(), end: z.string() })).default([]),
    }),
  ),
});

/** Google Calendar API v3, `freebusy.query`. */
const google = ({ peerUrl }: CompanyOptions): Api => ({
  issuer: peerUrl ?? 'https://accounts.google.com',
  authorization: `${peerUrl ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`,
  token: `${peerUrl ?? 'https://oauth2.googleapis.com'}/token`,
  scope: 'https://www.googleapis.com/auth/calendar.freebusy',
  writingScope: 'https://www.googleapis.com/auth/calendar.events',
  // Only then is there a token that renews the other.
  extra: { access_type: 'offline', prompt: 'consent' },
  async busy(ask, { from, to }) {
    const spans: [number, number][] = [];
    for (let at = from.getTime(); at < to.getTime(); at += GOOGLE_DAYS * DAY_MS) {
      const timeMin = new Date(at).toISOString();
      const timeMax = new Date(Math.min(at + GOOGLE_DAYS * DAY_MS, to.getTime())).toISOString();
      const answer = await ask(`${peerUrl ?? 'https://www.googleapis.com'}/calendar/v3/freeBusy`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ timeMin, timeMax, items: [{ id: 'primary' }] }),
      });
      const calendar = GoogleAnswer.parse(answer).calendars['primary'];
      if (calendar === undefined || (calendar.errors ?? []).length > 0) throw failure('unavailable', true);
      for (const { start, end } of calendar.busy) spans.push([Date.parse(start), Date.parse(end)]);
    }
    return spans;
  },
  async write(ask, entry) {
    const events = googleEvents(peerUrl);
    const { uid: iCalUID, sequence, title: summary, description, place: location, timeZone } = entry;
    const at = (date: Date) => ({ dateTime: date.toISOString(), timeZone });
    const event = { summary, description, location, start: at(entry.from), end: at(entry.to), iCalUID, sequence };
    const [there] = await googleIds(ask, events, iCalUID);
    // Importing keeps the uid, and asks nobody (`events.import`).
    if (there === undefined) await ask(`${events}/import`, json('POST', event));
    else await ask(`${events}/${there}`, json('PUT', { ...event, status: 'confirmed' }));
  },
  async remove(ask, uid) {
    const events = googleEvents(peerUrl);
    for (const id of await googleIds(ask, events, uid)) await ask(`${events}/${id}`, { method: 'DELETE' });
  },
});

const googleEvents = (peerUrl = 'https://www.googleapis.com'): string =>
  `${peerUrl}/calendar/v3/calendars/primary/events`;
const json = (method: string, body: object): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const GoogleEvents = z.object({ items: z.array(z.object({ id: z.string() })).default([]) });
/** Also of one that was deleted: its uid is not free. */
async function googleIds(ask: Ask, events: string, uid: string): Promise<string[]> {
  const query = new URLSearchParams({ iCalUID: uid, showDeleted: 'true' });
  return GoogleEvents.parse(await ask(`${events}?${query}`)).items.map(({ id }) => encodeURIComponent(id));
}

const utc = z.object({ dateTime: z.string() }).transform(({ dateTime }) => Date.parse(`${dateTime.slice(0, 19)}Z`));
const MicrosoftAnswer = z.object({
  value: z.array(z.object({ start: utc, end: utc, showAs: z.string().nullish(), isCancelled: z.boolean().nullish() })),
  '@odata.nextLink': z.string().optional(),
});
/** What of Microsoft's words takes somebody's time. */
const TAKES = new Set(['busy', 'tentative', 'oof']);

/** Microsoft Graph v1.0, `calendarView`: private accounts have no `getSchedule`. */
const microsoft = ({ peerUrl, directory = 'common' }: CompanyOptions): Api => {
  const logIn = `${peerUrl ?? 'https://login.microsoftonline.com'}/${directory}/oauth2/v2.0`;
  const graph = peerUrl ?? 'https://graph.microsoft.com';
  return {
    issuer: `${peerUrl ?? 'https://login.microsoftonline.com'}/${directory}/v2.0`,
    authorization: `${logIn}/authorize`,
    token: `${logIn}/token`,
    scope: 'offline_access https://graph.microsoft.com/Calendars.ReadBasic',
    writingScope: 'https://graph.microsoft.com/Calendars.ReadWrite',
    extra: {},
    async busy(ask, { from, to }) {
      const spans: [number, number][] = [];
      const query = new URLSearchParams({
        startDateTime: from.toISOString(),
        endDateTime: to.toISOString(),
        $select: 'start,end,showAs,isCancelled',
        $top: '500',
      });
      let next: string | undefined = `${graph}/v1.0/me/calendarView?${query}`;
      for (let page = 0; next !== undefined; page += 1) {
        // The token goes to the company alone, whatever its answer says.
        if (new URL(next).origin !== new URL(graph).origin || page === MAX_PAGES) throw failure('too-large', false);
        const answer = MicrosoftAnswer.parse(
          await ask(next, { headers: { prefer: 'outlook.timezone="UTC"' } }),
        ) as z.output<typeof MicrosoftAnswer>;
        for (const { start, end, showAs, isCancelled } of answer.value)
          if (isCancelled !== true && TAKES.has(showAs ?? 'busy')) spans.push([start, end]);
        next = answer['@odata.nextLink'];
      }
      return spans;
    },
    async write(ask, { uid, title: subject, description: content, place, ...entry }) {
      const events = `${graph}/v1.0/me/events`;
      const at = (date: Date) => ({ dateTime: date.toISOString().slice(0, 19), timeZone: 'UTC' });
      const event = {
        subject,
        body: { contentType: 'text', content },
        location: { displayName: place },
        start: at(entry.from),
        end: at(entry.to),
        showAs: 'busy',
      };
      const [there] = await microsoftIds(ask, graph, uid);
      if (there !== undefined) return void (await ask(`${events}/${there}`, json('PATCH', event)));
      // Its own uid cannot be chosen there: ours stands beside it, and the same request twice makes one event.
      const ours = { singleValueExtendedProperties: [{ id: OUR_UID, value: uid }], transactionId: uid };
      await ask(events, json('POST', { ...event, ...ours }));
    },
    async remove(ask, uid) {
      for (const id of await microsoftIds(ask, graph, uid))
        await ask(`${graph}/v1.0/me/events/${id}`, { method: 'DELETE' });
    },
  };
};

/** A named property of ours, in the set of public strings (MS-OXPROPS, PS_PUBLIC_STRINGS). */
const OUR_UID = 'String {00020329-0000-0000-C000-000000000046} Name StagelineCall';
const MicrosoftEvents = z.object({ value: z.array(z.object({ id: z.string() })) });
async function microsoftIds(ask: Ask, graph: string, uid: string): Promise<string[]> {
  const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${OUR_UID}' and ep/value eq '${uid}')`;
  const query = new URLSearchParams({ $filter: filter, $select: 'id' });
  const { value } = MicrosoftEvents.parse(await ask(`${graph}/v1.0/me/events?${query}`));
  return value.map(({ id }) => encodeURIComponent(id));
}

const failure = (code: string, isRetryable: boolean, cause?: unknown) =>
  new IntegrationError('calendar', code, isRetryable, { cause });

/** What the library throws: a company that cannot be reached may answer later; any other failure means that this does not hold. */
function failureOf(cause: unknown): IntegrationError {
  if (cause instanceof IntegrationError) return cause;
  const { cause: inner, status = inner instanceof Response ? inner.status : 0 } = cause as Partial<
    Record<string, unknown>
  >;
  const isAway = cause instanceof TypeError && cause.message === 'fetch failed';
  const isLate = cause instanceof Error && cause.name === 'TimeoutError';
  const isBroken = typeof status === 'number' && (status >= 500 || status === 429);
  return isAway || isLate || isBroken ? failure('unavailable', true, cause) : failure('refused', false, cause);
}

/** One company: its log-in, and when somebody is busy by its calendar. */
export async function createCompany(options: CompanyOptions) {
  const client: Client = await import('openid-client');
  const api = (options.company === 'google' ? google : microsoft)(options);
  const server = { issuer: api.issuer, authorization_endpoint: api.authorization, token_endpoint: api.token };
  const { clientId, clientSecret } = options;
  const config: Configuration = new client.Configuration(
    server,
    clientId,
    clientSecret,
    client.ClientSecretPost(clientSecret),
  );
  config.timeout = TIMEOUT_SECONDS;
  if (options.peerUrl?.startsWith('http:') === true) client.allowInsecureRequests(config);
  const resilience: Resilience = createResilience({
    port: 'calendar',
    attempts: 2,
    baseDelayMs: 300,
    breakAfter: 10,
    breakForMs: 30_000,
  });

  type Answer = Pick<Awaited<ReturnType<Client['refreshTokenGrant']>>, 'access_token' | 'refresh_token' | 'expiresIn'>;
  /** @param before the token that renews, where the answer brings no new one */
  function tokensOf(answer: Answer, before?: string): Tokens {
    const refreshToken = answer.refresh_token ?? before;
    // Without it the connection would end within the hour.
    if (refreshToken === undefined) throw failure('refused', false);
    const expiresAt = Date.now() + (answer.expiresIn() ?? 300) * 1000;
    return { kind: options.company, accessToken: answer.access_token, expiresAt, refreshToken };
  }

  async function renew({ refreshToken }: Tokens): Promise<Tokens> {
    try {
      return tokensOf(await client.refreshTokenGrant(config, refreshToken), refreshToken);
    } catch (cause) {
      throw failureOf(cause);
    }
  }

  const asker =
    ({ accessToken }: Tokens, outer: AbortSignal | undefined) =>
    async (url: string, init: RequestInit = {}): Promise<unknown> => {
      const late = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);
      const signal = outer === undefined ? late : AbortSignal.any([late, outer]);
      const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${accessToken}` };
      let answer: Response;
      try {
        answer = await fetch(url, { ...init, headers, signal, redirect: 'error' });
      } catch (cause) {
        throw failure('unavailable', true, cause);
      }
      if (answer.status === 401) throw failure('expired', false);
      const isGone = answer.status === 404 || answer.status === 410;
      if (answer.status === 204 || (init.method === 'DELETE' && isGone)) return null;
      if (answer.status === 429 || answer.status >= 500) throw failure('unavailable', true);
      if (!answer.ok) throw failure('refused', false);
      return answer.json();
    };

  /** Asks the company, with a token that is good; a new one has to be kept. */
  const asking = <T>(tokens: Tokens, signal: AbortSignal | undefined, act: (ask: Ask) => Promise<T>) =>
    resilience.run(async () => {
      const once = async (given: Tokens): Promise<T> => {
        try {
          return await act(asker(given, signal));
        } catch (cause) {
          if (cause instanceof IntegrationError) throw cause;
          throw failure('unavailable', true, cause);
        }
      };
      const isOver = tokens.expiresAt - MARGIN_MS <= Date.now();
      const fresh = isOver ? await renew(tokens) : tokens;
      try {
        return { said: await once(fresh), renewed: isOver ? fresh : null };
      } catch (error) {
        if (!(error instanceof IntegrationError) || error.code !== 'expired') throw error;
        // Taken back before its time: once more with another.
        if (isOver) throw failure('refused', false, error);
        const renewed = await renew(tokens);
        return { said: await once(renewed), renewed };
      }
    });

  return {
    authorizationUrl: async (
      redirectUri: string,
      { state, codeVerifier }: CalendarSecrets,
      writes: boolean,
    ): Promise<string> =>
      client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: writes ? `${api.scope} ${api.writingScope}` : api.scope,
        state,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...api.extra,
      }).href,

    async connect(callbackUrl: URL, { state, codeVerifier }: CalendarSecrets): Promise<Tokens> {
      try {
        const checks = { expectedState: state, pkceCodeVerifier: codeVerifier };
        return tokensOf(await client.authorizationCodeGrant(config, callbackUrl, checks));
      } catch (cause) {
        throw failureOf(cause);
      }
    },

    async read(tokens: Tokens, request: ReadRequest): Promise<CalendarReading> {
      const { said: busy, renewed } = await asking(tokens, request.signal, async (ask) =>
        joined(await api.busy(ask, request), request),
      );
      return { busy, renewed };
    },

    async write(tokens: Tokens, entry: CalendarEntry): Promise<CalendarWriting> {
      const { renewed } = await asking(tokens, undefined, (ask) => api.write(ask, entry));
      return { renewed };
    },

    async remove(tokens: Tokens, uid: string): Promise<CalendarWriting> {
      const { renewed } = await asking(tokens, undefined, (ask) => api.remove(ask, uid));
      return { renewed };
    },
  };
}
export type Company = Awaited<ReturnType<typeof createCompany>>;
