import type { SiteView } from '@stageline/contracts';
import { aboutTexts } from '../about-texts.ts';

/**
 * What has to stand beside every ranking and every claim about earnings (H-09): the platform's words and then the site's own.
 * Protected: no theme and no CSS of the site reaches it, hides it or moves it away.
 */
export const Disclosure = ({ site }: { readonly site: Pick<SiteView, 'disclosure'> }) => {
  const texts = aboutTexts();
  return (
    <div
      data-protected=""
      role="note"
      aria-label={texts.disclosureTitle}
      className="rounded-md border border-border bg-raised px-4 py-3 text-sm text-text-muted"
    >
      <p>{texts.disclosure}</p>
      {site.disclosure !== undefined && (
        <p dir="auto" className="mt-2 whitespace-pre-line wrap-anywhere">
          {site.disclosure}
        </p>
      )}
    </div>
  );
};
