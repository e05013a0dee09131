import type { SiteView } from '@stageline/contracts';
import { siteTexts } from '../texts.ts';

/** What one gets, and what the masterclass is about. */
export const SiteDetails = ({ site }: { readonly site: SiteView }) => {
  const { profile, nextSession } = site;
  const description = nextSession?.description ?? '';
  if (profile.benefits.length === 0 && description === '') return null;
  return (
    <div className="flex max-w-lg flex-col gap-10">
      {profile.benefits.length > 0 && (
        <section aria-labelledby="benefits" className="site-benefits">
          <h2 id="benefits" className="display text-xl text-text">
            {siteTexts().whatYouGet}
          </h2>
          <ul className="mt-5 flex flex-col gap-4">
            {profile.benefits.map((benefit) => (
              <li key={benefit} className="flex gap-3.5 text-base text-text">
                <span
                  className="mt-0.5 grid size-5 shrink-0 place-items-center rounded-full bg-primary-tint text-primary-text"
                  aria-hidden="true"
                >
                  <svg
                    viewBox="0 0 12 12"
                    className="size-3"
                    fill="none"
                    stroke="currentColor"
                    strokeWidth="1.8"
                    strokeLinecap="round"
                    strokeLinejoin="round"
                  >
                    <path d="m2.5 6.5 2.3 2.3 4.7-5.3" />
                  </svg>
                </span>
                <span dir="auto" className="min-w-0 wrap-anywhere">
                  {benefit}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {description !== '' && (
        <section aria-labelledby="about" className="site-about">
          <h2 id="about" className="display text-xl text-text">
            {siteTexts().about}
          </h2>
          <p dir="auto" className="mt-4 text-base whitespace-pre-line text-text-muted wrap-anywhere">
            {description}
          </p>
        </section>
      )}
    </div>
  );
};
