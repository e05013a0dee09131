import type { Configuration } from 'openid-client';
import { z } from 'zod';
import { IntegrationError } from '../kit/errors.ts';
import { createResilience, type Resilience } from '../kit/resilience.ts';
import type {
  CalendarCompany,
  CalendarCredential,
  CalendarReading,
  CalendarSecrets,
  CalendarSpan,
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
  /** The least that tells when somebody is busy. */
  readonly scope: string;
  readonly extra: Readonly<Record<string, string>>;
  busy(ask: (url: string, init?: RequestInit) => Promise<unknown>, range: CalendarSpan): Promise<[number, number][]>;
}

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
});

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
  };
};

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
      if (answer.status === 429 || answer.status >= 500) throw failure('unavailable', true);
      if (!answer.ok) throw failure('refused', false);
      return answer.json();
    };

  async function readOnce(tokens: Tokens, request: ReadRequest) {
    try {
      return joined(await api.busy(asker(tokens, request.signal), request), request);
    } catch (cause) {
      if (cause instanceof IntegrationError) throw cause;
      throw failure('unavailable', true, cause);
    }
  }

  return {
    authorizationUrl: async (redirectUri: string, { state, codeVerifier }: CalendarSecrets): Promise<string> =>
      client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: api.scope,
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

    read: (tokens: Tokens, request: ReadRequest): Promise<CalendarReading> =>
      resilience.run(async () => {
        const isOver = tokens.expiresAt - MARGIN_MS <= Date.now();
        const fresh = isOver ? await renew(tokens) : tokens;
        try {
          return { busy: await readOnce(fresh, request), renewed: isOver ? fresh : null };
        } catch (error) {
          if (!(error instanceof IntegrationError) || error.code !== 'expired') throw error;
          // Taken back before its time: once more with another.
          if (isOver) throw failure('refused', false, error);
          const renewed = await renew(tokens);
          return { busy: await readOnce(renewed, request), renewed };
        }
      }),
  };
}
export type Company = Awaited<ReturnType<typeof createCompany>>;
