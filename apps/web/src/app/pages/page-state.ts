import type { PageInput } from '@stageline/contracts';
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

/** @param now the server's clock, ISO 8601 */
export function publicPageState(
  input: Extract<PageInput, { kind: 'landing' | 'registered' }>,
  now: string,
): PublicPageState {
  const { site, line } = input;
  const session = site.nextSession;
  return {
    ...(session === null || session.status === 'ended'
      ? {}
      : { 'viewer-time': { startsAt: session.startsAt, timeZone: session.timeZone } }),
    ...(input.kind === 'landing'
      ? {
          registration: {
            invitation: invitationTo(session?.status ?? 'none'),
            promoterName: site.profile.promoterName,
            ...(input.form === undefined ? {} : { form: input.form }),
          },
        }
      : {}),
    line: { snapshot: line, settings: site.line, now, showTotal: site.settings.showRealTimeCounts },
  };
}
