import type { OfferCounts, OfferView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Megaphone } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { offersQuery } from '../api/offers.queries.ts';
import { offerTexts } from '../offer-texts.ts';
import type { OfferDraft } from './offer-dialog.tsx';
import { OfferPeople } from './offer-people.tsx';
import { OfferRow } from './offer-row.tsx';
import { PreparedList } from './prepared-list.tsx';

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
  return (
    <>
      <PreparedList
        query={query}
        icon={<Megaphone size={20} />}
        texts={texts}
        isLive={isLive}
        mayPrepare={mayPrepare}
        onPrepare={() => setDraft({ before: null, like: null })}
      >
        {(offer, { now }, readAt) => (
          <OfferRow
            key={offer.id}
            sessionId={sessionId}
            offer={{ ...offer, counts: newer(offer.counts, counts[offer.id]) }}
            serverNow={() => Date.now() + Date.parse(now) - readAt}
            isLive={isLive}
            mayPrepare={mayPrepare}
            onEdit={() => setDraft({ before: offer, like: offer })}
            onCopy={() => setDraft({ before: null, like: offer })}
            onLook={() => setLooking(offer)}
          />
        )}
      </PreparedList>
      {draft === null ? null : (
        <Suspense>
          <OfferDialog sessionId={sessionId} draft={draft} onClose={() => setDraft(null)} />
        </Suspense>
      )}
      {looking === null ? null : <OfferPeople sessionId={sessionId} offer={looking} onClose={() => setLooking(null)} />}
    </>
  );
}
