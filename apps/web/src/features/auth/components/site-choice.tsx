import { ArrowRight } from 'lucide-react';
import { Link } from 'react-router';
import { handOverTo } from '../../../shared/lib/hand-over.ts';
import { Avatar, buttonStyles, EmptyState } from '../../../shared/ui/index.ts';
import type { AccountSites } from '../hooks/use-enter-platform.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { PausedSites } from './paused-sites.tsx';
import { PlatformBrand } from './site-brand.tsx';

type Site = AccountSites['sites'][number];

/** Which of several sites; what has become of those that are not served; what to do when there is none. */
export function SiteChoice({ sites, paused }: AccountSites) {
  const texts = authTexts();
  if (sites.length === 0 && paused.length > 0) {
    const [only] = paused.length === 1 ? paused : [];
    return (
      <AuthFrame brand={<PlatformBrand />} title={texts.paused.title(only?.name)}>
        <PausedSites sites={paused} isAlone={only !== undefined} />
      </AuthFrame>
    );
  }
  if (sites.length === 0) {
    const create = (
      <Link to="/sign-up" className={buttonStyles({ variant: 'primary' })}>
        {texts.createSite}
      </Link>
    );
    return (
      <AuthFrame brand={<PlatformBrand />} title={texts.noSite}>
        <EmptyState title={texts.noActiveSite} action={create}>
          {texts.noActiveSiteHint}
        </EmptyState>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      brand={<PlatformBrand />}
      title={texts.whichSite}
      description={sites.length > 1 ? texts.moreThanOne : undefined}
    >
      <SiteList sites={sites} />
      {paused.length > 0 && <PausedSites sites={paused} className="mt-6" />}
    </AuthFrame>
  );
}

const SiteList = ({ sites }: { readonly sites: readonly Site[] }) => (
  <ul className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-raised">
    {sites.map((site) => (
      <li key={site.slug}>
        <button
          type="button"
          onClick={() => handOverTo(site.url, site.handoverToken)}
          className="flex min-h-16 w-full items-center gap-3 px-4 text-start transition-colors hover:bg-muted focus-visible:-outline-offset-2"
        >
          <Avatar name={site.name} />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium text-text">{site.name}</span>
            <span className="block truncate text-text-muted">{new URL(site.url).host}</span>
          </span>
          <ArrowRight size={16} aria-hidden="true" className="text-text-muted rtl:rotate-180" />
        </button>
      </li>
    ))}
  </ul>
);
