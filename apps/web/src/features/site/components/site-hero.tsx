import type { SiteView } from '@stageline/contracts';
import { initialsOf } from '../../../shared/lib/initials-of.ts';
import { siteTexts } from '../texts.ts';

/** The promise in one sentence, who makes it, and their welcome. */
export const SiteHero = ({ site }: { readonly site: SiteView }) => {
  const { profile, nextSession } = site;
  return (
    <div className="site-hero min-w-0">
      <p dir="auto" className="text-base font-medium text-primary-text wrap-anywhere">
        {nextSession === null ? siteTexts().liveMasterclass : nextSession.title}
      </p>
      <h1 dir="auto" className="display mt-3 text-2xl text-text wrap-anywhere sm:text-3xl">
        {profile.headline}
      </h1>
      <div className="mt-7 flex items-center gap-3.5">
        <span
          aria-hidden="true"
          className="display grid size-12 shrink-0 place-items-center rounded-full bg-primary-tint text-base text-primary-text ring-1 ring-primary-line select-none"
        >
          {initialsOf(profile.promoterName)}
        </span>
        <p className="min-w-0 text-base leading-snug text-text-muted">
          {siteTexts().hostedLiveBy}
          <bdi className="block font-semibold text-text wrap-anywhere">{profile.promoterName}</bdi>
          {profile.promoterId !== undefined && (
            <bdi className="numeric block text-sm wrap-anywhere">{profile.promoterId}</bdi>
          )}
        </p>
      </div>
    </div>
  );
};

/** The host's own words. */
export const SiteWelcome = ({ site }: { readonly site: SiteView }) =>
  site.profile.welcomeMessage === '' ? null : (
    <p dir="auto" className="site-welcome max-w-lg text-lg whitespace-pre-line text-text wrap-anywhere">
      {site.profile.welcomeMessage}
    </p>
  );
