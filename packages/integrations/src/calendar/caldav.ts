import { createAccount, fetchCalendarObjects, fetchCalendars, getBasicAuthHeaders, type DAVCalendar } from 'tsdav';
import { IntegrationError } from '../kit/errors.ts';
import { readIcs } from './ics-reader.ts';
import type { CalendarCredential, CalendarSpan, ReadRequest } from './port.ts';

export type Login = Extract<CalendarCredential, { kind: 'caldav' }>;
const pathOf = (url: string): string => new URL(url).pathname.replace(/\/$/, '');

/** The calendar whose own address was given, or all of the log-in's that hold events. */
function chosen(calendars: readonly DAVCalendar[], url: string): readonly DAVCalendar[] {
  const one = calendars.filter((calendar) => pathOf(calendar.url) === pathOf(url));
  return one.length > 0 ? one : calendars.filter(({ components }) => components?.includes('VEVENT') ?? true);
}

/** A log-in that has been asked for its calendars. */
export interface CalDavSession {
  readonly calendars: readonly DAVCalendar[];
  /** For further requests of the library, and of ours. */
  readonly common: { readonly headers: Record<string, string>; readonly fetch: typeof fetch };
  /** @throws IntegrationError what went wrong on the way, which the library hides */
  assertWell(): void;
}

/**
 * Opens a log-in and does something with its calendars.
 * @throws IntegrationError
 */
export async function withCalDav<T>(
  outbound: typeof fetch,
  login: Login,
  outer: AbortSignal | undefined,
  act: (session: CalDavSession) => Promise<T>,
): Promise<T> {
  let problem: IntegrationError | null = null;
  const note = (code: string, isRetryable: boolean, cause?: unknown) => {
    problem ??=
      cause instanceof IntegrationError ? cause : new IntegrationError('calendar', code, isRetryable, { cause });
  };
  const watched: typeof fetch = async (input, init = {}) => {
    try {
      const answer = await outbound(input, { ...init, ...(outer !== undefined && { signal: outer }) });
      if (answer.status === 401 || (answer.status === 403 && init.method !== 'PUT')) note('refused', false);
      if (answer.status >= 500 || answer.status === 429) note('unavailable', true);
      return answer;
    } catch (error) {
      note('unavailable', true, error);
      throw error;
    }
  };
  const credentials = { username: login.user, password: login.password };
  const common = { headers: getBasicAuthHeaders(credentials) as Record<string, string>, fetch: watched };
  try {
    const account = await createAccount({
      account: { serverUrl: login.url, accountType: 'caldav', credentials },
      ...common,
    });
    const calendars = chosen(await fetchCalendars({ account, ...common }), login.url);
    const assertWell = () => {
      if (problem !== null) throw problem as IntegrationError;
      if (calendars.length === 0) throw new IntegrationError('calendar', 'no-calendar', false);
    };
    return await act({ calendars, common, assertWell });
  } catch (cause) {
    if (cause instanceof IntegrationError) throw cause;
    throw problem ?? new IntegrationError('calendar', 'no-calendar', false, { cause });
  }
}

/** Servers that speak CalDAV: who is asked for what lies in the span, and the rest is done here. */
export function createCalDavCalendars(outbound: typeof fetch) {
  return (login: Login, request: ReadRequest): Promise<readonly CalendarSpan[]> =>
    withCalDav(outbound, login, request.signal, async ({ calendars, common, assertWell }) => {
      const timeRange = { start: request.from.toISOString(), end: request.to.toISOString() };
      const files: string[] = [];
      // One after the other: a server is not asked for all of its calendars at once.
      for (const calendar of calendars) {
        const objects = await fetchCalendarObjects({ calendar, timeRange, urlFilter: () => true, ...common });
        for (const { data } of objects) if (typeof data === 'string' && data !== '') files.push(data);
      }
      assertWell();
      return files.length === 0 ? [] : readIcs(files, request);
    });
}
