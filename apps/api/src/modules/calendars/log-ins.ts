import { createHash, randomBytes } from 'node:crypto';
import {
  calendars as contract,
  MembershipId,
  ProblemError,
  TenantId,
  type ConnectedCompany,
} from '@stageline/contracts';
import { CalendarCredential, IntegrationError, type CalendarPort } from '@stageline/integrations/calendar';
import type { Logger, Sealer } from '@stageline/platform';
import { globalKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { BrowserMark } from '../../http/browser-mark.ts';

const Flow = z.strictObject({
  company: contract.ConnectedCompany,
  tenantId: TenantId,
  membershipId: MembershipId,
  whenSilent: contract.WhenSilent,
  writes: z.boolean(),
  /** The address of the site where it began. */
  origin: z.string(),
});
export type CalendarFlow = z.infer<typeof Flow>;
const Journey = Flow.extend({ state: z.string(), codeVerifier: z.string(), platformBrowser: z.string() });
const Arrived = Flow.extend({ credential: CalendarCredential });
export type ArrivedCalendar = z.infer<typeof Arrived>;

export interface CalendarLogInsDeps {
  readonly calendars: CalendarPort;
  readonly redis: Redis;
  readonly sealer: Sealer;
  readonly logger: Logger;
  readonly hosts: { readonly apex: string; readonly scheme: 'http' | 'https' };
}

const TTL_SECONDS = 600;
/** The page where calendars are connected. */
const PAGE = '/dashboard/calls/hours';
const newSecret = (): string => randomBytes(32).toString('base64url');

/**
 * Calendars that are connected by a company's log-in. A company sends people back to registered addresses only, so all sites
 * share one on the platform's host: site `begin` -> platform `depart` -> company -> platform `arrive` -> site `take`. Each leg is
 * kept in Redis for ten minutes, sealed, and gone once; only the browser that left the platform's host comes back to it, and only
 * the member who began ends it.
 */
export function createCalendarLogIns({ calendars, redis, sealer, logger, hosts }: CalendarLogInsDeps) {
  const platform = `${hosts.scheme}://${hosts.apex}`;
  const callbackOf = (company: ConnectedCompany) => `${platform}/calendars/callback/${company}`;
  const lost = `${platform}/`;

  type Leg = 'depart' | 'arrive' | 'finish';
  const keyOf = (leg: Leg, secret: string) =>
    globalKey('calendar', leg, createHash('sha256').update(secret).digest('base64url'));
  const keep = (leg: Leg, secret: string, value: object) =>
    redis.set(keyOf(leg, secret), sealer.seal(`calendar ${leg}`, JSON.stringify(value)), 'EX', TTL_SECONDS);
  async function take<T extends z.ZodType>(leg: Leg, secret: string, schema: T): Promise<z.output<T> | null> {
    const held = await redis.getdel(keyOf(leg, secret));
    return held === null ? null : schema.parse(JSON.parse(sealer.open(`calendar ${leg}`, held)));
  }

  function backTo({ origin }: CalendarFlow, error: unknown): string {
    if (!(error instanceof IntegrationError)) throw error;
    logger.warn({ err: error }, 'a calendar was not connected');
    return `${origin}${PAGE}?calendar=${error.retryable ? 'unavailable' : 'refused'}`;
  }

  return {
    /** @returns where to send the browser. @throws ProblemError `not-found` for a company that is not configured */
    async begin(flow: CalendarFlow): Promise<string> {
      if (!calendars.companies.includes(flow.company)) throw new ProblemError('not-found');
      const id = newSecret();
      await keep('depart', id, flow);
      return `${platform}/calendars/start/${flow.company}?flow=${id}`;
    },

    async depart(company: string, id: string, browser: BrowserMark): Promise<string> {
      const flow = await take('depart', id, Flow);
      if (flow?.company !== company) return lost;
      try {
        const secrets = calendars.newSecrets();
        const target = await calendars.authorizationUrl(flow.company, callbackOf(flow.company), secrets, flow.writes);
        await keep('arrive', secrets.state, { ...flow, ...secrets, platformBrowser: browser.keep() });
        return target;
      } catch (error) {
        return backTo(flow, error);
      }
    },

    async arrive(company: string, query: URLSearchParams, browser: BrowserMark): Promise<string> {
      const journey = await take('arrive', query.get('state') ?? '', Journey);
      if (journey?.company !== company || !browser.is(journey.platformBrowser)) return lost;
      const { state, codeVerifier, platformBrowser: _, ...flow } = journey;
      try {
        const callbackUrl = new URL(callbackOf(flow.company));
        callbackUrl.search = query.toString();
        const credential = await calendars.connect(flow.company, callbackUrl, { state, codeVerifier });
        const token = newSecret();
        await keep('finish', token, { ...flow, credential });
        return `${flow.origin}${PAGE}#calendar=${token}`;
      } catch (error) {
        return backTo(flow, error);
      }
    },

    /** @throws ProblemError `invalid-ticket` also for what another member, or another site, began */
    async take(tenantId: TenantId, membershipId: MembershipId, token: string): Promise<ArrivedCalendar> {
      const arrived = await take('finish', token, Arrived);
      if (arrived?.tenantId !== tenantId || arrived.membershipId !== membershipId)
        throw new ProblemError('invalid-ticket');
      return arrived;
    },
  };
}
export type CalendarLogIns = ReturnType<typeof createCalendarLogIns>;
