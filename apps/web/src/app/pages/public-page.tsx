import type { SiteView } from '@stageline/contracts';
import type { ReactNode } from 'react';
import { SiteCover } from '../../features/site/components/site-cover.tsx';
import { SiteFooter, SiteLegal } from '../../features/site/components/site-footer.tsx';
import { SiteHeader } from '../../features/site/components/site-header.tsx';

interface PublicPageProps {
  readonly site: SiteView;
  /** Of the page itself. */
  readonly path: string;
  readonly children: ReactNode;
  /** Stands at the foot of a phone's screen. */
  readonly foot?: ReactNode;
}
/** The frame of a site's public pages, with the brand's light behind its head. */
export const PublicPage = ({ site, path, children, foot }: PublicPageProps) => (
  <>
    <div className="tenant-custom site-page relative isolate flex min-h-dvh flex-col overflow-x-clip">
      <div
        aria-hidden="true"
        className="absolute inset-x-0 top-0 -z-10 h-160 bg-[radial-gradient(60rem_32rem_at_12%_-8rem,var(--brand-primary-wash),transparent_72%),radial-gradient(48rem_28rem_at_96%_-6rem,var(--brand-accent-wash),transparent_70%)]"
      />
      <SiteHeader site={site} />
      {site.background !== null && <SiteCover background={site.background} />}
      <main className="site-main mx-auto w-full max-w-3xl flex-1 px-5 pt-10 pb-20 sm:px-8 lg:pt-16">{children}</main>
      <SiteFooter site={site} />
      <SiteLegal site={site} path={path} />
    </div>
    {/* Outside of what a site's own CSS reaches: made larger, it would cover the page. */}
    {foot}
  </>
);
