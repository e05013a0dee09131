import type { SiteView } from '@stageline/contracts';
import { Monogram } from '../../../shared/ui/monogram.tsx';
import { siteTexts } from '../texts.ts';

/** Head of a site's public pages: whose it is, and whether something is on. */
export const SiteHeader = ({ site }: { readonly site: SiteView }) => (
  <header className="mx-auto flex w-full max-w-3xl items-center justify-between gap-4 px-5 pt-5 sm:px-8 sm:pt-7">
    <a href="/" className="flex min-h-11 min-w-0 items-center gap-3 rounded-md text-text">
      <Monogram name={site.profile.siteName} logoUrl={site.logoUrl} />
      <span dir="auto" className="truncate text-base font-semibold">
        {site.profile.siteName}
      </span>
    </a>
    {site.nextSession?.status === 'live' && <LiveBadge />}
  </header>
);

/** Says that the masterclass is on the air. */
export const LiveBadge = () => (
  <span className="inline-flex h-7 shrink-0 items-center gap-2 rounded-full bg-live px-3 text-sm font-semibold text-white">
    <span className="size-2 rounded-full bg-white" aria-hidden="true" />
    {siteTexts().liveNow}
  </span>
);
