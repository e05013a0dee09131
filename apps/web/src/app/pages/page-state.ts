import type { PageInput, PlaceView } from '@stageline/contracts';
import type { PowerLineProps } from '../../features/line/components/power-line.tsx';
import type { RegistrationFormProps } from '../../features/registration/components/registration-form.tsx';
import { invitationTo } from '../../features/registration/invitation.ts';
import type { ViewerTimeProps } from '../../features/site/components/viewer-time.tsx';

/** What the islands of a public page were rendered from, and need again to come alive: not the whole site. */
export interface PublicPageState {
  readonly 'viewer-time'?: ViewerTimeProps;
  readonly registration?: RegistrationFormProps;
  readonly line?: PowerLineProps;
}

/** The reader's own place, for the line to pin; nothing before they stand in it, or where positions stay hidden. */
export const ownPlace = (place: PlaceView | null): Pick<PowerLineProps, 'own'> =>
  place === null || place.position === null ? {} : { own: { name: place.displayName, position: place.position } };

/** @param now the server's clock, ISO 8601 */
export function publicPageState(
  input: Extract<PageInput, { kind: 'landing' | 'registered' | 'place' }>,
  now: string,
): PublicPageState {
  const { site, line } = input;
  const session = site.nextSession;
  return {
    ...(input.kind === 'place' || session === null || session.status === 'ended'
      ? {}
      : { 'viewer-time': { startsAt: session.startsAt, timeZone: session.timeZone } }),
    ...(input.kind === 'landing'
      ? {
          registration: {
            invitation: invitationTo(session?.status ?? 'none'),
            promoterName: site.profile.promoterName,
            ...(input.via === undefined ? {} : { via: input.via }),
            ...(input.form === undefined ? {} : { form: input.form }),
          },
        }
      : {}),
    line: {
      snapshot: line,
      settings: site.line,
      now,
      showTotal: site.settings.showRealTimeCounts,
      ...(input.kind === 'place' ? ownPlace(input.place) : {}),
    },
  };
}
