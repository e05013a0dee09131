import type { SiteView } from '@stageline/contracts';
import { LanguageLinks } from '../../../shared/ui/language-links.tsx';
import { siteTexts } from '../texts.ts';

const NETWORKS = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  linkedin: 'LinkedIn',
  tiktok: 'TikTok',
  x: 'X',
  youtube: 'YouTube',
} as const;
const link =
  'inline-flex min-h-11 items-center text-text-muted underline decoration-border underline-offset-4 hover:text-text hover:decoration-current wrap-anywhere';

/** How to reach the host, and the team's quiet way in. */
export const SiteFooter = ({ site }: { readonly site: SiteView }) => {
  const { profile } = site;
  const networks = (Object.keys(NETWORKS) as (keyof typeof NETWORKS)[]).flatMap((network) => {
    const href = profile.socialLinks[network];
    return href === undefined ? [] : [{ network, href }];
  });
  return (
    <footer className="site-footer border-t border-border">
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-x-10 gap-y-2 px-5 pt-6 pb-2 text-sm text-text-muted sm:flex-row sm:flex-wrap sm:items-center sm:px-8">
        <p className="font-medium text-text">
          <bdi>{profile.promoterName}</bdi>
        </p>
        {(profile.contactEmail !== undefined || profile.contactPhone !== undefined) && (
          <address className="flex flex-wrap gap-x-6 not-italic">
            {profile.contactEmail !== undefined && (
              <a href={`mailto:${profile.contactEmail}`} className={link}>
                {profile.contactEmail}
              </a>
            )}
            {profile.contactPhone !== undefined && (
              <a href={`tel:${profile.contactPhone.replaceAll(/[^+\d]/g, '')}`} className={link}>
                <bdi>{profile.contactPhone}</bdi>
              </a>
            )}
          </address>
        )}
        {networks.length > 0 && (
          <ul className="flex flex-wrap gap-x-6">
            {networks.map(({ network, href }) => (
              <li key={network}>
                <a href={href} rel="noopener" className={link}>
                  {NETWORKS[network]}
                </a>
              </li>
            ))}
          </ul>
        )}
        <a href="/log-in" className={`${link} sm:ms-auto`}>
          {siteTexts().teamLogIn}
        </a>
      </div>
    </footer>
  );
};

/**
 * What the law and the platform require, the way to report the page, and its languages. It stands outside of everything that a site's own
 * CSS can style, and nothing can be laid over it.
 */
export const SiteLegal = ({ site, path }: { readonly site: SiteView; readonly path: string }) => (
  // The room below is for the bar that lies over the end of the page on a phone.
  <div className="pb-20 lg:pb-0">
    <div
      data-protected=""
      className="mx-auto flex w-full max-w-3xl flex-col gap-2 px-5 py-4 text-sm text-text-muted sm:px-8"
    >
      {site.disclaimers.map((disclaimer) => (
        <p key={disclaimer} dir="auto" className="max-w-2xl whitespace-pre-line wrap-anywhere">
          {disclaimer}
        </p>
      ))}
      <div className="flex flex-wrap justify-between gap-x-6">
        <a href="/report" rel="nofollow" className={link}>
          {siteTexts().report}
        </a>
        <LanguageLinks next={path} />
      </div>
    </div>
  </div>
);
