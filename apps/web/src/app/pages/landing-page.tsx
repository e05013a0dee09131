import type { PageInput } from '@stageline/contracts';
import { claimsEarnings } from '@stageline/domain';
import { Disclosure } from '../../features/line/components/disclosure.tsx';
import { PowerLine } from '../../features/line/components/power-line.tsx';
import { RegistrationForm } from '../../features/registration/components/registration-form.tsx';
import { invitationTo } from '../../features/registration/invitation.ts';
import { SessionWhen } from '../../features/site/components/session-when.tsx';
import { SiteDetails } from '../../features/site/components/site-details.tsx';
import { SiteVideos } from '../../features/site/components/site-videos.tsx';
import { SiteHero, SiteWelcome } from '../../features/site/components/site-hero.tsx';
import { ViewerTime } from '../../features/site/components/viewer-time.tsx';
import { buttonStyles } from '../../shared/ui/button.tsx';
import { Island } from '../../shared/ui/island.tsx';
import { LineBeside } from './line-beside.tsx';
import { PublicPage } from './public-page.tsx';
import { pageTexts } from './texts.ts';

export type LandingInput = Extract<PageInput, { kind: 'landing' }>;

interface LandingPageProps {
  readonly input: LandingInput;
  readonly now: string;
}

/** The page that a prospect decides on: a promise, a person, a time, and one form. */
export const LandingPage = ({ input: { site, line, beside, via, form }, now }: LandingPageProps) => {
  const session = site.nextSession;
  const status = session?.status ?? 'none';
  return (
    <PublicPage
      site={site}
      path={via === undefined ? '/' : `/?via=${via}`}
      foot={
        <div className="register-bar fixed inset-x-0 bottom-0 z-20 border-t border-border bg-raised px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-overlay lg:hidden noscript:hidden">
          <a href="#register" className={buttonStyles({ variant: 'primary', size: 'lg', className: 'w-full' })}>
            {status === 'live' || status === 'scheduled' ? pageTexts()[status] : pageTexts().noDate}
          </a>
        </div>
      }
    >
      <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_25rem] lg:grid-rows-[auto_1fr]">
        <div className="flex min-w-0 flex-col gap-8">
          <SiteHero site={site} />
          {session !== null && session.status !== 'ended' && (
            <SessionWhen session={session}>
              <Island name="viewer-time" className="text-base text-text-muted">
                <ViewerTime startsAt={session.startsAt} timeZone={session.timeZone} />
              </Island>
            </SessionWhen>
          )}
          <SiteWelcome site={site} />
          {claimsEarnings(site) && <Disclosure site={site} />}
        </div>
        <aside className="flex min-w-0 flex-col gap-8 lg:row-span-2" aria-label={pageTexts().register}>
          <div
            id="register"
            className="site-form relative scroll-mt-6 rounded-lg border border-border bg-raised p-5 shadow-raised sm:p-7"
          >
            <Island name="registration">
              <RegistrationForm
                invitation={invitationTo(status)}
                promoterName={site.profile.promoterName}
                via={via}
                form={form}
              />
            </Island>
          </div>
          <Island name="line">
            <PowerLine snapshot={line} settings={site.line} now={now} showTotal={site.settings.showRealTimeCounts} />
          </Island>
          <LineBeside site={site} beside={beside} now={now} />
        </aside>
        <div className="flex min-w-0 flex-col gap-10">
          <SiteDetails site={site} />
          <SiteVideos videos={site.videos} />
        </div>
      </div>
    </PublicPage>
  );
};
