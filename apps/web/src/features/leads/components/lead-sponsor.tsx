import type { LeadView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { sponsorQuery } from '../api/sponsor.queries.ts';
import { sponsorTexts } from '../sponsor-texts.ts';
import { SponsorDialog } from './sponsor-dialog.tsx';

/** Who brought a lead into the line and why it is they, for whoever may correct it. */
export function LeadSponsor({ lead }: { readonly lead: LeadView }) {
  const texts = sponsorTexts();
  const query = useQuery(sponsorQuery(lead.id));
  const [isCorrecting, setCorrecting] = useState(false);
  if (query.isError && query.data === undefined)
    return <ErrorState error={query.error} title={texts.failed} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <div role="status" aria-label={texts.loading}>
        <Skeleton className="h-12 w-60 max-w-full" />
      </div>
    );
  const { position, sponsor, cause } = query.data;
  if (position === null) return <p className="text-text-muted">{texts.notInLine}</p>;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div className="min-w-0">
        {sponsor === null ? (
          <p className="font-medium">{texts.nobody}</p>
        ) : (
          <Link
            to={`/dashboard/leads/${sponsor.leadId}`}
            className="font-medium underline decoration-border underline-offset-4 wrap-anywhere hover:decoration-current"
          >
            {sponsor.name}
          </Link>
        )}
        <p className="text-sm text-text-muted">{texts.causes[cause]}</p>
      </div>
      <Button size="sm" onClick={() => setCorrecting(true)}>
        {texts.correct}
      </Button>
      {isCorrecting ? <SponsorDialog lead={lead} onClose={() => setCorrecting(false)} /> : null}
    </div>
  );
}
