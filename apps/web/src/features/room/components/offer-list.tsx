import type { OfferCounts, OfferView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Megaphone, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button, EmptyState, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { offersQuery } from '../api/offers.queries.ts';
import { offerTexts } from '../offer-texts.ts';
import type { OfferDraft } from './offer-dialog.tsx';
import { OfferPeople } from './offer-people.tsx';
import { OfferRow } from './offer-row.tsx';

/** Forms and their rules come when somebody writes. */
const OfferDialog = lazy(() => import('./offer-dialog.tsx').then((module) => ({ default: module.OfferDialog })));

interface OfferListProps {
  readonly sessionId: string;
  readonly isLive: boolean;
  /** Whether they may write them, and not only show what is there. */
  readonly mayPrepare: boolean;
  /** Newer numbers than the list has, by offer. */
  readonly counts: Readonly<Record<string, OfferCounts>>;
}

const NONE: OfferCounts = { shown: 0, clicked: 0, dismissed: 0 };
const newer = (a: OfferCounts, b: OfferCounts = NONE): OfferCounts => ({
  shown: Math.max(a.shown, b.shown),
  clicked: Math.max(a.clicked, b.clicked),
  dismissed: Math.max(a.dismissed, b.dismissed),
});

/** The offers of a masterclass, for whoever hosts it: to prepare, to show and to look at. */
export function OfferList({ sessionId, isLive, mayPrepare, counts }: OfferListProps) {
  const texts = offerTexts().panel;
  const query = useQuery(offersQuery(sessionId));
  const [draft, setDraft] = useState<OfferDraft | null>(null);
  const [looking, setLooking] = useState<OfferView | null>(null);
  if (query.data === undefined)
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div role="status" aria-label={texts.loading} className="flex flex-col gap-4 p-4">
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
    );
  const { items, now } = query.data;
  const ahead = Date.parse(now) - query.dataUpdatedAt;
  const prepare = mayPrepare ? (
    <Button
      variant={items.length === 0 ? 'primary' : 'secondary'}
      onClick={() => setDraft({ before: null, like: null })}
    >
      <Plus size={16} aria-hidden="true" />
      {texts.prepare}
    </Button>
  ) : null;
  return (
    <>
      {items.length === 0 ? (
        <EmptyState icon={<Megaphone size={20} />} title={texts.emptyTitle} action={prepare}>
          {mayPrepare ? texts.empty : texts.emptyForOthers}
        </EmptyState>
      ) : (
        <>
          <ul className="m-0 list-none p-0">
            {items.map((offer) => (
              <OfferRow
                key={offer.id}
                sessionId={sessionId}
                offer={{ ...offer, counts: newer(offer.counts, counts[offer.id]) }}
                serverNow={() => Date.now() + ahead}
                isLive={isLive}
                mayPrepare={mayPrepare}
                onEdit={() => setDraft({ before: offer, like: offer })}
                onCopy={() => setDraft({ before: null, like: offer })}
                onLook={() => setLooking(offer)}
              />
            ))}
          </ul>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
            {prepare}
            {isLive ? null : <p className="m-0 text-sm text-text-muted">{texts.notLive}</p>}
          </div>
        </>
      )}
      {draft === null ? null : (
        <Suspense>
          <OfferDialog sessionId={sessionId} draft={draft} onClose={() => setDraft(null)} />
        </Suspense>
      )}
      {looking === null ? null : <OfferPeople sessionId={sessionId} offer={looking} onClose={() => setLooking(null)} />}
    </>
  );
}
