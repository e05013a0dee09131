import type {
  abuse,
  Leaderboard,
  line,
  LineAbout,
  Locale,
  PayingStanding,
  PlaceView,
  registrations,
  SessionId,
  SimulatedMember,
  site,
  TenantId,
} from '@stageline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { RateLimiter } from '../../http/rate-limit.ts';
import type { CameBack } from '../payments/index.ts';
import type { RegistrationOrigin } from '../registrations/index.ts';
import type { BookingPages } from './booking-pages.ts';
import type { EngagementPages } from './mail-engagement.ts';
import type { PreferencePages } from './mail-preferences.ts';
import type { Renderer } from './renderer.ts';
import type { Variants } from './variants.ts';
import type { Visits } from './visits.ts';

type AbuseReport = z.output<typeof abuse.reportSite.body>;
type LineSnapshot = ReturnType<typeof line.LineSnapshot.parse>;

export interface PagesDeps {
  readonly renderer: Renderer;
  readonly webDist: string;
  readonly apex: string;
  readonly scheme: 'http' | 'https';
  readonly rateLimiter: RateLimiter;
  readonly site: {
    publicView(tenantId: TenantId): Promise<site.SiteView>;
    shareUrl(view: site.SiteView, locale: Locale): string;
    /** Where the site is for search engines and whoever it is shared with. */
    themeFor(tenantId: TenantId): Promise<{ readonly url: string }>;
  };
  readonly line: { snapshot(): Promise<LineSnapshot> };
  readonly leaderboard: { top(): Promise<Leaderboard | null> };
  readonly simulation: { newest(): Promise<readonly SimulatedMember[] | null> };
  readonly activity: { about(): Promise<LineAbout> };
  readonly visits: Visits;
  readonly experiments: Variants;
  readonly register: (
    form: registrations.RegistrationForm,
    origin: Pick<RegistrationOrigin, 'ip' | 'page' | 'firstTouch'>,
  ) => Promise<unknown>;
  /** Sends the mail of a registration once more, after the answer. */
  readonly sendAgain: (email: string) => void;
  readonly places: {
    view(token: string): Promise<PlaceView>;
    confirm(token: string): Promise<PlaceView>;
    show(token: string, shown: boolean): Promise<PlaceView>;
    leave(token: string): Promise<PlaceView>;
    giveUpSeat(token: string, sessionId: SessionId): Promise<PlaceView>;
    useCode(token: string, sessionId: SessionId, code: string): Promise<PlaceView>;
  };
  /** What became of what somebody went to pay. */
  readonly paying: (token: string, how: CameBack) => Promise<PayingStanding | null>;
  readonly booking: Pick<BookingPages, 'visitors' | 'booked' | 'siteTimeZone' | 'clock'>;
  readonly mailPreferences: PreferencePages['preferences'];
  readonly mailEngagement: EngagementPages;
  /** Masterclasses for calendars; null for one that is not announced here. */
  readonly calendar: {
    file(
      tenantId: TenantId,
      sessionId: SessionId,
      token: string | null,
    ): Promise<{ filename: string; contentType: string; content: string } | null>;
  };
  readonly report: (form: AbuseReport) => Promise<void>;
  readonly readMedia: (tenantId: TenantId, key: string) => Promise<{ bytes: Buffer; contentType: string } | null>;
}

/** Answers a form that a page without script sends, by its address. */
export type FormTakers = Readonly<
  Record<string, (deps: PagesDeps, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>>
>;
