import type { PausedSite } from '@stageline/contracts';
import { formatDate } from '../../../shared/lib/format.ts';
import { authTexts } from '../texts.ts';

interface PausedSitesProps {
  readonly sites: readonly PausedSite[];
  /** The only one is the title of the page already. */
  readonly isAlone?: boolean;
  readonly className?: string;
}
/** Sites of this person that are not served: since when, why where they may know it, and whom to ask. */
export const PausedSites = ({ sites, isAlone = false, className }: PausedSitesProps) => (
  <ul className={className}>
    {sites.map((site) => (
      <li key={site.slug} className="mb-3 grid gap-3 rounded-lg border border-border bg-raised p-4 text-base">
        {!isAlone && <h2 className="font-medium text-text">{site.name}</h2>}
        <p className="text-text">{authTexts().paused[site.state](formatDate(site.since))}</p>
        {site.reason !== null && (
          <p>
            <span className="block text-sm text-text-muted">{authTexts().paused.reason}</span>
            <span className="break-words text-text">{site.reason}</span>
          </p>
        )}
        <p className="text-text-muted">
          <WhomToAsk {...site} />
        </p>
      </li>
    ))}
  </ul>
);

function WhomToAsk({ ask }: PausedSite) {
  const texts = authTexts().paused;
  if (ask === null) return texts.askOperator;
  return (
    <>
      {ask.name === null ? texts.question : texts.askOwner(ask.name)}{' '}
      <a
        href={`mailto:${ask.email}`}
        className="font-medium break-words text-primary-text underline underline-offset-4"
      >
        {ask.email}
      </a>
    </>
  );
}
