import { formOf } from './page-state.ts';
import type { LandingBlock, PageInput } from '@stageline/contracts';
import { claimsEarnings, pageColumns } from '@stageline/domain';
import { Disclosure } from '../../features/line/components/disclosure.tsx';
import { PowerLine } from '../../features/line/components/power-line.tsx';
import { RegistrationForm } from '../../features/registration/components/registration-form.tsx';
import { invitationFor } from '../../features/registration/invitation.ts';
import { statusOf } from '../../features/registration/lib/session-status.ts';
import { PastSession } from '../../features/site/components/past-session.tsx';
import { SessionTerms } from '../../features/site/components/session-terms.tsx';
import { SessionWhen } from '../../features/site/components/session-when.tsx';
import { SiteAgenda } from '../../features/site/components/site-agenda.tsx';
import { SiteCountdown } from '../../features/site/components/site-countdown.tsx';
import { SiteFaq } from '../../features/site/components/site-faq.tsx';
import { SiteHero, SiteWelcome } from '../../features/site/components/site-hero.tsx';
import { SiteHost } from '../../features/site/components/site-host.tsx';
import { SitePromise } from '../../features/site/components/site-promise.tsx';
import { SiteTestimonials } from '../../features/site/components/site-testimonials.tsx';
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

/** The page that a prospect decides on: a promise, a person, a time, and one form, in the order that its owner gave it. */
export const LandingPage = ({ input, now }: LandingPageProps) => {
  const { site, via } = input;
  const status = statusOf(site.nextSession);
  const { before, aside, after } = pageColumns(site.blocks);
  const show = (block: LandingBlock) => <Block key={block.key} block={block} input={input} now={now} />;
  return (
    <PublicPage
      site={site}
      path={via === undefined ? '/' : `/?via=${via}`}
      foot={
        <div className="register-bar fixed inset-x-0 bottom-0 z-20 border-t border-border bg-raised px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-overlay lg:hidden noscript:hidden">
          <a href="#register" className={buttonStyles({ variant: 'primary', size: 'lg', className: 'w-full' })}>
            {status === 'none' || status === 'ended' ? pageTexts().noDate : pageTexts()[status]}
          </a>
        </div>
      }
    >
      <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_25rem] lg:grid-rows-[auto_1fr]">
        <div className="flex min-w-0 flex-col gap-10">{before.map(show)}</div>
        <aside className="flex min-w-0 flex-col gap-8 lg:row-span-2" aria-label={pageTexts().register}>
          {aside.map(show)}
        </aside>
        <div className="flex min-w-0 flex-col gap-10">{after.map(show)}</div>
      </div>
    </PublicPage>
  );
};

interface BlockProps extends LandingPageProps {
  readonly block: LandingBlock;
}

/** One part of the page; one that has nothing to show draws nothing. */
const Block = ({ block, input, now }: BlockProps) => {
  const { site } = input;
  switch (block.type) {
    case 'hero':
      return <HeadBlock input={input} />;
    case 'form':
      return <FormBlock input={input} />;
    case 'powerline':
      return <LineBlock input={input} now={now} />;
    case 'promise':
      return <SitePromise block={block} site={site} />;
    case 'host':
      return <SiteHost block={block} site={site} />;
    case 'agenda':
      return <SiteAgenda block={block} site={site} />;
    case 'testimonials':
      return <SiteTestimonials block={block} videos={site.videos} />;
    case 'faq':
      return <SiteFaq block={block} />;
    case 'countdown':
      return <SiteCountdown block={block} session={site.nextSession} now={now} />;
  }
};

const HeadBlock = ({ input: { site } }: { readonly input: LandingInput }) => {
  const session = site.nextSession;
  return (
    <div className="flex min-w-0 flex-col gap-8">
      <SiteHero site={site} />
      {session !== null && session.status !== 'ended' && (
        <div className="flex flex-col gap-4">
          <SessionWhen session={session}>
            <Island name="viewer-time" className="text-base text-text-muted noscript:hidden">
              <ViewerTime startsAt={session.startsAt} timeZone={session.timeZone} />
            </Island>
          </SessionWhen>
          <SessionTerms session={session} />
        </div>
      )}
      {session === null && site.pastSession !== undefined && <PastSession session={site.pastSession} />}
      <SiteWelcome site={site} />
      {claimsEarnings(site) && <Disclosure site={site} />}
    </div>
  );
};

const FormBlock = ({ input: { site, via, touch, form } }: { readonly input: LandingInput }) => (
  <div
    id="register"
    className="site-form relative scroll-mt-6 rounded-lg border border-border bg-raised p-5 shadow-raised sm:p-7"
  >
    <Island name="registration">
      <RegistrationForm
        invitation={invitationFor(site.nextSession)}
        promoterName={site.profile.promoterName}
        via={via}
        {...formOf(site)}
        touch={touch}
        form={form}
      />
    </Island>
  </div>
);

const LineBlock = ({ input: { site, line, beside }, now }: LandingPageProps) => (
  <div className="flex min-w-0 flex-col gap-8">
    <Island name="line">
      <PowerLine snapshot={line} settings={site.line} now={now} showTotal={site.settings.showRealTimeCounts} />
    </Island>
    <LineBeside site={site} beside={beside} now={now} />
  </div>
);
