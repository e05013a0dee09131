import type { SiteView } from '@stageline/contracts';

/** The promise in one sentence, who makes it, and their welcome. */
export const SiteHero = ({ site }: { readonly site: SiteView }) => {
  const { profile, nextSession } = site;
  return (
    <div className="min-w-0">
      <p dir="auto" className="text-base font-medium text-primary-text wrap-anywhere">
        {nextSession === null ? 'Live masterclass' : nextSession.title}
      </p>
      <h1
        dir="auto"
        className="display mt-3 text-2xl font-semibold text-text wrap-anywhere sm:text-3xl"
      >
        {profile.headline}
      </h1>
      <p className="mt-5 text-base text-text-muted">
        Hosted live by{' '}
        <bdi className="font-semibold text-text wrap-anywhere">{profile.promoterName}</bdi>
      </p>
    </div>
  );
};

/** The host's own words. */
export const SiteWelcome = ({ site }: { readonly site: SiteView }) =>
  site.profile.welcomeMessage === '' ? null : (
    <p dir="auto" className="max-w-lg text-lg whitespace-pre-line text-text wrap-anywhere">
      {site.profile.welcomeMessage}
    </p>
  );
