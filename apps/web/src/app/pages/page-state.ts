import {
  PLAIN_REGISTRATION,
  type LineSnapshot,
  type PageInput,
  type PlaceView,
  type SiteView,
} from '@stageline/contracts';
import { REGISTRATION_NOTICE } from '@stageline/domain';
import type { InviteLinkProps } from '../../features/line/components/invite-link.tsx';
import type { PlaceReportProps } from '../../features/line/components/place-report.tsx';
import type { PowerLineProps } from '../../features/line/components/power-line.tsx';
import type { SimulatedLineProps } from '../../features/line/components/simulated-line.tsx';
import type { RegistrationFormProps } from '../../features/registration/components/registration-form.tsx';
import { invitationFor } from '../../features/registration/invitation.ts';
import { formFieldsOf } from '../../features/registration/lib/fields.ts';
import type { CountdownProps } from '../../features/site/components/countdown.tsx';
import { pageLocale } from '../../shared/i18n/index.ts';
import type { ViewerTimeProps } from '../../features/site/components/viewer-time.tsx';

/** What the islands of a public page were rendered from, and need again to come alive: not the whole site. */
export interface PublicPageState {
  readonly 'viewer-time'?: ViewerTimeProps;
  readonly countdown?: CountdownProps;
  readonly registration?: RegistrationFormProps;
  readonly line?: PowerLineProps;
  readonly report?: PlaceReportProps;
  readonly invitation?: InviteLinkProps;
  readonly simulation?: SimulatedLineProps;
}

/**
 * What a form asks and says. It is handed to the form: what brings these along brings schemas along, and a page for visitors
 * may not.
 */
export const formOf = ({ registration = PLAIN_REGISTRATION }: SiteView) => ({
  fields: formFieldsOf(registration),
  notice: REGISTRATION_NOTICE[pageLocale().locale],
});

/** Whether the page has islands that only some have. */
export const hasBeside = ({ report, invitation, simulation }: PublicPageState): boolean =>
  report !== undefined || invitation !== undefined || simulation !== undefined;

const stands = (place: PlaceView | null): place is PlaceView =>
  place !== null && (place.state === 'standing' || place.state === 'hidden');

/** The reader's own place, for the line to show; nothing before they stand in it, or where positions stay hidden. */
export function ownPlace(place: PlaceView | null): Pick<PowerLineProps, 'own'> {
  if (!stands(place) || place.position === null || place.joinedAt === null) return {};
  const { position, joinedAt, displayName: name } = place;
  return { own: { position, joinedAt, ...(place.state === 'hidden' ? { name: '', state: 'hidden' } : { name }) } };
}

/** What a personal page has besides. */
export function placeState(place: PlaceView | null, line: LineSnapshot): PublicPageState {
  if (!stands(place)) return {};
  const { position, joinedAfterYou, attended, rank, inviteUrl } = place;
  return {
    ...(position === null || joinedAfterYou === null
      ? {}
      : { report: { position, joinedAfterYou, attended, rank, newest: line.cursor } }),
    ...(inviteUrl === null ? {} : { invitation: { url: inviteUrl } }),
  };
}

/** Of what somebody is registered for the first that is still to begin: a page has room for one time by the reader's clock. */
export const toBegin = (place: PlaceView | null) =>
  place?.state === 'left'
    ? undefined
    : place?.seats.find(({ session: { phase } }) => phase !== 'live' && phase !== 'cancelled')?.session;

/** What is shown by the reader's clock. */
function timed(input: Shown): ViewerTimeProps | undefined {
  const session = input.kind === 'place' ? toBegin(input.place) : input.site.nextSession;
  if (!session || session.status === 'ended') return undefined;
  return { startsAt: session.startsAt, timeZone: session.timeZone };
}

type Shown = Extract<PageInput, { kind: 'landing' | 'registered' | 'place' }>;

/** @param now the server's clock, ISO 8601 */
export function publicPageState(input: Shown, now: string): PublicPageState {
  const { site, line } = input;
  const time = timed(input);
  const hasLine = input.kind !== 'landing' || site.blocks.some(({ type }) => type === 'powerline');
  return {
    ...(time && { 'viewer-time': time }),
    ...(input.kind === 'landing' ? landingState(input, now) : {}),
    ...(hasLine
      ? {
          line: {
            snapshot: line,
            settings: site.line,
            now,
            showTotal: site.settings.showRealTimeCounts,
            ...(input.kind === 'place' ? ownPlace(input.place) : {}),
          },
        }
      : {}),
    ...(input.kind === 'place' ? placeState(input.place, line) : {}),
    ...(hasLine && input.beside?.simulated && { simulation: { members: input.beside.simulated, now } }),
  };
}

/** What only the landing page has. */
function landingState(
  { site, via, touch, form }: Extract<PageInput, { kind: 'landing' }>,
  now: string,
): Pick<PublicPageState, 'registration' | 'countdown'> {
  const session = site.nextSession;
  return {
    registration: {
      invitation: invitationFor(session),
      promoterName: site.profile.promoterName,
      ...(via === undefined ? {} : { via }),
      ...formOf(site),
      ...(touch && { touch }),
      ...(form === undefined ? {} : { form }),
    },
    ...(session?.status === 'scheduled' && site.blocks.some(({ type }) => type === 'countdown')
      ? { countdown: { startsAt: session.startsAt, now } }
      : {}),
  };
}
