import type { PageInput } from '@stageline/contracts';
import { PowerLine } from '../../features/line/components/power-line.tsx';
import { RegistrationDone } from '../../features/registration/components/registration-done.tsx';
import { SendAgain } from '../../features/registration/components/send-again.tsx';
import { registrationTexts } from '../../features/registration/texts.ts';
import { invitationFor } from '../../features/registration/invitation.ts';
import { AddToCalendar } from '../../features/site/components/add-to-calendar.tsx';
import { SessionWhen } from '../../features/site/components/session-when.tsx';
import { ViewerTime } from '../../features/site/components/viewer-time.tsx';
import { Island } from '../../shared/ui/island.tsx';
import { LineBeside } from './line-beside.tsx';
import { PublicPage } from './public-page.tsx';

export type RegisteredInput = Extract<PageInput, { kind: 'registered' }>;

/** What follows a registration without script, and what a reload of it shows. */
export const RegisteredPage = ({
  input: { site, line, beside, firstName, mayAskAgain, again },
  now,
}: {
  readonly input: RegisteredInput;
  readonly now: string;
}) => {
  const session = site.nextSession;
  return (
    <PublicPage site={site} path="/registered">
      <div className="grid gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,1fr)_25rem]">
        <div className="flex min-w-0 flex-col gap-10">
          <h1 className="sr-only">{site.profile.headline}</h1>
          <div>
            <RegistrationDone firstName={firstName} next={invitationFor(session).next} />
            {again === undefined ? null : (
              <p role={again === 'sent' ? 'status' : 'alert'} className="mt-4 font-medium text-text">
                {again === 'sent' ? registrationTexts().sentAgain : registrationTexts().notSentAgain}
              </p>
            )}
            {mayAskAgain === true && again !== 'sent' ? <SendAgain /> : null}
          </div>
          {session !== null && session.status !== 'ended' && (
            <div className="flex flex-col items-start gap-5">
              <SessionWhen session={session}>
                <Island name="viewer-time" className="text-base text-text-muted noscript:hidden">
                  <ViewerTime startsAt={session.startsAt} timeZone={session.timeZone} />
                </Island>
              </SessionWhen>
              {/* Whoever only waits has nothing to put there yet; who got the last seat has it with their mail. */}
              {session.registration !== 'waitlist' && (
                <AddToCalendar session={session} siteName={site.profile.siteName} />
              )}
            </div>
          )}
        </div>
        <aside className="flex min-w-0 flex-col gap-8">
          <Island name="line">
            <PowerLine snapshot={line} settings={site.line} now={now} showTotal={site.settings.showRealTimeCounts} />
          </Island>
          <LineBeside site={site} beside={beside} now={now} />
        </aside>
      </div>
    </PublicPage>
  );
};
