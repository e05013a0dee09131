import { z } from 'zod';

/** Companies whose calendars are connected by their own log-in (OAuth 2.0). */
export const CalendarCompany = z.enum(['google', 'microsoft']);
export type CalendarCompany = z.infer<typeof CalendarCompany>;

/** What opens a calendar. It is a secret as a whole: the address of a feed lets anybody read it, too. */
export const CalendarCredential = z.discriminatedUnion('kind', [
  /** A file in iCalendar format (RFC 5545) at an address. */
  z.strictObject({ kind: z.literal('ics'), url: z.string() }),
  /** A server that speaks CalDAV (RFC 4791): its address, or one calendar's. */
  z.strictObject({ kind: z.literal('caldav'), url: z.string(), user: z.string(), password: z.string() }),
  z.strictObject({
    kind: CalendarCompany,
    accessToken: z.string(),
    /** Milliseconds of the epoch. */
    expiresAt: z.number(),
    refreshToken: z.string(),
  }),
]);
export type CalendarCredential = z.infer<typeof CalendarCredential>;
export type CalendarKind = CalendarCredential['kind'];

export interface CalendarSpan {
  readonly from: Date;
  readonly to: Date;
}

export interface ReadRequest extends CalendarSpan {
  /** IANA zone of whoever owns it: whole days, and times without a zone, are of this one. */
  readonly timeZone: string;
  readonly signal?: AbortSignal;
}

export interface CalendarReading {
  /** When somebody is busy: in their order, neither overlapping nor touching, cut to the span that was asked for. */
  readonly busy: readonly CalendarSpan[];
  /** A renewed credential that has to be kept in place of the one that was given; null where that stays. */
  readonly renewed: CalendarCredential | null;
}

/** An appointment of ours that stands in a calendar elsewhere. */
export interface CalendarEntry extends CalendarSpan {
  /** Stays the same for as long as the appointment is known; what stands there under it is replaced. */
  readonly uid: string;
  /** Rises with every change. */
  readonly sequence: number;
  /** IANA zone of whose calendar it is. */
  readonly timeZone: string;
  readonly title: string;
  readonly description: string;
  readonly place: string;
  /** The same as a file (RFC 5545), which invites nobody: the server would write to whom it names. */
  readonly file: string;
}

/** What a calendar answered that was written to. */
export type CalendarWriting = Pick<CalendarReading, 'renewed'>;

/** The secrets of one log-in, which stay on the server between the two redirects. */
export interface CalendarSecrets {
  readonly state: string;
  /** PKCE (RFC 7636). */
  readonly codeVerifier: string;
}

/**
 * Calendars that members keep elsewhere: when they are busy, and nothing else of what stands in them. Fails with
 * IntegrationError `refused` (the credential opens nothing any more, or never did), `no-calendar` (what lies there is none),
 * `too-large` (neither is retryable); `unavailable`, `circuit-open`.
 */
export interface CalendarPort {
  /** The companies with which the platform is registered. */
  readonly companies: readonly CalendarCompany[];
  newSecrets(): CalendarSecrets;
  /**
   * Where to send the browser of whoever connects theirs.
   * @param redirectUri the one address that is registered with the company
   * @throws IntegrationError `not-configured`
   */
  authorizationUrl(
    company: CalendarCompany,
    redirectUri: string,
    secrets: CalendarSecrets,
    /** Whether entries are to be written: who does not want that gives no right to it. */
    writes?: boolean,
  ): Promise<string>;
  /** @param callbackUrl the whole address that the browser came back to. @throws IntegrationError also `not-configured` */
  connect(company: CalendarCompany, callbackUrl: URL, secrets: CalendarSecrets): Promise<CalendarCredential>;
  read(credential: CalendarCredential, request: ReadRequest): Promise<CalendarReading>;
  /**
   * Writes an entry, in place of what stands there under its uid: again and again it is one entry. A file cannot be written to.
   * @throws IntegrationError also `refused` where there is no right to write
   */
  write(credential: CalendarCredential, entry: CalendarEntry): Promise<CalendarWriting>;
  /** Takes an entry out; one that is not there is out. */
  remove(credential: CalendarCredential, uid: string): Promise<CalendarWriting>;
}
